use std::fmt;

use di_core::{CloseError, Container, Outcome, OwnedScope};
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;
use tracing::Span;

/// Tells how many scopes a [`ScopeLayer`](crate::ScopeLayer) has opened that are not closed.
///
/// A scope is closed when nothing uses it any more and the closers of what it has opened
/// have run, so none being open is what a test waits for before it looks at what they have
/// done. A count that only grows shows that something keeps the scopes of requests.
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, body::Body, http::Request, routing::get};
/// use di_axum::ScopeLayer;
/// use di_core::prelude::*;
/// use tower::ServiceExt;
///
/// #[derive(Container)]
/// struct App {}
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new().build();
/// let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
/// let open = layer.open_scopes();
/// let router: Router = Router::new().route("/", get(async || "hello")).layer(layer).with_state(app);
///
/// let response = router.oneshot(Request::get("/").body(Body::empty())?).await?;
/// assert_eq!(open.count(), 1, "the response is not sent yet");
/// drop(response);
/// open.none().await;
/// assert_eq!(open.count(), 0);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct OpenScopes(
    /// Closed when somebody waits: it then tells each time that it is empty, and before that
    /// ends a scope at less cost.
    TaskTracker,
);

impl OpenScopes {
    pub(crate) fn new() -> Self {
        Self(TaskTracker::new())
    }

    /// Returns how many are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Completes when none is open.
    pub async fn none(&self) {
        self.0.close();
        self.0.wait().await;
    }

    /// Counts this one until it is closed.
    pub(crate) fn counted<C: Container>(&self, scope: OwnedScope<C>) -> CountedScope<C> {
        CountedScope { scope: Some(scope), open: Some(self.0.token()), span: Span::current() }
    }
}

impl fmt::Debug for OpenScopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenScopes({})", self.count())
    }
}

/// A scope that is counted, if a layer has opened it.
#[derive(Debug)]
pub(crate) struct CountedScope<C: Container> {
    // First, because fields are dropped in order: what is not gone is open. Nothing when it
    // was taken to be closed.
    scope: Option<OwnedScope<C>>,
    open: Option<TaskTrackerToken>,
    // That of the request: what closers log belongs to it.
    span: Span,
}

impl<C: Container> CountedScope<C> {
    pub(crate) fn scope(&self) -> &OwnedScope<C> {
        self.scope.as_ref().unwrap_or_else(|| unreachable!("whoever takes it has the last"))
    }

    /// Closes it.
    pub(crate) async fn close_with(mut self, outcome: Outcome) -> Result<(), CloseError> {
        match self.scope.take() {
            Some(scope) => scope.close_with(outcome).await,
            None => Ok(()),
        }
    }
}

impl<C: Container> From<OwnedScope<C>> for CountedScope<C> {
    fn from(scope: OwnedScope<C>) -> Self {
        Self { scope: Some(scope), open: None, span: Span::none() }
    }
}

impl<C: Container> Drop for CountedScope<C> {
    fn drop(&mut self) {
        let Some(scope) = self.scope.take() else { return };
        if let Some(open) = &self.open {
            scope.keep_until_closed(|| open.clone());
        }
        self.span.in_scope(|| drop(scope));
    }
}
