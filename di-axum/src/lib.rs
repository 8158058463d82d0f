//! The web layer of `di-core`, for axum.
//!
//! [`Inject<T>`](Inject) in a handler's parameters is what the container
//! provides for the key `T`. Whether it provides it is checked by the compiler;
//! with `#[axum::debug_handler(state = Arc<App>)]` a handler that asks for what
//! the container lacks is an error on its own parameter.
//!
//! Of a `DynamicContainer`, what handlers ask for is checked when it is built, if they are
//! listed as [`Routes`].
//!
//! [`ScopeLayer`] opens a scope for each request. It ends when the response's
//! body is dropped: sent in full, or the client is gone. [`serve`] answers requests until
//! the program is told to stop, and then lets them end, and the container close, in time.
//!
//! Services know of the request what is given to its scope, [`RequestHead`] and what else you
//! like. If something cannot be injected, [`ErrorPages`] tells developers all of it, and
//! clients nothing but the request's id. [`graph_page`] shows how all is wired.
//!
//! ```
//! use std::sync::Arc;
//!
//! use axum::{Router, body::Body, http::Request, routing::get};
//! use di_axum::{Inject, RequestScope, ScopeLayer};
//! use di_core::prelude::*;
//! use tower::ServiceExt;
//!
//! #[derive(Injectable)]
//! struct Greetings;
//!
//! struct Visitor(String);
//!
//! // A use case borrows what it needs from the scope of its request.
//! #[derive(Injectable)]
//! struct Greet<'a> {
//!     greetings: &'a Greetings,
//!     visitor: &'a Visitor,
//! }
//!
//! #[derive(Container)]
//! struct App {
//!     greetings: Singleton<Greetings>,
//!     #[provide(input)]
//!     visitor: Scoped<Visitor>,
//! }
//!
//! #[axum::debug_handler(state = Arc<App>)]
//! async fn name(Inject(visitor): Inject<Arc<Visitor>>) -> String {
//!     visitor.0.clone()
//! }
//!
//! #[axum::debug_handler(state = Arc<App>)]
//! async fn greet(scope: RequestScope<App>) -> Result<String, di_axum::Rejection> {
//!     let greet: Greet<'_> = scope.make()?;
//!     Ok(format!("hello {}", greet.visitor.0))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = App::new().build();
//! let scope = ScopeLayer::new(Arc::clone(&app), |app, request| {
//!     app.scope_owned(Visitor(request.uri.path().to_owned()))
//! });
//! let router = Router::new()
//!     .route("/ada", get(name))
//!     .route("/bob", get(greet))
//!     .layer(scope)
//!     .with_state(app);
//!
//! let request = Request::get("/bob").body(Body::empty())?;
//! let response = router.oneshot(request).await?;
//! let body = axum::body::to_bytes(response.into_body(), 100).await?;
//! assert_eq!(body, "hello /bob");
//! # Ok(()) }
//! ```
#![forbid(unsafe_code)]

#[cfg(feature = "dynamic")]
mod asks;
#[cfg(feature = "serve")]
mod background;
mod body;
mod error_pages;
mod inject;
mod layer;
mod open_scopes;
mod pages;
mod rejection;
mod request_head;
mod request_id;
mod request_scope;
#[cfg(feature = "dynamic")]
mod routes;
#[cfg(feature = "serve")]
mod serve;
mod state;

#[cfg(feature = "dynamic")]
pub use asks::{AskedKeys, Asks, HandlerAsks};
#[cfg(feature = "serve")]
pub use background::Background;
pub use body::ScopedBody;
pub use error_pages::{ErrorPages, ErrorPagesFuture, ErrorPagesService};
pub use inject::Inject;
pub use layer::{ScopeFuture, ScopeLayer, ScopeService};
pub use open_scopes::OpenScopes;
pub use pages::graph_page;
pub use rejection::Rejection;
pub use request_head::RequestHead;
pub use request_id::RequestId;
pub use request_scope::RequestScope;
#[cfg(feature = "dynamic")]
pub use routes::Routes;
#[cfg(feature = "serve")]
pub use serve::{Serve, ServeError, Stop, StopSignal, serve, stop_signal};
pub use state::HasContainer;
