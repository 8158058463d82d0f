//! What has to be opened for a request, and is asked for twice, given up, or breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use di_axum::{Inject, OpenScopes, Rejection, RequestScope, ScopeLayer};
use di_core::prelude::*;
use futures_util::FutureExt;
use tokio::sync::Notify;

use crate::support::{get as ask, text};

/// Lets openings end, and counts those that have begun.
#[derive(Default)]
struct Gate {
    is_open: Notify,
    begun: AtomicUsize,
    breaks: AtomicBool,
}

struct Session(usize);

#[derive(Container)]
struct App {
    gate: Value<Gate>,
    #[provide(with = open)]
    session: Scoped<Session>,
}

async fn open(gate: Arc<Gate>) -> Session {
    let number = gate.begun.fetch_add(1, Ordering::SeqCst);
    assert!(!gate.breaks.swap(false, Ordering::SeqCst), "the session breaks");
    gate.is_open.notified().await;
    Session(number)
}

fn served<T: 'static>(
    handler: impl axum::handler::Handler<T, Arc<App>>,
) -> (Arc<Gate>, OpenScopes, Router) {
    let app = App::new(Gate::default()).build();
    let gate = app.resolve().expect("a value");
    let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
    let open = layer.open_scopes();
    (gate, open, Router::new().route("/", get(handler)).layer(layer).with_state(app))
}

#[axum::debug_handler(state = Arc<App>)]
async fn twice(scope: RequestScope<App>) -> Result<String, Rejection> {
    let ask = || scope.inject::<Arc<Session>>();
    let (Inject(one), Inject(two)) = tokio::try_join!(ask(), ask())?;
    Ok(Arc::ptr_eq(&one, &two).to_string())
}

#[tokio::test]
async fn two_who_ask_at_once_share_what_is_opened() {
    let (gate, _, router) = served(twice);
    gate.is_open.notify_one();
    assert_eq!(text(ask(&router, "/").await).await, "true");
    assert_eq!(gate.begun.load(Ordering::SeqCst), 1);
}

#[axum::debug_handler(state = Arc<App>)]
async fn again(
    scope: RequestScope<App>,
    Inject(gate): Inject<Arc<Gate>>,
) -> Result<String, Rejection> {
    let given_up = scope.inject::<Arc<Session>>().now_or_never();
    assert!(given_up.is_none(), "it waits");
    gate.is_open.notify_one();
    let Inject(session): Inject<Arc<Session>> = scope.inject().await?;
    Ok(session.0.to_string())
}

#[tokio::test]
async fn what_was_given_up_half_way_is_opened_for_the_next_who_asks() {
    let (_, open, router) = served(again);
    assert_eq!(text(ask(&router, "/").await).await, "1", "the first is gone");
    open.none().await;
}

async fn session(Inject(session): Inject<Arc<Session>>) -> String {
    session.0.to_string()
}

#[tokio::test]
async fn an_opening_that_panics_ends_its_request_and_no_other() {
    let (gate, open, router) = served(session);
    gate.breaks.store(true, Ordering::SeqCst);
    let broken = ask(&router, "/").await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    drop(broken);
    gate.is_open.notify_one();
    assert_eq!(text(ask(&router, "/").await).await, "1");
    open.none().await;
}
