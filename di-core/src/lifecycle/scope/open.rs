//! Opening what is scoped.

use core::future::poll_fn;
use core::iter::once;
use std::sync::Arc;

use super::closer::{CloseFn, Closer};
use super::need::{Need, needs};
use super::outcome::Outcome;
use super::turns::{Ended, Entry, Turn, Turns};
use super::unclosed::ClosingStep;
use super::{Tracked, Tracking as _, waits};
use crate::container::{Container, SharedContainer};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::graph::{Dependency, Edge, Node};
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
        tracked.note(close.of(cx.node_at(index), Arc::clone(instance)));
    }
    built
}

/// Notes that the scope is to close something, and how.
pub(crate) fn note_closer<C: Container>(
    cx: Context<'_, C>,
    node: &'static Node,
    is_async: bool,
    close: Box<dyn FnOnce(Outcome) -> ClosingStep + Send>,
) {
    if let Some(tracked) = tracked(cx) {
        tracked.note(Closer { node, is_async, close });
    }
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

/// What is to be resolved.
#[derive(Clone, Copy, Debug)]
pub enum Targets {
    /// What the provider at this position of the graph provides.
    Key(usize),
    /// What a service depends on that is not listed.
    Dependencies(&'static [Dependency]),
}

/// Opens what has to be open before something can be resolved.
///
/// # Errors
///
/// If something cannot be opened, with the path to it.
#[must_use]
pub fn open_before<C: SharedContainer>(cx: Context<'_, C>, targets: Targets) -> Step<'_> {
    Box::pin(async move {
        // Without a scope, whoever resolves is told.
        let Some(tracked) = tracked(cx) else { return Ok(()) };
        match targets {
            Targets::Key(target) => open_all(cx, tracked, target).await,
            Targets::Dependencies(dependencies) => {
                for dependency in dependencies {
                    if let (Some(target), Edge::Eager) =
                        (dependency.target_in(cx), dependency.edge())
                    {
                        let opened = open_all(cx, tracked, target).await;
                        opened.map_err(|error| error.needed_by(dependency))?;
                    }
                }
                Ok(())
            }
        }
    })
}

/// Opens all that has to be open before the target can be resolved.
async fn open_all<C: Container>(
    cx: Context<'_, C>,
    tracked: &Tracked,
    target: usize,
) -> Result<(), Error> {
    let openers = Openers {
        turns: &tracked.turns,
        nodes: cx.container().graph().nodes(),
        is_overridden: |index| cx.container().is_overridden(index),
        open: |index| C::open_in_scope(cx, index),
    };
    openers.open_all(once(target)).await
}

/// What a scope opens, and what opens it.
pub(super) struct Openers<'s, I, F> {
    pub(super) turns: &'s Turns,
    pub(super) nodes: &'static [Node],
    pub(super) is_overridden: I,
    /// Begins to open a provider.
    pub(super) open: F,
}

impl<'c, I, F> Openers<'_, I, F>
where
    I: Fn(usize) -> bool,
    F: Fn(usize) -> Option<Step<'c>>,
{
    /// Opens all that has to be open before `targets` can be resolved.
    pub(super) async fn open_all(&self, targets: impl Iterator<Item = usize>) -> Result<(), Error> {
        for Need { index, path } in needs(self.nodes, targets, |index| self.is_there(index)) {
            if let Err(mut error) = self.open_one(index).await {
                for (node, position, dependency) in path.into_iter().rev() {
                    error = error.asked_by(node, position, dependency);
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Whether it needs nothing: what is open has all that it needs.
    fn is_there(&self, index: usize) -> bool {
        let is_open = self.nodes[index].is_opened_in_scope() && self.turns.is_done(index);
        is_open || (self.is_overridden)(index)
    }

    /// Opens it, or waits for whoever does.
    async fn open_one(&self, index: usize) -> Result<(), Error> {
        let key = (self.turns.address(), index);
        loop {
            match self.turns.enter(index) {
                Entry::Done => return Ok(()),
                Entry::Turn(turn) => return self.open_now(key, turn).await,
                Entry::Taken(wait) => {
                    let node = &self.nodes[index];
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

    async fn open_now(&self, key: waits::Key, turn: Turn<'_>) -> Result<(), Error> {
        let failed = |failed: Failed| failed.of_constructor(&self.nodes[key.1]);
        // A function that is not `async` itself may panic before there is a future.
        let (opened, dropped) = match caught(|| (self.open)(key.1)) {
            Ok(Some(mut step)) => {
                let opened = poll_fn(|task| waits::during(key, || poll(&mut step, task))).await;
                (opened, caught(|| drop(step)))
            }
            Ok(None) => (Ok(()), Ok(())),
            Err(panicked) => (Err(panicked), Ok(())),
        };
        if let Err(error) = opened.map_err(failed) {
            turn.ended(Ended::Failed(error.clone()));
            return Err(error);
        }
        // It is open, also if what has opened it cannot be dropped.
        turn.done();
        dropped.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use core::future::Future;
    use core::pin::Pin;
    use core::task::{Context, Poll};

    use futures_executor::block_on;

    use super::Openers;
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Node, ProviderKind};
    use crate::lifecycle::Step;
    use crate::lifecycle::scope::Turns;

    static NODES: [Node; 1] = [Node::new::<()>("pool", ProviderKind::Scoped).opened_in_scope(true)];

    struct PanicsWhenDropped;

    impl Future for PanicsWhenDropped {
        type Output = Result<(), Error>;

        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
            Poll::Ready(Ok(()))
        }
    }

    impl Drop for PanicsWhenDropped {
        fn drop(&mut self) {
            panic!("it cannot be dropped");
        }
    }

    #[test]
    fn what_is_open_is_not_opened_again_though_its_constructor_cannot_be_dropped() {
        let openers = Openers {
            turns: &Turns::default(),
            nodes: &NODES,
            is_overridden: |_| false,
            open: |_| Some(Box::pin(PanicsWhenDropped) as Step<'_>),
        };
        let opened = block_on(openers.open_all([0].into_iter()));
        assert_eq!(opened.map_err(|it| it.kind()), Err(ErrorKind::ConstructorPanicked));
        assert!(block_on(openers.open_all([0].into_iter())).is_ok());
    }
}
