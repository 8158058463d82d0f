//! `Inject` of every key that a container can have, and beside every extractor.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use di_axum::{HasContainer, Inject, Rejection, RequestHead, RequestScope, ScopeLayer};
use di_core::prelude::*;
use utoipa::OpenApi;

use crate::support;

trait Check: Send + Sync {
    fn name(&self) -> &'static str;
}

#[derive(Injectable)]
struct Database;

impl Check for Database {
    fn name(&self) -> &'static str {
        "database"
    }
}

#[derive(Injectable)]
struct Disk;

impl Check for Disk {
    fn name(&self) -> &'static str {
        "disk"
    }
}

struct Replica;

#[derive(Clone)]
struct Pool(&'static str);

#[derive(Injectable)]
struct Note {
    pool: Arc<Pool>,
}

trait Rule {
    fn holds(&self, number: u32) -> bool;
}

/// What only a handler of its own holds: it need not be shared.
#[derive(Injectable)]
struct Even;

impl Rule for Even {
    fn holds(&self, number: u32) -> bool {
        number & 1 == 0
    }
}

#[derive(Injectable)]
struct Ticket {
    pool: Arc<Pool>,
    #[inject(assisted)]
    seat: u32,
}

struct Cache;

#[derive(Container)]
struct App {
    pool: Value<Pool>,
    replica: Value<Pool, Replica>,
    #[provide(Database, into dyn Check, key = "database")]
    database: Singleton<dyn Check>,
    #[provide(as dyn Check, into dyn Check, key = "disk")]
    disk: Singleton<Disk>,
    note: Factory<Note>,
    #[provide(Even)]
    rule: Factory<dyn Rule + Send>,
    tickets: Factory<Maker<Ticket, u32>>,
    #[provide(absent)]
    cache: Singleton<Cache>,
    #[provide(input)]
    request: Scoped<RequestHead>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn concrete(Inject(pool): Inject<Arc<Pool>>) -> &'static str {
    pool.0
}

#[axum::debug_handler(state = Arc<App>)]
async fn of_a_trait(Inject(check): Inject<Arc<dyn Check>>) -> &'static str {
    check.name()
}

#[axum::debug_handler(state = Arc<App>)]
async fn by_value(Inject(note): Inject<Note>) -> &'static str {
    note.pool.0
}

#[axum::debug_handler(state = Arc<App>)]
async fn boxed(Inject(rule): Inject<Box<dyn Rule + Send>>) -> String {
    rule.holds(4).to_string()
}

#[axum::debug_handler(state = Arc<App>)]
async fn lazy(Inject(pool): Inject<Lazy<Arc<Pool>>>) -> Result<&'static str, Rejection> {
    Ok(pool.get()?.0)
}

#[axum::debug_handler(state = Arc<App>)]
async fn provider(Inject(notes): Inject<Provider<Note>>) -> Result<String, Rejection> {
    Ok(format!("{} {}", notes.get()?.pool.0, notes.get()?.pool.0))
}

#[axum::debug_handler(state = Arc<App>)]
async fn maker(Inject(tickets): Inject<Maker<Ticket, u32>>) -> Result<String, Rejection> {
    let ticket = tickets.make(12)?;
    Ok(format!("{} {}", ticket.pool.0, ticket.seat))
}

#[axum::debug_handler(state = Arc<App>)]
async fn named(Inject(pool): Inject<Named<Arc<Pool>, Replica>>) -> &'static str {
    pool.0
}

