//! What a client is told of what could not be injected.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use di_axum::{ErrorPages, Inject, Rejection, RequestHead, RequestId, RequestScope, ScopeLayer};
use di_core::prelude::*;
use serde_json::{Value as Json, json};
use tower::{Layer, ServiceExt};

use crate::log::Log;
use crate::support::text;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

struct Pool;

/// An error with all that no client may see.
#[derive(Debug)]
struct NoPool(io::Error);

impl fmt::Display for NoPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`SELECT 1` failed at postgres://app:hunter2@db/shop, licence 1234 <script>")
    }
}

impl StdError for NoPool {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

fn connect() -> Result<Pool, NoPool> {
    Err(NoPool(io::Error::other("password=hunter2 was refused")))
}

trait Users: Send + Sync {}

#[derive(Injectable)]
struct PgUsers {
    #[expect(dead_code, reason = "it is never built")]
    pool: Arc<Pool>,
}

impl Users for PgUsers {}

#[derive(Injectable)]
struct Signup {
    #[expect(dead_code, reason = "it is never built")]
    users: Arc<dyn Users>,
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<Pool>,
    #[provide(PgUsers)]
    users: Singleton<dyn Users>,
    signup: Factory<Signup>,
    #[provide(input)]
    request: Scoped<RequestHead>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn sign_up(Inject(_): Inject<Signup>) {}

#[axum::debug_handler(state = Arc<App>)]
async fn id(Inject(head): Inject<Arc<RequestHead>>) -> String {
    head.id().to_string()
}

/// An application's own error, which keeps the rejection and has a status of its own.
enum AppError {
    Later(Rejection),
}

impl From<di_core::Error> for AppError {
    fn from(error: di_core::Error) -> Self {
        Self::Later(error.into())
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response<Body> {
        let Self::Later(rejection) = self;
        let mut response = rejection.into_response();
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response.headers_mut().insert(header::RETRY_AFTER, 5.into());
        response.headers_mut().insert(header::VARY, "cookie".parse().expect("a value"));
        response
    }
}

async fn later(scope: RequestScope<App>) -> Result<(), AppError> {
    let _: Signup = scope.resolve()?;
    Ok(())
}

async fn refused() -> (StatusCode, &'static str) {
    (StatusCode::INTERNAL_SERVER_ERROR, "in its own words")
}

fn router(pages: impl FnOnce(&Arc<App>) -> ErrorPages) -> Router {
    let app = App::new().build();
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request| {
        app.scope_owned(RequestHead::of(request))
    });
    Router::new()
        .route("/sign-up", get(sign_up))
        .route("/id", get(id))
        .route("/later", get(later))
        .route("/refused", get(refused))
        .layer(scope)
        .route("/unscoped", get(async |_: RequestScope<App>| ()))
        .layer(pages(&app))
        .with_state(app)
}

async fn ask(router: &Router, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    router.clone().oneshot(request).await.expect("routers do not fail")
}

/// What a client with these headers is told, and the headers of the response.
async fn told(router: &Router, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, String) {
    let response = ask(router, path, headers).await;
    let headers = response.headers().clone();
    let body = text(response).await;
    assert_eq!(headers["content-length"], body.len().to_string());
    (headers, body)
}

/// The three kinds of clients.
const CLIENTS: [&[(&str, &str)]; 3] =
    [&[("accept", "application/json")], &[("accept", BROWSER)], &[("hx-request", "true")]];

#[tokio::test]
async fn in_production_a_client_is_told_the_id_of_the_request_and_nothing_else() {
    let router = router(|_| ErrorPages::production());
    for client in CLIENTS {
        let client = [client, &[("x-request-id", "edge-7")]].concat();
        let (headers, body) = told(&router, "/sign-up?key=value", &client).await;
        assert_eq!(headers["x-request-id"], "edge-7");
        assert!(body.contains("edge-7"), "{body}");
        for secret in [
            "Pool",
            "Users",
            "Signup",
            "App",
            ".rs",
            "constructor",
            "SELECT",
            "postgres",
            "hunter2",
            "1234",
            "licence",
            "sign-up",
            "key",
            "provider",
            "singleton",
            "di_",
            "accept",
        ] {
            assert!(!body.contains(secret), "{secret:?} is in\n{body}");
        }
    }
    let (_, body) = told(&router, "/sign-up", &[("x-request-id", "edge-7")]).await;
    let expected = r#"{"type":"about:blank","title":"Internal Server Error","status":500,"request_id":"edge-7"}"#;
    assert_eq!(body, expected);
}

#[tokio::test]
async fn an_id_that_is_markup_is_told_as_text() {
    for router in [developed(), router(|_| ErrorPages::production())] {
        for client in &CLIENTS[1..] {
            let id = ("x-request-id", "</code><script>1</script>");
            let (_, body) = told(&router, "/sign-up", &[client, &[id][..]].concat()).await;
            assert!(body.contains("&lt;/code&gt;&lt;script&gt;1"), "{body}");
            assert!(!body.contains("<script"), "{body}");
        }
    }
}

fn developed() -> Router {
    router(|app| ErrorPages::development(app).redact(|text| text.replace("1234", "(ours)")))
}

#[tokio::test]
async fn in_development_every_client_is_told_all_of_it_but_secrets() {
    let router = developed();
    for client in CLIENTS {
        let secret = [("cookie", "id=sesame"), ("authorization", "sesame")];
        let (_, body) = told(&router, "/sign-up?key=sesame", &[client, &secret].concat()).await;
        for part in [
            "the constructor of",
            "Signup",
            "users",
            "PgUsers",
            "pool",
            "error_pages.rs:",
            "SELECT 1",
            "postgres://•••@db/shop",
            "licence (ours)",
            "password=••• was refused",
            "GET",
            "/sign-up",
        ] {
            assert!(body.contains(part), "{part:?} is not in\n{body}");
        }
        for secret in ["hunter2", "1234", "sesame", "key="] {
            assert!(!body.contains(secret), "{secret:?} is in\n{body}");
        }
    }
}

#[tokio::test]
async fn a_program_is_told_in_a_problem_with_members_of_its_own() {
    let (headers, body) = told(&developed(), "/sign-up", &[("x-request-id", "edge-7")]).await;
    assert_eq!(headers["content-type"], "application/problem+json");
    let mut problem: Json = serde_json::from_str(&body).expect("JSON");
    for step in problem["path"].as_array_mut().expect("a path") {
        let location = step["location"].take();
        assert!(location.as_str().is_some_and(|it| it.contains("error_pages.rs:")), "{location}");
    }
    let expected = json!({
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "request_id": "edge-7",
        "detail": "the constructor of `Pool` failed",
        "method": "GET",
        "uri_path": "/sign-up",
        "path": [
            { "service": "Signup", "parameter": "users", "location": null },
            { "service": "PgUsers", "parameter": "pool", "location": null },
            { "service": "Pool", "parameter": null, "location": null },
        ],
        "causes": [
            "`SELECT 1` failed at postgres://•••@db/shop, licence (ours) <script>",
            "password=••• was refused",
        ],
    });
    assert_eq!(problem, expected);
}

/// What stands in the page between two texts.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before:?} in\n{page}"));
    rest.split_once(after).map_or(rest, |(between, _)| between)
}

#[tokio::test]
async fn a_browser_is_told_in_a_page_that_needs_nothing_else() {
    let (headers, page) = told(&developed(), "/sign-up", &[("accept", BROWSER)]).await;
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    let policy = headers["content-security-policy"].to_str().expect("text");
    assert!(policy.contains("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(!headers.contains_key("hx-retarget"));
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    for loads in ["src=", "url(", "@import", "<link", "http"] {
        assert!(!page.contains(loads), "{loads:?} is in\n{page}");
    }
    assert!(page.contains("<h1>the constructor of <code>Pool</code> failed</h1>"), "{page}");
    let failed = between(&page, "<article class=\"provider singleton failed\"", "</article>");
    assert!(failed.contains("<h3>pool</h3>"), "{failed}");
    assert!(failed.contains("built by <code>connect</code>"), "{failed}");
    let needed_by = between(failed, "needed by", "</p>");
    assert!(needed_by.contains("href=\"#provider-0-1\">users</a>"), "{needed_by}");
    let users = between(&page, "id=\"provider-0-1\"", "</article>");
    assert!(users.contains("Singleton&lt;dyn Users&gt;"), "{users}");
    assert!(users.contains("Arc&lt;Pool&gt;</code> ← "), "{users}");
    assert!(!page.contains("<h3>request</h3>"), "it is not on the path");
}

#[tokio::test]
async fn htmx_is_told_in_a_part_of_a_page_that_lies_above_the_rest() {
    for router in [developed(), router(|_| ErrorPages::production())] {
        let (headers, part) =
            told(&router, "/sign-up", &[("hx-request", "true"), ("accept", "*/*")]).await;
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["hx-retarget"], "body");
        assert_eq!(headers["hx-reswap"], "beforeend");
        assert!(part.starts_with("<dialog class=\"di overlay\" open"), "{part}");
        assert!(
            part.contains("<form method=\"dialog\"><button autofocus>Close</button>"),
            "{part}"
        );
        assert!(!part.contains("<html") && !part.contains("<script"), "{part}");
    }
}

#[tokio::test]
async fn every_form_is_for_its_client_alone_and_is_not_kept() {
    let router = developed();
    for client in CLIENTS {
        let (headers, _) = told(&router, "/later", client).await;
        let vary: Vec<_> = headers.get_all("vary").iter().collect();
        assert_eq!(vary, ["cookie", "accept, hx-request"]);
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn an_error_of_the_applications_own_keeps_its_status_and_its_headers() {
    for (router, part) in [
        (router(|_| ErrorPages::production()), r#""title":"Service Unavailable","status":503"#),
        (developed(), "the constructor of `Pool` failed"),
    ] {
        let response = ask(&router, "/later", &[]).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()["retry-after"], "5");
        let body = text(response).await;
        assert!(body.contains(part), "{body}");
    }
}

#[tokio::test]
async fn what_is_answered_in_its_own_words_is_left_as_it_is() {
    let (headers, body) = told(&developed(), "/refused", &[("accept", BROWSER)]).await;
    assert_eq!(body, "in its own words");
    assert!(headers.contains_key("x-request-id"));
    assert!(!headers.contains_key("vary") && !headers.contains_key("cache-control"));
}

#[tokio::test]
async fn without_a_scope_developers_are_told_the_way_out() {
    let (_, page) = told(&developed(), "/unscoped", &[("accept", BROWSER)]).await;
    assert!(page.contains("<h1>no scope of <code>App</code> is open</h1>"), "{page}");
    let help = "add a <code>di_axum::ScopeLayer</code> after this route";
    assert!(between(&page, "<p class=\"help\">", "</p>").contains(help), "{page}");
}

/// A router knows about `HEAD` itself; a service that is no router may not.
#[tokio::test]
async fn head_is_answered_with_the_headers_of_get_and_no_body() {
    let inner = tower::service_fn(async |_: Request<Body>| {
        let error = App::new().resolve::<Signup>().err().expect("there is no pool");
        Ok::<_, Infallible>(Rejection::from(error).into_response())
    });
    let alone = ErrorPages::production().layer(inner);
    let router = developed();
    for client in CLIENTS {
        let request = |method: Method| {
            let request = Request::builder().method(method).uri("/sign-up");
            let request = client.iter().fold(request, |it, (name, value)| it.header(*name, *value));
            request.header("x-request-id", "edge-7").body(Body::empty()).expect("a request")
        };
        let (head, get) = (request(Method::HEAD), request(Method::GET));
        let asked = (router.clone().oneshot(head).await, router.clone().oneshot(get).await);
        check_head(asked).await;
        let (head, get) = (request(Method::HEAD), request(Method::GET));
        check_head((alone.clone().oneshot(head).await, alone.clone().oneshot(get).await)).await;
    }
}

type Answer = Result<Response<Body>, Infallible>;

async fn check_head((Ok(head), Ok(get)): (Answer, Answer)) {
    assert_eq!(head.status(), get.status());
    assert_eq!(head.headers(), get.headers());
    assert_eq!(head.headers()["content-length"], text(get).await.len().to_string());
    assert_eq!(text(head).await, "");
}

#[tokio::test]
async fn one_id_names_the_request_in_its_scope_in_the_response_and_in_the_log() {
    let router = router(|_| ErrorPages::production());
    let (headers, body) = told(&router, "/id", &[]).await;
    assert_eq!(headers["x-request-id"], body, "made by the layer, found by the scope");
    let (headers, body) = told(&router, "/id", &[("x-request-id", "edge-7")]).await;
    assert_eq!((headers["x-request-id"].to_str().expect("text"), &*body), ("edge-7", "edge-7"));
    let (headers, body) = told(&router, "/id", &[("x-request-id", "not sane")]).await;
    assert_ne!(headers["x-request-id"], "not sane");
    assert_eq!(RequestId::parse(&body).map(|it| it.to_string()), Some(body));

    let (log, _guard) = Log::start();
    let (headers, _) = told(&router, "/sign-up", &[]).await;
    let id = headers["x-request-id"].to_str().expect("text");
    let log = log.text();
    let line = log.lines().next().expect("a line");
    assert!(line.contains("ERROR") && line.contains(&format!("request{{id={id}}}")), "{log}");
    assert!(line.contains("the constructor of `Pool` failed"), "{log}");
    assert!(log.contains("path: Signup -> PgUsers -> Pool"), "{log}");
}

#[cfg(feature = "dynamic")]
#[tokio::test]
async fn a_dynamic_container_tells_as_much() {
    let mut builder = DynamicContainer::builder();
    builder.provide::<Pool>().singleton_with(connect);
    builder.singleton::<PgUsers>().provides::<dyn Users>(|it| it);
    builder.singleton::<Signup>();
    let app = builder.build().expect("nothing is missing");
    let pages = ErrorPages::development(&app);
    let handler = async |Inject(_): Inject<Arc<Signup>>| ();
    let router: Router = Router::new().route("/", get(handler)).layer(pages).with_state(app);
    let (_, page) = told(&router, "/", &[("accept", BROWSER)]).await;
    assert!(page.contains("<h1>the constructor of <code>Pool</code> failed</h1>"), "{page}");
    let failed = between(&page, "<article class=\"provider singleton failed\"", "</article>");
    assert!(failed.contains("Singleton&lt;Pool&gt;"), "{failed}");
    assert_eq!(page.matches("<article").count(), 3, "{page}");
}
