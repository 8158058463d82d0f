//! A site whose every request opens something, the closer of which tells the test how the
//! request ended.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use di_axum::{Inject, OpenScopes, RequestScope, ScopeLayer};
use di_core::Outcome;
use di_core::prelude::*;
use http_body_util::channel::{Channel, Sender};
use tokio::sync::mpsc;

/// Where it is told.
pub(crate) struct Told(mpsc::UnboundedSender<String>);

/// What was told, in order; it ends with the last that could tell something.
pub(crate) type Tale = mpsc::UnboundedReceiver<String>;

pub(crate) struct Transaction(Arc<Told>);

impl Told {
    pub(crate) fn new() -> (Self, Tale) {
        let (tell, tale) = mpsc::unbounded_channel();
        (Self(tell), tale)
    }

    pub(crate) fn tell(&self, what: &str) {
        // The test may have ended.
        let _ = self.0.send(what.to_owned());
    }
}

pub(crate) async fn begin(told: Arc<Told>) -> Transaction {
    tokio::task::yield_now().await;
    Transaction(told)
}

pub(crate) async fn end(transaction: Transaction, outcome: Outcome) {
    tokio::task::yield_now().await;
    let outcome = match outcome {
        Outcome::Ok => "ok".to_owned(),
        Outcome::Failed(failure) => format!("failed: {failure}"),
        Outcome::Cancelled => "cancelled".to_owned(),
    };
    transaction.0.tell(&outcome);
}

#[derive(Container)]
pub(crate) struct App {
    pub(crate) told: Value<Told>,
    #[provide(with = begin, close = end)]
    pub(crate) transaction: Scoped<Transaction>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn answer(Inject(_): Inject<Arc<Transaction>>) -> &'static str {
    "done"
}

#[axum::debug_handler(state = Arc<App>)]
async fn nothing(Inject(_): Inject<Arc<Transaction>>) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[axum::debug_handler(state = Arc<App>)]
async fn refuse(scope: RequestScope<App>) -> StatusCode {
    let _: &Transaction = scope.resolve_async().await.expect("a transaction");
    StatusCode::CONFLICT
}

#[axum::debug_handler(state = Arc<App>)]
async fn hang(Inject(_): Inject<Arc<Transaction>>, Inject(told): Inject<Arc<Told>>) {
    told.tell("begun");
    std::future::pending::<()>().await;
}

#[axum::debug_handler(state = Arc<App>)]
async fn panics(Inject(_): Inject<Arc<Transaction>>) {
    panic!("the handler breaks")
}

#[axum::debug_handler(state = Arc<App>)]
async fn find_nothing(Inject(_): Inject<Arc<Transaction>>) -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "there is no such page")
}

/// Whoever sends the body of `/stream`.
pub(crate) type Streamer = Sender<Bytes, axum::Error>;

/// What a test needs of the site.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    pub(crate) router: Router,
    open: OpenScopes,
    tale: Tale,
    streamers: mpsc::UnboundedReceiver<Streamer>,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self::with(|handlers| handlers, |router| router)
    }

    /// A site with more layers within that of the scopes, and around it.
    pub(crate) fn with(
        within: impl FnOnce(Router<Arc<App>>) -> Router<Arc<App>>,
        around: impl FnOnce(Router) -> Router,
    ) -> Self {
        let (hand_out, streamers) = mpsc::unbounded_channel();
        let stream = async move |Inject(_): Inject<Arc<Transaction>>| {
            let (sender, body) = Channel::new(4);
            hand_out.send(sender).expect("somebody streams");
            Body::new(body)
        };
        let handlers = Router::new()
            .route("/answer", get(answer))
            .route("/nothing", get(nothing))
            .route("/refuse", get(refuse))
            .route("/hang", get(hang))
            .route("/panic", get(panics))
            .route("/stream", get(stream))
            .fallback(find_nothing);
        let (told, tale) = Told::new();
        let app = App::new(told).build();
        let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
        let open = layer.open_scopes();
        let router = around(within(handlers).layer(layer).with_state(Arc::clone(&app)));
        Self { app, router, open, tale, streamers }
    }

    /// Returns what is told next.
    pub(crate) async fn tells(&mut self) -> String {
        self.tale.recv().await.expect("more is told")
    }

    /// Waits until no scope is open, and returns what was told since the last time.
    pub(crate) async fn ended(&mut self) -> Vec<String> {
        let none = tokio::time::timeout(Duration::from_secs(60), self.open.none()).await;
        assert!(none.is_ok(), "{} scopes are open", self.open.count());
        std::iter::from_fn(|| self.tale.try_recv().ok()).collect()
    }

    pub(crate) fn open(&self) -> usize {
        self.open.count()
    }

    /// Returns whoever sends the body of the next `/stream`.
    pub(crate) async fn streamer(&mut self) -> Streamer {
        self.streamers.recv().await.expect("a stream")
    }
}

pub(crate) fn request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).expect("a request")
}
