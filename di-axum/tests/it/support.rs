//! A container that counts what its scopes hold, and ways to ask a router.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, Response};
use di_axum::ScopeLayer;
use di_core::prelude::*;
use tower::ServiceExt;

/// How many visits there were, and how many are not over.
#[derive(Debug, Default, Injectable)]
pub(crate) struct Visits {
    #[inject(default)]
    begun: AtomicUsize,
    #[inject(default)]
    open: AtomicUsize,
}

/// Lives as long as the scope that built it.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) number: usize,
    visits: Arc<Visits>,
}

/// The path of the request, given to its scope.
#[derive(Debug)]
pub(crate) struct Path(pub(crate) String);

/// Cannot be built.
#[derive(Debug)]
pub(crate) struct Broken;

#[derive(Debug, Injectable)]
pub(crate) struct NeedsBroken {
    #[expect(dead_code, reason = "it is never built")]
    broken: Arc<Broken>,
}

/// Built anew for each that asks.
#[derive(Debug, Injectable)]
pub(crate) struct Note {
    pub(crate) visit: Arc<Visit>,
}

#[derive(Container)]
pub(crate) struct App {
    pub(crate) visits: Singleton<Visits>,
    #[provide(input)]
    pub(crate) path: Scoped<Path>,
    #[provide(with = Visit::begin)]
    pub(crate) visit: Scoped<Visit>,
    pub(crate) note: Factory<Note>,
    #[provide(with = fail)]
    pub(crate) broken: Singleton<Broken>,
    pub(crate) needs_broken: Singleton<NeedsBroken>,
}

fn fail() -> Result<Broken, io::Error> {
    Err(io::Error::other("the secret key is hunter2"))
}

impl Visit {
    fn begin(visits: Arc<Visits>) -> Self {
        visits.open.fetch_add(1, Ordering::SeqCst);
        Self { number: visits.begun.fetch_add(1, Ordering::SeqCst), visits }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.visits.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Visits {
    pub(crate) fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// Waits until `open` visits are open, for no longer than five seconds.
    pub(crate) async fn until_open(&self, open: usize) {
        let wait = async {
            while self.open() != open {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(5), wait).await;
        assert!(waited.is_ok(), "{} visits are open, not {open}", self.open());
    }
}

/// Returns the container, what it counts, and the routes with scopes around
/// them.
pub(crate) fn served(routes: Router<Arc<App>>) -> (Arc<Visits>, Router) {
    let app = App::new().build();
    let visits = app.resolve().expect("visits have no dependencies");
    let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request: &Parts| {
        app.scope_owned(Path(request.uri.path().to_owned()))
    });
    (visits, routes.layer(layer).with_state(app))
}

pub(crate) async fn get(router: &Router, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    router.clone().oneshot(request).await.expect("routers do not fail")
}

pub(crate) async fn text(response: Response<Body>) -> String {
    let body = to_bytes(response.into_body(), 1 << 16).await.expect("a body");
    String::from_utf8(body.to_vec()).expect("text")
}
