//! Which address is answered by which handler.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::routing::{any, get, post};
use axum::{Router, middleware};
use di_axum::{ErrorPages, OpenScopes, RequestHead, ScopeLayer};
use di_core::prelude::*;
use tower_http::catch_panic::CatchPanicLayer;

use super::{Problem, api, assets, browser, development, live, pages, trace};
use crate::app::App;
use crate::origin::Origin;
use crate::settings::Mode;

/// Returns the application as a service: every request gets a name in the log, and a scope.
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
    let scopes = scope.open_scopes();
    let mode = *app.resolve::<&Mode>()?;
    let (pages, development) = match mode {
        Mode::Development => (ErrorPages::development(app), development::routes()),
        Mode::Production => (ErrorPages::production(), Router::new()),
    };
    let router = Router::new()
        .route("/", get(pages::programme))
        .route("/free-seats", get(pages::free_seats))
        .route("/talks/{id}", get(pages::talk))
        .route("/talks/{id}/seat", post(pages::reserve))
        .route("/talks/{id}/seat/cancel", post(pages::cancel))
        .route("/attendee", post(pages::introduce))
        .route("/attendee/forget", post(pages::forget))
        .route("/events", get(live::events))
        .route("/live", any(live::live))
        .route("/api", get(api::page))
        .route("/openapi.json", get(api::document))
        .merge(Router::from(api::routes()))
        .merge(assets::routes())
        .merge(development)
        .fallback(async || Problem::NO_SUCH_PAGE)
        .method_not_allowed_fallback(async || Problem::METHOD_NOT_ALLOWED)
        .layer(CatchPanicLayer::custom(trace::answer_for_panic))
        .layer(middleware::from_fn_with_state(mode, browser::guard))
        .layer(middleware::from_fn(trace::trace))
        .layer(scope)
        .layer(pages)
        .with_state(Arc::clone(app));
    Ok((router, scopes))
}
