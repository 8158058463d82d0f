use std::fmt;
use std::panic::Location;

use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use axum::{Router, http::Method};
use di_core::{Builder, DynamicContainer};

use crate::asks::{AskedKeys, HandlerAsks};
use crate::{Asks, HasContainer};

/// Routes whose handlers say what they ask of a [`DynamicContainer`]: if it lacks something,
/// it is not built, and the report names the route.
///
/// Of a declared container the compiler says so itself: then an ordinary `axum::Router` does.
///
/// ```
/// use std::sync::Arc;
/// use axum::Router;
/// use di_axum::{Inject, Routes};
/// use di_core::prelude::*;
///
/// trait Clock: Send + Sync { fn hour(&self) -> u32; }
///
/// #[derive(Injectable)]
/// struct Noon;
/// impl Clock for Noon { fn hour(&self) -> u32 { 12 } }
///
/// async fn hour(Inject(clock): Inject<Arc<dyn Clock>>) -> String {
///     clock.hour().to_string()
/// }
///
/// fn routes() -> Routes<Arc<DynamicContainer>> {
///     Routes::new().get("/hour", hour)
/// }
///
/// let mut app = DynamicContainer::builder();
/// routes().required_of(&mut app);
/// let report = format!("{:#}", app.build().expect_err("there is no clock"));
/// assert!(report.contains("no provider for `Arc<dyn Clock>`\n  needed by `GET /hour`"));
///
/// app.singleton::<Noon>().provides::<dyn Clock>(|it| it);
/// routes().required_of(&mut app);
/// let router: Router = routes().into_router().with_state(app.build()?);
/// # Ok::<(), di_core::BuildError>(())
/// ```
pub struct Routes<S> {
    router: Router<S>,
    needs: Vec<Needs>,
}

/// What one route asks for.
struct Needs {
    route: String,
    asked: AskedKeys,
    location: &'static Location<'static>,
}

impl<S> Routes<S>
where
    S: HasContainer<Container = DynamicContainer> + Clone + Send + Sync + 'static,
{
    /// Begins without routes.
    #[must_use]
    pub fn new() -> Self {
        Self { router: Router::new(), needs: Vec::new() }
    }

    /// Answers requests of a method and a path with a handler.
    ///
    /// # Panics
    ///
    /// As `axum::Router::route` does: if the path is none, or there is a handler already; if
    /// axum does not route requests of this method.
    #[must_use]
    #[track_caller]
    pub fn route<H, T>(mut self, method: &Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: HandlerAsks + 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("a method that is routed");
        let mut asked = AskedKeys::default();
        T::asks(&mut asked);
        let route = format!("`{method} {path}`");
        self.needs.push(Needs { route, asked, location: Location::caller() });
        self.router = self.router.route(path, on(filter, handler));
        self
    }

    /// Answers `GET` requests with a handler.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    #[must_use]
    #[track_caller]
    pub fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: HandlerAsks + 'static,
    {
        self.route(&Method::GET, path, handler)
    }

    /// Answers `POST` requests with a handler.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    #[must_use]
    #[track_caller]
    pub fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: HandlerAsks + 'static,
    {
        self.route(&Method::POST, path, handler)
    }

    /// Answers `PUT` requests with a handler.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    #[must_use]
    #[track_caller]
    pub fn put<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: HandlerAsks + 'static,
    {
        self.route(&Method::PUT, path, handler)
    }

    /// Answers `DELETE` requests with a handler.
    ///
    /// # Panics
    ///
    /// As [`route`](Self::route).
    #[must_use]
    #[track_caller]
    pub fn delete<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: HandlerAsks + 'static,
    {
        self.route(&Method::DELETE, path, handler)
    }

    /// Says what an extractor asks for that stands in no handler: one of a middleware, say.
    #[must_use]
    #[track_caller]
    pub fn asks<E: Asks>(mut self, by: &str) -> Self {
        let mut asked = AskedKeys::default();
        E::asks(&mut asked);
        self.needs.push(Needs { route: format!("`{by}`"), asked, location: Location::caller() });
        self
    }

    /// Adds the routes of another module.
    ///
    /// # Panics
    ///
    /// As `axum::Router::merge` does: if both answer the same.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.needs.extend(other.needs);
        self.router = self.router.merge(other.router);
        self
    }

    /// Requires of a container what the routes ask for: it is not built if it lacks something.
    pub fn required_of(&self, builder: &mut Builder) {
        for Needs { route, asked, location } in &self.needs {
            asked.require_of(builder, route, location);
        }
    }

    /// Returns the router, for layers, fallbacks and whatever else axum has.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}

impl<S> Default for Routes<S>
where
    S: HasContainer<Container = DynamicContainer> + Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for Routes<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.needs.iter().map(|it| &it.route)).finish()
    }
}