#[axum::debug_handler(state = Arc<App>)]
async fn list(Inject(checks): Inject<Vec<Arc<dyn Check>>>) -> String {
    checks.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

#[axum::debug_handler(state = Arc<App>)]
async fn map(Inject(checks): Inject<BTreeMap<&'static str, Arc<dyn Check>>>) -> String {
    checks.into_keys().collect::<Vec<_>>().join(" ")
}

#[axum::debug_handler(state = Arc<App>)]
async fn optional(
    Inject(cache): Inject<Option<Arc<Cache>>>,
    same: Option<Inject<Arc<Cache>>>,
    pool: Option<Inject<Arc<Pool>>>,
) -> String {
    format!("{} {} {}", cache.is_some(), same.is_some(), pool.is_some())
}

/// Documented for clients, who are not told what is injected.
#[utoipa::path(get, path = "/documented/{number}", params(("number" = u32, Path)), responses((status = 200)))]
#[axum::debug_handler(state = Arc<App>)]
async fn documented(
    Inject(pool): Inject<Arc<Pool>>,
    _: RequestScope<App>,
    cache: Option<Inject<Arc<Cache>>>,
    Path(number): Path<u32>,
) -> String {
    format!("{} {} {number}", pool.0, cache.is_some())
}

#[derive(OpenApi)]
#[openapi(paths(documented))]
struct Documentation;

#[test]
fn what_is_injected_is_no_parameter_of_the_interface() {
    let documentation = Documentation::openapi().to_json().expect("JSON");
    assert!(documentation.contains(r#""number""#), "{documentation}");
    for hidden in ["Inject", "Pool", "pool", "cache"] {
        assert!(!documentation.contains(hidden), "{documentation}");
    }
}

#[axum::debug_handler(state = Arc<App>)]
async fn beside(
    State(app): State<Arc<App>>,
    Path(number): Path<u32>,
    Inject(head): Inject<Arc<RequestHead>>,
    pool: Result<Inject<Arc<Pool>>, Rejection>,
    body: String,
) -> Result<Json<(u32, String, bool)>, Rejection> {
    let is_same = Arc::ptr_eq(&pool?.0, &app.resolve()?);
    Ok(Json((number, format!("{}{body}", head.route().unwrap_or("none")), is_same)))
}

fn app() -> App {
    App::new(Pool("main"), Pool("replica"))
}

fn scoped(routes: Router<Arc<App>>) -> Router {
    let app = app().build();
    let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request| {
        app.scope_owned(RequestHead::of(request))
    });
    routes.layer(layer).with_state(app)
}

async fn answer(router: &Router, path: &str) -> String {
    support::text(support::get(router, path).await).await
}

#[tokio::test]
async fn every_key_of_the_container_can_be_injected() {
    let handlers = Router::new()
        .route("/concrete", get(concrete))
        .route("/of-a-trait", get(of_a_trait))
        .route("/by-value", get(by_value))
        .route("/boxed", get(boxed))
        .route("/lazy", get(lazy))
        .route("/provider", get(provider))
        .route("/maker", get(maker))
        .route("/named", get(named))
        .route("/list", get(list))
        .route("/map", get(map))
        .route("/optional", get(optional))
        .route("/documented/{number}", get(documented))
        .route("/beside/{number}", get(beside));
    let router = scoped(handlers);
    for (path, expected) in [
        ("/concrete", "main"),
        ("/of-a-trait", "disk"),
        ("/by-value", "main"),
        ("/boxed", "true"),
        ("/lazy", "main"),
        ("/provider", "main main"),
        ("/maker", "main 12"),
        ("/named", "replica"),
        ("/list", "database disk"),
        ("/map", "database disk"),
        ("/optional", "false false true"),
        ("/documented/7", "main false 7"),
        ("/beside/7", r#"[7,"/beside/{number}",true]"#),
    ] {
        assert_eq!(answer(&router, path).await, expected, "{path}");
    }
}

/// A middleware that asks as handlers do.
async fn counted(
    State(_): State<Arc<App>>,
    Inject(checks): Inject<Vec<Arc<dyn Check>>>,
    scope: RequestScope<App>,
    request: Request,
    next: Next,
) -> Result<Response, Rejection> {
    let head: &RequestHead = scope.resolve()?;
    let path = head.uri().path().parse().expect("a header's value");
    let mut response = next.run(request).await;
    response.headers_mut().insert("x-checks", checks.len().into());
    response.headers_mut().insert("x-path", path);
    Ok(response)
}

#[tokio::test]
async fn it_is_injected_in_nested_and_merged_routers_and_in_middleware() {
    let nested = Router::new().route("/pool/{id}", get(concrete));
    let merged = Router::new().route("/note", get(by_value));
    let app = app().build();
    let layered = Router::new()
        .nest("/api", nested)
        .merge(merged)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), counted));
    let router = scoped(layered);
    for path in ["/api/pool/7", "/note"] {
        let response = support::get(&router, path).await;
        assert_eq!(response.headers()["x-checks"], "2");
        assert_eq!(response.headers()["x-path"], path, "all of it, also if nested");
        assert_eq!(support::text(response).await, "main");
    }
}

