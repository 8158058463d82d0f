//! What services know of the request that they work for.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use di_axum::{ErrorPages, Inject, Rejection, RequestHead, ScopeLayer};
use di_core::prelude::*;
use tower::ServiceExt;

use crate::log::Log;
use crate::support;

/// Who is logged in under which cookie.
struct Sessions(&'static [(&'static str, &'static str)]);

impl Sessions {
    async fn user(&self, cookie: &str) -> Option<&'static str> {
        tokio::task::yield_now().await;
        self.0.iter().find(|(known, _)| *known == cookie).map(|(_, user)| *user)
    }
}

struct CurrentUser {
    name: &'static str,
}

#[derive(Debug)]
struct NotLoggedIn;

impl fmt::Display for NotLoggedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody is logged in")
    }
}

impl std::error::Error for NotLoggedIn {}

impl CurrentUser {
    async fn of(head: Arc<RequestHead>, sessions: Arc<Sessions>) -> Result<Self, NotLoggedIn> {
        let cookie = head.headers().get("cookie").and_then(|it| it.to_str().ok());
        let name = sessions.user(cookie.ok_or(NotLoggedIn)?).await.ok_or(NotLoggedIn)?;
        Ok(Self { name })
    }
}

/// What an application adds of its own.
struct Language(String);

impl Language {
    fn of(request: &axum::http::request::Parts) -> Self {
        let language = request.headers.get("accept-language").and_then(|it| it.to_str().ok());
        Self(language.unwrap_or("en").to_owned())
    }
}

/// Needs the user as any service does.
#[derive(Injectable)]
struct Greeting {
    user: Arc<CurrentUser>,
    language: Arc<Language>,
}

#[derive(Container)]
struct App {
    sessions: Value<Sessions>,
    #[provide(input)]
    request: Scoped<RequestHead>,
    #[provide(input)]
    language: Scoped<Language>,
    #[provide(with = CurrentUser::of)]
    user: Scoped<CurrentUser>,
    greeting: Factory<Greeting>,
}

enum AppError {
    NotLoggedIn,
    Injection(Rejection),
}

impl From<Rejection> for AppError {
    fn from(rejection: Rejection) -> Self {
        match rejection.caused_by::<NotLoggedIn>() {
            Some(_) => Self::NotLoggedIn,
            None => Self::Injection(rejection),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response<Body> {
        match self {
            Self::NotLoggedIn => (StatusCode::UNAUTHORIZED, "log in").into_response(),
            Self::Injection(rejection) => rejection.into_response(),
        }
    }
}

#[axum::debug_handler(state = Arc<App>)]
async fn greet(Inject(greeting): Inject<Greeting>) -> String {
    format!("{} {}", greeting.language.0, greeting.user.name)
}

#[axum::debug_handler(state = Arc<App>)]
async fn greet_or_ask(greeting: Result<Inject<Greeting>, Rejection>) -> Result<String, AppError> {
    let Inject(greeting) = greeting?;
    Ok(greeting.user.name.to_owned())
}

fn router() -> Router {
    let app = App::new(Sessions(&[("session=7", "ada")])).build();
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request| {
        app.scope_owned(RequestHead::of(request), Language::of(request))
    });
    Router::new()
        .route("/greet", get(greet))
        .route("/greet-or-ask", get(greet_or_ask))
        .layer(scope)
        .layer(ErrorPages::production())
        .with_state(app)
}

async fn ask(path: &str, cookie: &str) -> (StatusCode, String) {
    let request = Request::get(path).header("cookie", cookie).header("accept-language", "de");
    let request = request.body(Body::empty()).expect("a request");
    let response = router().oneshot(request).await.expect("routers do not fail");
    (response.status(), support::text(response).await)
}

#[tokio::test]
async fn a_service_that_waits_is_built_from_the_head_of_the_request() {
    assert_eq!(ask("/greet", "session=7").await, (StatusCode::OK, "de ada".to_owned()));
}

#[tokio::test]
async fn if_it_fails_the_client_is_told_nothing_and_the_log_why() {
    let (log, _guard) = Log::start();
    let (status, body) = ask("/greet", "session=8").await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!body.contains("logged in"), "{body}");
    let log = log.text();
    assert!(log.contains("needed by `Greeting.user`"), "{log}");
    assert!(log.contains("caused by: nobody is logged in"), "{log}");
    assert!(!log.contains("session=8"), "{log}");
}

#[tokio::test]
async fn an_error_of_the_applications_own_makes_an_answer_of_the_failure() {
    let (log, _guard) = Log::start();
    let answer = ask("/greet-or-ask", "session=8").await;
    assert_eq!(answer, (StatusCode::UNAUTHORIZED, "log in".to_owned()));
    assert_eq!(log.text(), "", "it is no defect");
    assert_eq!(ask("/greet-or-ask", "session=7").await.1, "ada");
}
