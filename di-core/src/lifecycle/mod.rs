//! Starting a container and shutting it down.

mod clock;
mod close;
mod error;
mod function;
mod itself;
mod life;
mod limits;
mod open;
mod plan;
// Thousands of graphs are too many for Miri.
#[cfg(all(test, not(miri)))]
mod random;
mod report;
mod scope;

use core::future::Future;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context as TaskContext, Poll};
use core::time::Duration;
use std::panic::catch_unwind;
use std::sync::Arc;

use close::Closers;
pub use error::{CloseError, ShutdownError, StartError};
pub use function::{Asynchronous, Hook, Opens, Synchronous, hook, opener};
pub(crate) use function::{IntoClosing, IntoOpening, Mode, opening};
pub(crate) use itself::open_it;
pub use itself::{Open, close_itself, open_itself};

pub(crate) use life::Life;
use limits::NoTimer;
#[cfg(feature = "tokio")]
pub use limits::TokioTimer;
pub use limits::{Limits, Timer};
use plan::Plan;
pub(crate) use plan::wanted;
pub use report::{StartReport, StartStep};
use scope::Closing;
pub use scope::{
    BodyError, Close, CloseFn, Failure, OnUnclosed, Outcome, ScopeError, Takes, Targets, Tracked,
    TrackedLater, Unclosed, check_opened, close_later, closer, open_before, open_scoped,
    run_in_scope,
};
pub(crate) use scope::{ClosingStep, Counted, Tracking, is_needed, note_closer};

use crate::container::{Container, SharedContainer};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::graph::{Node, ProviderKind};
use crate::home::{Home, Share};
use crate::provider::Resource;

/// The shutdown of a container.
pub type ShuttingDown<'c> = Pin<Box<dyn Future<Output = Result<(), ShutdownError>> + Send + 'c>>;

/// The opening, or the closing, of one provider.
pub type Step<'c> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'c>>;

/// A container that starts and shuts down, because it has resources or eager
/// singletons, or closes what its scopes open. Derived.
#[doc(hidden)]
pub trait Lifecycle: SharedContainer {
    /// Opens the provider at a position of the graph; nothing if it needs no opening.
    fn open(&self, _: usize) -> Option<Step<'_>> {
        None
    }

    /// Closes it; nothing if there is nothing to close.
    fn close(&self, _: usize, _: Outcome) -> Option<Step<'_>> {
        None
    }

    /// How long its closing may take.
    fn limit(&self, _: usize) -> Option<Duration> {
        None
    }
}

/// Opens what a container has, and shares it.
///
/// # Errors
///
/// If something cannot be opened: then what was opened is closed.
pub async fn start<C: Lifecycle>(container: C) -> Result<Arc<C>, StartError> {
    let container = Share(container).share();
    let plan = Plan::of(container.graph(), |index| container.is_overridden(index));
    let Some(life) = container.home().map(Home::life) else { return Ok(container) };
    let mut unstarted = Unstarted(Some(Arc::clone(&container)));
    let opened =
        open::open(plan, life, container.graph().nodes(), |index| container.open(index)).await;
    if let Err(failure) = opened {
        let outcome = Outcome::failed(failure.clone());
        let closing = close_all(&*container, &outcome, None, &NoTimer).await;
        unstarted.0 = None;
        return Err(StartError::new(failure, closing));
    }
    unstarted.0 = None;
    Ok(container)
}

/// A container whose start may be given up: then what it has opened is closed.
struct Unstarted<C: Lifecycle>(Option<Arc<C>>);

impl<C: Lifecycle> Drop for Unstarted<C> {
    fn drop(&mut self) {
        let Some(container) = self.0.take() else { return };
        let Some(home) = container.home() else { return };
        let open = Counted::new(home.address());
        let graph = container.graph();
        let mut nodes = home.life().open().into_iter().rev().map(|it| &graph.nodes()[it]);
        let Some(first) = nodes.next() else { return };
        let others = nodes.collect();
        let closing =
            Box::pin(
                async move { close_all(&*container, &Outcome::Cancelled, None, &NoTimer).await },
            );
        Unclosed::new(Closing::of_start(first, others, closing), open).abandon();
    }
}

/// Closes what the container has opened.
async fn close_all<C: Lifecycle, T: Timer>(
    container: &C,
    outcome: &Outcome,
    limits: Option<Limits>,
    timer: &T,
) -> Vec<Error> {
    let Some(home) = container.home() else { return Vec::new() };
    let close = |index| container.close(index, outcome.clone());
    let own_limit = |index| container.limit(index);
    let closers = Closers { life: home.life(), graph: container.graph(), close, own_limit };
    let failures = closers.close_within(limits, timer).await;
    container.note_closed();
    failures
}

/// Reports how a container started.
pub fn start_report<C: Lifecycle>(container: &C) -> StartReport {
    let steps = container.home().map(|home| home.life().steps()).unwrap_or_default();
    StartReport::new(container.graph().container(), steps)
}

/// Closes what `start` has opened, the last one first.
///
/// # Errors
///
/// If something cannot be closed; the others are closed all the same.
pub async fn shutdown<C: Lifecycle>(container: &C) -> Result<(), ShutdownError> {
    ShutdownError::of(close_all(container, &Outcome::Ok, None, &NoTimer).await)
}

/// Waits for open scopes, and closes what `start` has opened, the last one first; each
/// for a limited time.
///
/// # Errors
///
/// If something cannot be closed, or not in time; the others are closed all the same.
pub fn shutdown_within<'c, C: Lifecycle, T: Timer + Send + 'c>(
    container: &'c C,
    limits: Limits,
    timer: T,
) -> ShuttingDown<'c> {
    Box::pin(async move {
        ShutdownError::of(close_all(container, &Outcome::Ok, Some(limits), &timer).await)
    })
}