#[axum::debug_handler(state = Arc<App>)]
async fn route(Inject(head): Inject<Arc<RequestHead>>) -> String {
    format!("{} {}", head.uri().path(), head.route().unwrap_or("none"))
}

#[tokio::test]
async fn in_a_nested_router_the_head_tells_the_whole_path_and_the_whole_route() {
    let app = app().build();
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request| {
        app.scope_owned(RequestHead::of(request))
    });
    let nested = Router::new().route("/pool/{id}", get(route)).layer(scope);
    let router = Router::new().nest("/api", nested).with_state(app);
    assert_eq!(answer(&router, "/api/pool/7").await, "/api/pool/7 /api/pool/{id}");
}

#[axum::debug_handler(state = Arc<App>)]
async fn anywhere(scope: Option<RequestScope<App>>) -> String {
    let number = scope.and_then(|it| it.resolve::<&RequestHead>().ok().map(|it| it.uri().clone()));
    format!("{number:?}")
}

#[tokio::test]
async fn a_handler_may_do_without_a_scope() {
    let routes = || Router::new().route("/", get(anywhere));
    assert_eq!(answer(&scoped(routes()), "/").await, "Some(/)");
    assert_eq!(answer(&routes().with_state(app().build()), "/").await, "None");
}

#[axum::debug_handler]
async fn of_a_state(State(state): State<Whole>, Inject(pool): Inject<Arc<Pool>>) -> String {
    format!("{} {}", state.greeting, pool.0)
}

/// A state that holds more than the container.
#[derive(Clone)]
struct Whole {
    app: Arc<App>,
    greeting: &'static str,
}

impl HasContainer for Whole {
    type Container = App;

    fn container(&self) -> &Arc<App> {
        &self.app
    }
}

#[tokio::test]
async fn it_is_injected_beside_a_state_of_ones_own() {
    let state = Whole { app: app().build(), greeting: "hello" };
    let router = Router::new().route("/", get(of_a_state)).with_state(state);
    assert_eq!(answer(&router, "/").await, "hello main");
}

#[tokio::test]
async fn a_test_calls_a_handler_with_what_the_scope_injects_and_what_it_gives() {
    let mut app = app();
    app.cache.override_with(Arc::new(Cache));
    let app = app.build();
    let request = axum::http::Request::get("/").body(()).expect("a request");
    let scope = app.scope_owned(RequestHead::of(&request.into_parts().0));
    let scope = RequestScope::from(scope);
    let inject = async || {
        let note = by_value(scope.inject().await?).await;
        let answer = beside(
            State(Arc::clone(&app)),
            Path(3),
            scope.inject().await?,
            scope.inject().await,
            "!".to_owned(),
        );
        let Json(answer) = answer.await?;
        let cache = optional(scope.inject().await?, None, scope.inject().await.ok()).await;
        Ok::<_, Rejection>((note, answer, cache))
    };
    let (note, answer, cache) = inject().await.expect("nothing fails");
    assert_eq!(note, "main");
    assert_eq!(answer, (3, "none!".to_owned(), true));
    assert_eq!(cache, "true false true");
}
