//! Which providers the page of an error shows.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::routing::get;
use di_axum::{ErrorPages, Inject, Rejection, RequestScope, ScopeLayer};
use di_core::prelude::*;

use crate::support;

struct Pool;
struct Replica;

fn fail() -> Result<Pool, io::Error> {
    Err(io::Error::other("no"))
}

#[derive(Injectable)]
#[expect(dead_code, reason = "only its wiring is looked at")]
struct Users {
    pool: Arc<Pool>,
}

#[derive(Injectable)]
#[expect(dead_code, reason = "only its wiring is looked at")]
struct Signup {
    users: Arc<Users>,
}

struct Count;

fn count(_: Named<Arc<Pool>, Replica>) -> Count {
    Count
}

#[derive(Injectable)]
#[expect(dead_code, reason = "only its wiring is looked at")]
struct Report {
    // Of two users, the second.
    #[inject(Replica)]
    users: Arc<Users>,
}

trait Check: Send + Sync {}

#[derive(Injectable)]
#[expect(dead_code, reason = "only its wiring is looked at")]
struct PoolCheck {
    #[inject(Replica)]
    pool: Arc<Pool>,
}

impl Check for PoolCheck {}

#[derive(Injectable)]
#[expect(dead_code, reason = "only its wiring is looked at")]
struct Health {
    checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
struct Infra {
    #[provide(with = fail)]
    store: Singleton<Pool>,
}

#[derive(Container)]
struct App {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
    signup: Factory<Signup>,
    users: Singleton<Users>,
    slow_users: Singleton<Users, Replica>,
    #[provide(with = count)]
    count: Factory<Count>,
    report: Factory<Report>,
    #[provide(with = fail)]
    replica: Singleton<Pool, Replica>,
    #[provide(into dyn Check)]
    check: Singleton<PoolCheck>,
    health: Factory<Health>,
}

/// Returns the names of the providers on the page, and which is marked as the one that failed.
async fn shown<T: 'static>(handler: impl Handler<T, Arc<App>>) -> (Vec<String>, Option<String>) {
    let infra = Infra::new().build();
    let app = App::new(infra).build();
    let pages = ErrorPages::development(&app);
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
    let routes = Router::new().route("/", get(handler)).layer(scope).layer(pages);
    let request = axum::http::Request::get("/").header("accept", "text/html");
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let answer = tower::ServiceExt::oneshot(routes.with_state(app), request).await;
    let page = support::text(answer.expect("routers do not fail")).await;
    let name = |article: &str| {
        let (_, name) = article.split_once("<h3>").expect("a heading");
        name.split_once("</h3>").expect("its end").0.to_owned()
    };
    let articles: Vec<_> = page.split("<article").skip(1).collect();
    let failed = articles.iter().find(|it| it.contains("failed</span>")).map(|it| name(it));
    (articles.into_iter().map(name).collect(), failed)
}

fn chain(names: &[&str]) -> (Vec<String>, Option<String>) {
    let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
    let failed = names.last().cloned();
    (names, failed)
}

#[tokio::test]
async fn what_fails_in_another_container_is_shown_with_those_that_import_it() {
    let shown = shown(async |Inject(_): Inject<Signup>| ()).await;
    assert_eq!(shown, chain(&["signup", "users", "store"]));
}

#[tokio::test]
async fn of_two_providers_of_a_type_the_one_that_was_asked_is_shown() {
    let shown = shown(async |Inject(_): Inject<Report>| ()).await;
    assert_eq!(shown, chain(&["report", "slow_users", "store"]));
}

#[tokio::test]
async fn what_a_function_asks_for_leads_to_its_provider() {
    let shown = shown(async |Inject(_): Inject<Count>| ()).await;
    assert_eq!(shown, chain(&["count", "replica"]));
}

#[tokio::test]
async fn what_fails_in_a_collection_is_shown_with_who_asked_for_the_collection() {
    let (names, failed) = shown(async |Inject(_): Inject<Health>| ()).await;
    assert_eq!(failed.as_deref(), Some("replica"));
    assert_eq!((&*names[0], &*names[names.len() - 2]), ("health", "check"), "{names:?}");
}

#[tokio::test]
async fn what_is_made_is_no_provider() {
    #[derive(Injectable)]
    #[expect(dead_code, reason = "it is never built")]
    struct Made<'a> {
        users: &'a Users,
    }
    let handler = async |scope: RequestScope<App>| {
        let _: Made<'_> = scope.make()?;
        Ok::<_, Rejection>(())
    };
    assert_eq!(shown(handler).await, chain(&["users", "store"]));
}
