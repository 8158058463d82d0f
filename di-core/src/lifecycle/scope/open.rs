//! Opening what is scoped.

use core::future::poll_fn;
use std::sync::Arc;

use super::closer::CloseFn;
use super::need::{Need, needs};
use super::turns::{Ended, Entry};
use super::{Tracked, Tracking as _, waits};
use crate::container::{Container, SharedContainer};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::lifecycle::function::Opens;
use crate::lifecycle::{Failed, Step, caught, poll};
use crate::provider::Scoped;
use crate::slot::Slot;

/// Refuses to build what has to be opened.
///
/// # Errors
///
/// If it `is_async`, and no override stands in its place.
#[inline]
pub fn check_opened<C: Container, T: ?Sized, Q>(
    cx: Context<'_, C>,
    scoped: &Scoped<T, Q>,
    index: usize,
    is_async: bool,
) -> Result<(), Error> {
    if !is_async || scoped.is_overridden() {
        return Ok(());
    }
    let node = Context::<C>::node(index);
    Err(match cx.scope() {
        Some(_) => Error::new(ErrorKind::NotOpened, node),
        None => Error::scope_required(node),
    })
}

/// Notes that the scope is to close what was built.
///
/// # Errors
///
/// What `built` is.
pub fn close_later<C: Container, T: ?Sized + Send + Sync + 'static>(
    cx: Context<'_, C>,
    index: usize,
    close: CloseFn<T>,
    built: Result<Arc<T>, Error>,
) -> Result<Arc<T>, Error> {
    if let (Ok(instance), Some(tracked)) = (&built, tracked(cx)) {
        tracked.note(close.of(Context::<C>::node(index), Arc::clone(instance)));
    }
    built
}

/// Opens what is scoped; nothing if it needs no opening.
pub fn open_scoped<'c, C, T, Q>(
    cx: Context<'c, C>,
    scoped: &Scoped<T, Q>,
    index: usize,
    slot: fn(&'c C::Slots) -> &'c Slot<Arc<T>>,
    (is_async, function): (bool, impl Opens<'c, C, T> + Send + 'c),
    close: Option<CloseFn<T>>,
) -> Option<Step<'c>>
where
    C: SharedContainer,
    T: ?Sized + Send + Sync + 'static,
{
    if !is_async || scoped.is_overridden() {
        return None;
    }
    let scope = cx.scope()?;
    Some(Box::pin(async move {
        let mut opened = function.open(cx).await;
        if let Some(close) = close {
            opened = close_later(cx, index, close, opened);
        }
        let node = move || Context::<C>::node(index);
        slot(&scope.slots).build(&scope.order, node, || opened).map(|_| ())
    }))
}

fn tracked<C: Container>(cx: Context<'_, C>) -> Option<&Tracked> {
    cx.scope().and_then(|scope| scope.tracking.tracked(cx.container().home()))
}

/// Opens all that has to be open before `targets` can be resolved.
///
/// # Errors
///
/// If something cannot be opened, with the path to it.
pub(crate) async fn open_all<C: Container>(
    cx: Context<'_, C>,
    targets: impl Iterator<Item = usize>,
) -> Result<(), Error> {
    // Without a scope, whoever resolves is told.
    let Some(tracked) = tracked(cx) else { return Ok(()) };
    let is_overridden = |index| cx.container().is_overridden(index);
    for Need { index, path } in needs(C::GRAPH.nodes(), targets, is_overridden) {
        if let Err(mut error) = open_one(cx, tracked, index).await {
            for (node, position, dependency) in path.into_iter().rev() {
                error = error.asked_by(node, position, dependency);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Opens it, or waits for whoever does.
async fn open_one<C: Container>(
    cx: Context<'_, C>,
    tracked: &Tracked,
    index: usize,
) -> Result<(), Error> {
    let turns = &tracked.turns;
    let key = (turns.address(), index);
    loop {
        match turns.enter(index) {
            Entry::Done => return Ok(()),
            Entry::Turn(turn) => {
                return match open_now(cx, key).await {
                    Ok(()) => {
                        turn.done();
                        Ok(())
                    }
                    Err(error) => {
                        turn.ended(Ended::Failed(error.clone()));
                        Err(error)
                    }
                };
            }
            Entry::Taken(wait) => {
                let node = Context::<C>::node(index);
                let waits = waits::wait_for(key).ok_or_else(|| Error::cycle(node))?;
                let ended = wait.await;
                drop(waits);
                match ended {
                    Ended::Done => return Ok(()),
                    Ended::Again => {}
                    Ended::Failed(error) => return Err(error),
                }
            }
        }
    }
}

async fn open_now<C: Container>(cx: Context<'_, C>, key: waits::Key) -> Result<(), Error> {
    let failed = |failed: Failed| failed.of_constructor(Context::<C>::node(key.1));
    // A function that is not `async` itself may panic before there is a future.
    let Some(mut step) = caught(|| C::open_in_scope(cx, key.1)).map_err(failed)? else {
        return Ok(());
    };
    let opened = poll_fn(|task| waits::during(key, || poll(&mut step, task))).await;
    let dropped = caught(|| drop(step));
    opened.and(dropped).map_err(failed)
}
