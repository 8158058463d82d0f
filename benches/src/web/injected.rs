//! Wired by a container, with a scope for each request.

use std::sync::Arc;

use axum::Router;
use axum::http::request::Parts;
use axum::routing::get;
use di_axum::{Inject, Rejection, RequestScope, ScopeLayer};
use di_core::prelude::*;

use super::services::{Describe, Path, Talks, Trail, Users};

/// The container.
#[derive(Container)]
struct App {
    talks: Singleton<Talks>,
    users: Singleton<Users>,
    #[provide(input)]
    path: Scoped<Path>,
    trail: Scoped<Trail>,
    describe: Factory<Describe<'static>>,
}

async fn describe(
    Inject(talks): Inject<Arc<Talks>>,
    Inject(users): Inject<Arc<Users>>,
    scope: RequestScope<App>,
) -> Result<String, Rejection> {
    let describe: Describe<'_> = scope.resolve()?;
    Ok(describe.run(&talks, &users))
}

pub(super) fn router() -> Router {
    with_scopes(Router::new().route("/talks/{id}", get(describe)))
}

pub(super) fn router_without_injection() -> Router {
    with_scopes(Router::new().route("/talks/{id}", get(super::hello)))
}

fn with_scopes(routes: Router<Arc<App>>) -> Router {
    let app = App::new().build();
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request: &Parts| {
        app.scope_owned(Path(request.uri.path().to_owned()))
    });
    routes.layer(scope).with_state(app)
}
