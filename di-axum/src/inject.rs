use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use di_core::{Provides, ProvidesOptional, Resolve};
use http::request::Parts;

use crate::{HasContainer, Rejection, RequestScope};

/// Extracts what the container provides for the key `T`: an `Arc` to keep, or
/// an instance of its own from a `Factory`.
///
/// It is resolved from the request's scope, which opens before it what has to be
/// opened; or from the container itself where no [`ScopeLayer`](crate::ScopeLayer) is. What borrows from the scope cannot
/// be extracted, because it could outlive it: resolve that from a
/// [`RequestScope`] in the handler.
///
/// A handler that asks for an `Inject<Option<T>>` is given `None` if the container declares
/// the key to be absent. `Option<Inject<T>>` is the same, but the compiler says less of it if
/// the container does not know the key at all. One that asks for a
/// `Result<Inject<T>, Rejection>` decides itself what becomes of a failure.
///
/// A handler is a plain function, and a test may call it as one; of more parameters,
/// [`RequestScope::inject`] gives those that come from the container:
///
/// ```
/// use std::sync::Arc;
/// use di_axum::Inject;
/// use di_core::prelude::*;
///
/// trait Clock: Send + Sync { fn hour(&self) -> u32; }
///
/// #[derive(Injectable)]
/// struct SystemClock;
/// impl Clock for SystemClock { fn hour(&self) -> u32 { 23 } }
///
/// struct Noon;
/// impl Clock for Noon { fn hour(&self) -> u32 { 12 } }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(SystemClock)]
///     clock: Singleton<dyn Clock>,
/// }
///
/// #[axum::debug_handler(state = Arc<App>)]
/// async fn hour(Inject(clock): Inject<Arc<dyn Clock>>) -> String {
///     format!("it is {}", clock.hour())
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), di_core::Error> {
/// let mut app = App::new();
/// app.clock.override_with(Arc::new(Noon));
/// assert_eq!(hour(Inject(app.resolve()?)).await, "it is 12");
/// # Ok(()) }
/// ```
///
/// Asking for what the container lacks does not compile:
///
/// ```compile_fail,E0277
/// # use std::sync::Arc;
/// # use di_axum::Inject;
/// # use di_core::prelude::*;
/// # #[derive(Container)]
/// # struct App {}
/// # struct Clock;
/// #[axum::debug_handler(state = Arc<App>)]
/// async fn hour(Inject(clock): Inject<Arc<Clock>>) {}
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Inject<T>(
    /// What was resolved.
    pub T,
);

impl<S, T> FromRequestParts<S> for Inject<T>
where
    S: HasContainer + Sync,
    for<'c> S::Container: Provides<'c, T>,
    T: Send,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        match parts.extensions.get::<RequestScope<S::Container>>() {
            Some(scope) => scope.inject().await,
            None => state.container().resolve().map(Self).map_err(Rejection::outside_of_scopes),
        }
    }
}

/// What the container declares to be absent is `None`; what cannot be built is rejected.
impl<S, T> OptionalFromRequestParts<S> for Inject<T>
where
    S: HasContainer + Sync,
    for<'c> S::Container: ProvidesOptional<'c, T>,
    T: Send,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Rejection> {
        let resolved = <Inject<Option<T>> as FromRequestParts<S>>::from_request_parts(parts, state);
        resolved.await.map(|Inject(resolved)| resolved.map(Self))
    }
}