/// Gives the container somebody who closes what nobody has closed.
pub fn on_unclosed<C: Container>(container: &C, close: impl OnUnclosed) {
    if let Some(home) = container.home() {
        home.life().set_handler(Arc::new(close));
    }
}

/// The same, if it has nobody yet.
pub fn on_unclosed_or<C: Container>(container: &C, close: impl OnUnclosed) {
    if let Some(home) = container.home().filter(|it| it.life().handler().is_none()) {
        home.life().set_handler(Arc::new(close));
    }
}

/// Shares a container of which a test has overridden what would be opened.
///
/// # Errors
///
/// If something is left to be opened.
pub fn share_overridden<C: Lifecycle>(container: C) -> Result<Arc<C>, Error> {
    let plan = Plan::of(container.graph(), |index| container.is_overridden(index));
    let nodes = container.graph().nodes();
    let mut left = plan.steps.iter().map(|step| step.index);
    let Some(left) = left.find(|index| nodes[*index].kind() == ProviderKind::Resource) else {
        return Ok(Share(container).share());
    };
    let error = Error::new(ErrorKind::NotStarted, &nodes[left]);
    let in_use = (0..nodes.len()).filter(|index| !container.is_overridden(*index));
    let asks = in_use.flat_map(|index| {
        nodes[index].dependencies().enumerate().map(move |(position, it)| (index, position, it))
    });
    let ask = asks.into_iter().find(|(_, _, dependency)| dependency.target() == Some(left));
    Err(match ask {
        None => error,
        Some((index, position, dependency)) => error.asked_by(&nodes[index], position, dependency),
    })
}

/// The providers that have to be opened before the container can be used.
pub(crate) fn opened_at_start<C: Container>(container: &C) -> Vec<usize> {
    let plan = Plan::of(container.graph(), |index| container.is_overridden(index));
    plan.steps.into_iter().map(|step| step.index).collect()
}

/// A container without anything to open when it starts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has something to open before it is shared",
    label = "it is not built, but started",
    note = "help: start it, `.start().await`; in a test that overrides all that would be opened, `.build_overridden()`"
)]
pub trait NothingToStart<'start> {}

/// Opens a resource; its closer may take the last instance.
pub fn open<'c, C, T, Q>(
    container: &'c C,
    resource: &'c Resource<T, Q>,
    opener: impl Opens<'c, C, T> + Send + 'c,
    takes_last: bool,
) -> Option<Step<'c>>
where
    C: SharedContainer,
    T: ?Sized + Send + Sync + 'c,
{
    Some(Box::pin(async move {
        let instance = opener.open(Context::new(container, None)).await?;
        resource.open(instance, takes_last);
        Ok(())
    }))
}

/// Builds an eager singleton.
pub fn build_eagerly<'c, C: SharedContainer, R: 'c>(
    container: &'c C,
    build: fn(Context<'c, C>) -> Result<R, Error>,
) -> Option<Step<'c>> {
    Some(Box::pin(async move { build(Context::new(container, None)).map(|_| ()) }))
}

/// Builds a singleton, and starts it.
pub fn build_and_start<'c, C: SharedContainer, T: ?Sized + Send + Sync + 'c>(
    container: &'c C,
    build: fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    starter: impl Hook<'c, T> + Send + 'c,
) -> Option<Step<'c>> {
    Some(Box::pin(async move { starter(build(Context::new(container, None))?).await }))
}

/// Stops a singleton, which was started.
pub fn stop<'c, C: SharedContainer, T: ?Sized + 'c>(
    container: &'c C,
    build: fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    closer: impl Hook<'c, T>,
) -> Option<Step<'c>> {
    build(Context::new(container, None)).ok().map(closer)
}

/// Closes a resource, if it was opened.
pub fn close<T: ?Sized + Send + Sync + 'static, Q>(
    resource: &Resource<T, Q>,
    outcome: Outcome,
    close: CloseFn<T>,
) -> Option<Step<'_>> {
    resource.take().map(|it| close.close(it, outcome))
}

/// Polls a step; a panic is handed out as a value.
fn poll(step: &mut Step<'_>, cx: &mut TaskContext<'_>) -> Poll<Result<(), Failed>> {
    match caught(|| step.as_mut().poll(cx)) {
        Ok(polled) => polled.map_err(Failed::Error),
        Err(panicked) => Poll::Ready(Err(panicked)),
    }
}

/// Runs a user's code; a panic is handed out as a value.
fn caught<R>(run: impl FnOnce() -> R) -> Result<R, Failed> {
    // What panics is not run again, and what it has left half-done is its own.
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| Failed::Panicked(message(&*payload)))
}

/// How a step failed.
enum Failed {
    Error(Error),
    Panicked(String),
}

impl Failed {
    /// What it is, of who opens or builds something.
    fn of_constructor(self, node: &'static Node) -> Error {
        self.told(ErrorKind::ConstructorPanicked, node)
    }

    /// What it is, of who closes something.
    fn of_closer(self, node: &'static Node) -> Error {
        self.told(ErrorKind::CloserPanicked, node)
    }

    fn told(self, kind: ErrorKind, node: &'static Node) -> Error {
        match self {
            Self::Error(error) => error,
            Self::Panicked(message) => Error::new(kind, node).caused_by(message),
        }
    }
}

/// What a panic said.
fn message(payload: &(dyn core::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
