//! Which address is answered by which handler.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Router, middleware};
use di_axum::{ErrorPages, OpenScopes, RequestHead, ScopeLayer};
use di_core::prelude::*;

use super::{Problem, api, trace};
use crate::app::App;
use crate::origin::Origin;
use crate::settings::Mode;

/// Returns the application as a service: every request gets a scope, and a
/// name in the log.
///
/// What counts the scopes is for those who wait until there is none.
///
/// # Errors
///
/// When what it needs cannot be built.
pub fn router(app: &Arc<App>) -> Result<(Router, OpenScopes), di_core::Error> {
    let scope = ScopeLayer::new(Arc::clone(app), |app: &Arc<App>, request: &Parts| {
        app.scope_owned(Origin::Request(Arc::new(RequestHead::of(request))))
    });
    let pages = match *app.resolve::<&Mode>()? {
        Mode::Development => ErrorPages::development(app),
        Mode::Production => ErrorPages::production(),
    };
    let scopes = scope.open_scopes();
    let router = Router::new()
        .route("/", get(api::programme))
        .route("/health", get(api::health))
        .route("/api/talks", get(api::talks))
        .route("/api/talks/{id}/seats", post(api::reserve))
        .fallback(async || Problem::NO_SUCH_PAGE)
        .method_not_allowed_fallback(async || Problem::METHOD_NOT_ALLOWED)
        .layer(middleware::from_fn_with_state(Arc::clone(app), trace::trace))
        .layer(scope)
        .layer(pages)
        .with_state(Arc::clone(app));
    Ok((router, scopes))
}
