//! Starting a container and shutting it down.

mod close;
mod error;
mod function;
mod life;
mod open;
mod plan;
#[cfg(test)]
mod random;
mod report;

use core::future::Future;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context as TaskContext, Poll};
use core::time::Duration;
use std::panic::catch_unwind;
use std::sync::Arc;

pub use error::{ShutdownError, StartError};
pub use function::{Hook, Opener, hook, opener};

pub(crate) use life::Life;
use plan::Plan;
pub use report::{StartReport, StartStep};

use crate::container::SharedContainer;
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::graph::ProviderKind;
use crate::home::{Home, Share};
use crate::provider::Resource;

/// The opening, or the closing, of one provider.
pub type Step<'c> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'c>>;

/// A container that starts and shuts down, because it has resources or eager
/// singletons. Derived.
#[doc(hidden)]
pub trait Lifecycle: SharedContainer {
    /// Whether a test has overridden the provider at a position of the graph.
    fn is_overridden(&self, index: usize) -> bool;

    /// Opens the provider at a position of the graph; nothing if it needs no opening.
    fn open(&self, index: usize) -> Option<Step<'_>>;

    /// Closes it; nothing if there is nothing to close.
    fn close(&self, index: usize) -> Option<Step<'_>>;
}

/// Opens what a container has, and shares it.
///
/// # Errors
///
/// If something cannot be opened: then what was opened is closed.
pub async fn start<C: Lifecycle>(container: C) -> Result<Arc<C>, StartError> {
    let container = Share(container).share();
    let plan = Plan::of(&C::GRAPH, |index| container.is_overridden(index));
    let Some(life) = container.home().map(Home::life) else { return Ok(container) };
    match open::open(plan, life, C::GRAPH.nodes(), |index| container.open(index)).await {
        Ok(()) => Ok(container),
        Err(failure) => {
            let closing =
                close::close(life, C::GRAPH.nodes(), |index| container.close(index)).await;
            Err(StartError::new(failure, closing))
        }
    }
}

/// Reports how a container started.
pub fn start_report<C: Lifecycle>(container: &C) -> StartReport {
    let steps = container.home().map(|home| home.life().steps()).unwrap_or_default();
    StartReport::new(C::GRAPH.container(), steps)
}

/// Closes what `start` has opened, the last one first.
///
/// # Errors
///
/// If something cannot be closed; the others are closed all the same.
pub async fn shutdown<C: Lifecycle>(container: &C) -> Result<(), ShutdownError> {
    let Some(life) = container.home().map(Home::life) else { return Ok(()) };
    let failures = close::close(life, C::GRAPH.nodes(), |index| container.close(index)).await;
    if failures.is_empty() { Ok(()) } else { Err(ShutdownError::new(failures)) }
}

/// Closes what `start` has opened, the last one first, and gives each closer as long as
/// `sleep` takes for `each`.
///
/// # Errors
///
/// If something cannot be closed, or not in time; the others are closed all the same.
pub async fn shutdown_within<C: Lifecycle, S: Future<Output = ()>>(
    container: &C,
    each: Duration,
    mut sleep: impl FnMut(Duration) -> S,
) -> Result<(), ShutdownError> {
    let Some(life) = container.home().map(Home::life) else { return Ok(()) };
    let close = |index| container.close(index);
    let failures = close::close_within(life, C::GRAPH.nodes(), close, || sleep(each)).await;
    if failures.is_empty() { Ok(()) } else { Err(ShutdownError::new(failures)) }
}

/// Shares a container of which a test has overridden what would be opened.
///
/// # Errors
///
/// If something is left to be opened.
pub fn share_overridden<C: Lifecycle>(container: C) -> Result<Arc<C>, Error> {
    let plan = Plan::of(&C::GRAPH, |index| container.is_overridden(index));
    let nodes = C::GRAPH.nodes();
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
        Some((_, _, dependency)) if !dependency.parameter().is_empty() => {
            error.needed_by(dependency)
        }
        Some((index, position, _)) => {
            let node = &nodes[index];
            let parameter = node.parameter(position);
            error.needed_by_parameter(node.type_name(), parameter, node.location())
        }
    })
}

/// A container without anything to open when it starts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has something to open before it is shared",
    label = "it is not built, but started",
    note = "help: start it, `.start().await`; in a test that overrides all that would be opened, `.build_overridden()`"
)]
pub trait NothingToStart<'start> {}

/// Opens a resource.
pub fn open<'c, C, T, Q>(
    container: &'c C,
    resource: &'c Resource<T, Q>,
    opener: impl Opener<'c, C, T> + Send + 'c,
) -> Option<Step<'c>>
where
    C: SharedContainer,
    T: ?Sized + Send + Sync + 'c,
{
    Some(Box::pin(async move {
        let instance = opener(Context::new(container, None)).await?;
        resource.open(instance);
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
pub fn close<'c, T: ?Sized, Q>(
    resource: &'c Resource<T, Q>,
    closer: impl Hook<'c, T>,
) -> Option<Step<'c>> {
    resource.opened().map(closer)
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

/// What a panic said.
fn message(payload: &(dyn core::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
