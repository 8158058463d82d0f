//! Wired by hand: the singletons are the router's state. What belongs to the request is made
//! by a layer, so that whatever handles the request shares it, as it shares a scope; or,
//! plainly, by the one handler that needs it.

use std::sync::Arc;

use axum::extract::{OriginalUri, State};
use axum::http::Request;
use axum::routing::get;
use axum::{Extension, Router};
use tower::util::MapRequestLayer;

use super::services::{Describe, Path, Talks, Trail, Users};

#[derive(Debug, Clone)]
struct Services {
    talks: Arc<Talks>,
    users: Arc<Users>,
}

impl Services {
    fn new() -> Self {
        Self { talks: Arc::new(Talks { seats: 3 }), users: Arc::new(Users { registered: 2 }) }
    }

    fn describe(&self, trail: &Trail) -> String {
        let Self { talks, users } = self;
        Describe { talks, users, trail }.run(talks, users)
    }
}

async fn describe(
    State(services): State<Services>,
    Extension(trail): Extension<Arc<Trail>>,
) -> String {
    services.describe(&trail)
}

pub(super) fn router() -> Router {
    let layer = MapRequestLayer::new(|mut request: Request<_>| {
        let path = Arc::new(Path(request.uri().path().to_owned()));
        request.extensions_mut().insert(Arc::new(Trail { path }));
        request
    });
    Router::new().route("/talks/{id}", get(describe)).layer(layer).with_state(Services::new())
}

async fn describe_plainly(
    State(services): State<Services>,
    OriginalUri(uri): OriginalUri,
) -> String {
    services.describe(&Trail { path: Arc::new(Path(uri.path().to_owned())) })
}

pub(super) fn plain_router() -> Router {
    Router::new().route("/talks/{id}", get(describe_plainly)).with_state(Services::new())
}
