//! Which address is answered by which handler.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Router, middleware};
use di_axum::ScopeLayer;

use super::{Problem, api, trace};
use crate::app::App;
use crate::origin::Origin;
use crate::request::RequestId;

/// Returns the application as a service: every request gets a scope, and a
/// name in the log.
pub fn router(app: &Arc<App>) -> Router {
    let scope = ScopeLayer::new(Arc::clone(app), |app: &Arc<App>, request: &Parts| {
        app.scope_owned(Origin::Request(RequestId::of(request)))
    });
    Router::new()
        .route("/", get(api::programme))
        .route("/health", get(api::health))
        .route("/api/talks", get(api::talks))
        .route("/api/talks/{id}/seats", post(api::reserve))
        .fallback(async || Problem::NO_SUCH_PAGE)
        .method_not_allowed_fallback(async || Problem::METHOD_NOT_ALLOWED)
        .layer(middleware::from_fn_with_state(Arc::clone(app), trace::trace))
        .layer(scope)
        .with_state(Arc::clone(app))
}
