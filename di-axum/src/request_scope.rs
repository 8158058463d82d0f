use std::convert::Infallible;
use std::fmt;
use std::future::{Future, ready};
use std::ops::Deref;
use std::sync::Arc;

use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use di_core::{CloseError, Container, Outcome, OwnedScope, Provides, Resolve, SharedContainer};
use http::request::Parts;

use crate::open_scopes::CountedScope;
use crate::{HasContainer, Inject, Rejection};

/// Extracts the request's scope, to resolve in the handler what borrows from it.
///
/// A [`ScopeLayer`](crate::ScopeLayer) opens it and keeps it open until the
/// response has ended; a clone that outlives the response keeps it open for
/// longer. A handler that is also used where no layer is, asks for an
/// `Option<RequestScope<App>>`.
///
/// A test that calls a handler makes one from a scope of its own:
///
/// ```
/// use std::sync::Arc;
/// use di_axum::{Rejection, RequestScope};
/// use di_core::prelude::*;
///
/// struct Visitor(&'static str);
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     visitor: Scoped<Visitor>,
/// }
///
/// #[axum::debug_handler(state = Arc<App>)]
/// async fn greet(scope: RequestScope<App>) -> Result<String, Rejection> {
///     let visitor: &Visitor = scope.resolve()?;
///     Ok(format!("hello {}", visitor.0))
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Rejection> {
/// let app = App::new().build();
/// let scope = RequestScope::from(app.scope_owned(Visitor("ada")));
/// assert_eq!(greet(scope).await?, "hello ada");
/// # Ok(()) }
/// ```
pub struct RequestScope<C: Container>(Arc<CountedScope<C>>);

impl<C: Container> RequestScope<C> {
    /// Closes the scope, and tells the closers that all went well; see
    /// [`close_with`](Self::close_with).
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    pub async fn close(self) -> Result<(), CloseError> {
        self.close_with(Outcome::Ok).await
    }

    /// Closes the scope, as a test does that has made it, and tells the closers how that has
    /// ended for which it was opened. If somebody else still has the scope, as a layer has that
    /// of its request, it is closed when the last of them drops it, and the outcome is noted.
    ///
    /// ```
    /// use di_axum::RequestScope;
    /// use di_core::{Outcome, prelude::*};
    ///
    /// struct Audit;
    /// async fn flush(_: &Audit, outcome: Outcome) { assert!(outcome.is_ok()); }
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     #[provide(with = || Audit, close = flush)]
    ///     audit: Scoped<Audit>,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let scope = RequestScope::from(App::new().build().scope_owned());
    /// let _: &Audit = scope.resolve()?;
    /// scope.close().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    pub async fn close_with(self, outcome: Outcome) -> Result<(), CloseError> {
        match Arc::try_unwrap(self.0) {
            Ok(last) => last.close_with(outcome).await,
            Err(shared) => {
                shared.scope().note_outcome(outcome);
                Ok(())
            }
        }
    }

    /// Resolves as the extractor [`Inject`] does: opens before it what has to be opened.
    ///
    /// So a test calls a handler as the function that it is, with what it injects beside
    /// what the test gives:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use axum::extract::Path;
    /// use di_axum::{Inject, RequestScope};
    /// use di_core::prelude::*;
    ///
    /// struct Greeting(&'static str);
    ///
    /// async fn load() -> Greeting { Greeting("hello") }
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     #[provide(with = load)]
    ///     greeting: Scoped<Greeting>,
    /// }
    ///
    /// #[axum::debug_handler(state = Arc<App>)]
    /// async fn greet(Inject(greeting): Inject<Arc<Greeting>>, Path(name): Path<String>) -> String {
    ///     format!("{} {name}", greeting.0)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), di_axum::Rejection> {
    /// let scope = RequestScope::from(App::new().build().scope_owned());
    /// let answer = greet(scope.inject().await?, Path("ada".to_owned())).await;
    /// assert_eq!(answer, "hello ada");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What the extractor rejects the request with.
    ///
    /// # Panics
    ///
    /// If a constructor panics in this thread. The next to ask tries again.
    #[track_caller]
    pub fn inject<T>(&self) -> impl Future<Output = Result<Inject<T>, Rejection>>
    where
        for<'c> C: Provides<'c, T>,
    {
        let resolving = self.resolve_async();
        async move { resolving.await.map(Inject).map_err(Rejection::from) }
    }
}

impl<C: Container> From<OwnedScope<C>> for RequestScope<C> {
    fn from(scope: OwnedScope<C>) -> Self {
        Self(Arc::new(scope.into()))
    }
}

impl<C: Container> From<CountedScope<C>> for RequestScope<C> {
    fn from(scope: CountedScope<C>) -> Self {
        Self(Arc::new(scope))
    }
}

impl<C: Container> RequestScope<C> {
    /// Whether something else has it, too.
    pub(crate) fn is_kept_elsewhere(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

impl<C: Container> Deref for RequestScope<C> {
    type Target = OwnedScope<C>;

    fn deref(&self) -> &OwnedScope<C> {
        self.0.scope()
    }
}

impl<C: Container> Clone for RequestScope<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C: Container> fmt::Debug for RequestScope<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RequestScope").field(&self.0.scope()).finish()
    }
}

impl<S, C> FromRequestParts<S> for RequestScope<C>
where
    S: HasContainer<Container = C> + Sync,
    C: SharedContainer,
{
    type Rejection = Rejection;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, Rejection>> + Send {
        let scope = parts.extensions.get::<Self>().cloned();
        ready(scope.ok_or_else(Rejection::no_scope::<C>))
    }
}

/// Where no layer opens a scope, it is `None`.
impl<S, C> OptionalFromRequestParts<S> for RequestScope<C>
where
    S: HasContainer<Container = C> + Sync,
    C: SharedContainer,
{
    type Rejection = Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Option<Self>, Infallible>> + Send {
        ready(Ok(parts.extensions.get::<Self>().cloned()))
    }
}
