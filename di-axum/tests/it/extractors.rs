//! What handlers are given.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use di_axum::{HasContainer, Inject, Rejection, RequestScope};
use di_core::prelude::*;

use crate::support::{self, App, Note, Path, Visit, Visits};

#[axum::debug_handler(state = Arc<App>)]
async fn path(Inject(path): Inject<Arc<Path>>) -> String {
    path.0.clone()
}

#[tokio::test]
async fn the_scope_knows_the_request_that_it_was_opened_for() {
    let (_, router) = support::served(Router::new().route("/a", get(path)).route("/b", get(path)));
    assert_eq!(support::text(support::get(&router, "/a").await).await, "/a");
    assert_eq!(support::text(support::get(&router, "/b").await).await, "/b");
}

#[axum::debug_handler(state = Arc<App>)]
async fn twice(
    Inject(visit): Inject<Arc<Visit>>,
    Inject(note): Inject<Note>,
    scope: RequestScope<App>,
) -> Result<String, Rejection> {
    let borrowed: &Visit = scope.resolve()?;
    assert!(std::ptr::eq(&raw const *visit, borrowed), "one visit a request");
    assert!(Arc::ptr_eq(&visit, &note.visit), "one visit a request");
    Ok(visit.number.to_string())
}

#[tokio::test]
async fn all_extractors_of_a_request_share_its_scope_and_no_other() {
    let (visits, router) = support::served(Router::new().route("/", get(twice)));
    assert_eq!(support::text(support::get(&router, "/").await).await, "0");
    assert_eq!(support::text(support::get(&router, "/").await).await, "1");
    assert_eq!((visits.begun(), visits.open()), (2, 0));
}

#[axum::debug_handler(state = Arc<App>)]
async fn borrows(scope: RequestScope<App>) -> Result<String, Rejection> {
    let path: &Path = scope.resolve()?;
    let visits: &Visits = scope.resolve()?;
    tokio::task::yield_now().await;
    Ok(format!("{} {}", path.0, visits.open()))
}

#[tokio::test]
async fn what_is_borrowed_from_the_scope_lives_across_an_await() {
    let (_, router) = support::served(Router::new().route("/", get(borrows)));
    assert_eq!(support::text(support::get(&router, "/").await).await, "/ 0");
}

#[tokio::test]
async fn a_handler_can_be_called_as_a_function() {
    let app = App::new().build();
    let scope = app.scope_owned(Path("/called".to_owned()));
    let answer = path(Inject(scope.resolve().expect("a path"))).await;
    assert_eq!(answer, "/called");
    assert_eq!(borrows(scope.into()).await.expect("no rejection"), "/called 0");
}

/// A state that holds more than the container.
#[derive(Clone)]
struct State {
    app: Arc<App>,
    greeting: &'static str,
}

impl HasContainer for State {
    type Container = App;

    fn container(&self) -> &Arc<App> {
        &self.app
    }
}

#[axum::debug_handler]
async fn greet(
    axum::extract::State(state): axum::extract::State<State>,
    Inject(visits): Inject<Arc<Visits>>,
) -> String {
    format!("{} {}", state.greeting, visits.open())
}

#[tokio::test]
async fn a_state_of_ones_own_can_hold_the_container() {
    let state = State { app: App::new().build(), greeting: "hello" };
    let router = Router::new().route("/", get(greet)).with_state(state);
    assert_eq!(support::text(support::get(&router, "/").await).await, "hello 0");
}
