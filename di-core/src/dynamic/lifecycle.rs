//! Opening and closing what a dynamic container has.

use core::sync::atomic::Ordering;
use core::time::Duration;

use super::DynamicContainer;
use super::entry::Place;
use super::recipe::{Cx, Recipe};
use crate::context::Context;
use crate::error::ErrorKind;
use crate::lifecycle::{
    self, BodyError, Lifecycle, Limits, OnUnclosed, Outcome, ScopeError, ShutdownError,
    StartReport, Step, Timer,
};
use crate::scope::OwnedScope;
use std::sync::Arc;

impl Lifecycle for DynamicContainer {
    fn open(&self, index: usize) -> Option<Step<'_>> {
        let entry = &self.entries[index];
        let (cx, node) = (Context::new(self, None), &self.graph.nodes()[index]);
        Some(match (&entry.place, &entry.recipe) {
            (Place::Resource(opened), Recipe::Opened(open)) => Box::pin(async move {
                let own = open(cx.linked(entry.link(0)), node).await?;
                let instance = entry.built(cx, node, own)?;
                opened.open(&self.order, instance);
                Ok(())
            }),
            (Place::Root, _) => Box::pin(async move {
                let instance = entry.instance(cx, index)?;
                match (&entry.hooks.start, instance) {
                    (Some(start), Some(instance)) => {
                        start.call(ErrorKind::StartFailed, node, instance, Outcome::Ok).await
                    }
                    _ => Ok(()),
                }
            }),
            _ => return None,
        })
    }

    fn close(&self, index: usize, outcome: Outcome) -> Option<Step<'_>> {
        let entry = &self.entries[index];
        let node = &self.graph.nodes()[index];
        let failed = ErrorKind::CloserFailed;
        match &entry.place {
            Place::Resource(opened) => {
                opened.is_closed.store(true, Ordering::Release);
                let (close, instance) = (entry.hooks.close.as_ref()?, opened.cell.get()?);
                Some(close.call(failed, node, instance, outcome))
            }
            Place::Root => {
                let (stop, instance) = (entry.hooks.stop.as_ref()?, self.cells[index].slot.get()?);
                Some(stop.call(failed, node, instance, outcome))
            }
            _ => None,
        }
    }

    fn limit(&self, index: usize) -> Option<Duration> {
        self.entries[index].hooks.close_within
    }
}

/// Opens what a scope opens: nothing if it needs no opening.
pub(super) fn open_in_scope(cx: Cx<'_>, index: usize) -> Option<Step<'_>> {
    let container = cx.container();
    let entry = &container.entries[index];
    let (Place::Scope(position), Recipe::Opened(open)) = (&entry.place, &entry.recipe) else {
        return None;
    };
    let scope = cx.scope()?;
    let node = cx.node_at(index);
    Some(Box::pin(async move {
        let own = open(cx.linked(entry.link(0)), node).await?;
        let slot = scope.slots.slot(*position, container.scoped);
        slot.build(&scope.order, || node, || entry.built(cx, node, own)).map(|_| ())
    }))
}

impl DynamicContainer {
    /// Tells what `start` has opened, in which order, and how long each took.
    #[must_use]
    pub fn start_report(&self) -> StartReport {
        lifecycle::start_report(self)
    }

    /// Closes what is open, the last one first. It does not wait for scopes that are open:
    /// [`shutdown_within`](Self::shutdown_within) does.
    ///
    /// # Errors
    ///
    /// If something cannot be closed; the others are closed all the same.
    pub async fn shutdown(&self) -> Result<(), ShutdownError> {
        lifecycle::shutdown(self).await
    }

    /// Waits until no scope is open, and then closes what is open, the last one first; each
    /// for no longer than `limits` say. `timer` is the executor's, such as
    /// `tokio::time::sleep`.
    ///
    /// # Errors
    ///
    /// If something cannot be closed, or not in time; the others are closed all the same.
    pub async fn shutdown_within(
        &self,
        limits: impl Into<Limits>,
        timer: impl Timer + Send,
    ) -> Result<(), ShutdownError> {
        lifecycle::shutdown_within(self, limits.into(), timer).await
    }

    /// Says who closes what is dropped without being closed: a scope, or a start.
    pub fn on_unclosed(&self, close: impl OnUnclosed) {
        lifecycle::on_unclosed(self, close);
    }

    /// Opens a scope, runs `body` in it, and closes it with the outcome. One with inputs is
    /// opened first, and [run](OwnedScope::run) then.
    ///
    /// # Errors
    ///
    /// What the body returns, and what cannot be closed.
    pub async fn run_in_scope<R, E: BodyError>(
        self: &Arc<Self>,
        body: impl AsyncFnOnce(&OwnedScope<Self>) -> Result<R, E>,
    ) -> Result<R, ScopeError<E>> {
        self.scope_owned().run(body).await
    }
}

impl OwnedScope<DynamicContainer> {
    /// Runs `body` in this scope, and closes it with the outcome: the closers are told whether
    /// the body has failed. If this is dropped, they are told that it was cancelled.
    ///
    /// # Errors
    ///
    /// What the body returns, and what cannot be closed.
    pub async fn run<R, E: BodyError>(
        self,
        body: impl AsyncFnOnce(&Self) -> Result<R, E>,
    ) -> Result<R, ScopeError<E>> {
        lifecycle::run_in_scope(self, body).await
    }
}
