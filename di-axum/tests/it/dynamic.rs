//! The web layer of a container whose providers are only known to the running program.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use di_axum::{AskedKeys, Asks, Inject, Rejection, RequestScope, Routes, ScopeLayer};
use di_core::prelude::*;
use di_core::{Builder, ProblemKind};
use tower::ServiceExt;

trait Seats: Send + Sync {
    fn free(&self, talk: u32) -> u32;
}

di_core::by_reference!(dyn Seats);

#[derive(Injectable)]
struct Hall;

impl Seats for Hall {
    fn free(&self, talk: u32) -> u32 {
        talk * 10
    }
}

struct RequestPath(String);

/// A use case, which borrows from the scope of its request.
#[derive(Injectable)]
struct Tell<'a> {
    seats: &'a dyn Seats,
    path: &'a RequestPath,
}

/// An extractor of the application's own, which asks for something.
struct FirstSeat(u32);

impl FromRequestParts<Arc<DynamicContainer>> for FirstSeat {
    type Rejection = Rejection;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &Arc<DynamicContainer>,
    ) -> Result<Self, Rejection> {
        let Inject(seats) = Inject::<Arc<dyn Seats>>::from_request_parts(parts, app).await?;
        Ok(Self(seats.free(1)))
    }
}

impl Asks for FirstSeat {
    fn asks(asked: &mut AskedKeys) {
        asked.key::<Arc<dyn Seats>>();
    }
}

async fn free(Path(talk): Path<u32>, Inject(seats): Inject<Arc<dyn Seats>>) -> String {
    seats.free(talk).to_string()
}

async fn tell(scope: RequestScope<DynamicContainer>) -> Result<String, Rejection> {
    let tell: Tell<'_> = scope.make()?;
    Ok(format!("{} has {}", tell.path.0, tell.seats.free(2)))
}

async fn first(FirstSeat(seat): FirstSeat) -> String {
    seat.to_string()
}

async fn nothing() -> StatusCode {
    StatusCode::NO_CONTENT
}

fn routes() -> Routes<Arc<DynamicContainer>> {
    let seats = Routes::new().get("/free/{talk}", free).post("/first", first);
    Routes::new().get("/tell", tell).delete("/", nothing).merge(seats)
}

fn builder() -> Builder {
    let mut builder = DynamicContainer::builder();
    builder.input::<RequestPath>().requires_make::<Tell<'static>>();
    routes().required_of(&mut builder);
    builder
}

fn router(app: &Arc<DynamicContainer>) -> Router {
    let scope = ScopeLayer::new(Arc::clone(app), |app: &Arc<DynamicContainer>, parts: &Parts| {
        let path = RequestPath(parts.uri.path().to_owned());
        app.scope_owned_with((path,)).expect("it is an input")
    });
    routes().into_router().layer(scope).with_state(Arc::clone(app))
}

async fn ask(router: &Router, method: &str, path: &str) -> (StatusCode, String) {
    let request = Request::builder().method(method).uri(path).body(Body::empty());
    let response = router.clone().oneshot(request.expect("a request")).await;
    let (parts, body) = response.expect("it never fails").into_parts();
    let body = to_bytes(body, 1_000).await.expect("a short body");
    (parts.status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn handlers_ask_as_they_ask_a_declared_container() -> Result<(), di_core::BuildError> {
    let mut builder = builder();
    builder.singleton::<Hall>().provides::<dyn Seats>(|it| it);
    let router = router(&builder.build()?);
    assert_eq!(ask(&router, "GET", "/free/3").await, (StatusCode::OK, "30".to_owned()));
    assert_eq!(ask(&router, "GET", "/tell").await.1, "/tell has 20");
    assert_eq!(ask(&router, "POST", "/first").await.1, "10");
    assert_eq!(ask(&router, "DELETE", "/").await.0, StatusCode::NO_CONTENT);
    Ok(())
}

#[test]
fn a_router_whose_handlers_ask_for_what_is_lacking_is_not_served_and_the_routes_are_named() {
    let error = builder().build().expect_err("there are no seats");
    let problems: Vec<_> = error.problems().iter().map(di_core::Problem::kind).collect();
    assert_eq!(problems, [ProblemKind::Missing], "by `Arc` and by reference");
    let by: Vec<_> = error.problems().iter().flat_map(di_core::Problem::places).collect();
    let by: BTreeMap<_, _> = by.iter().map(|it| (it.what(), it.location())).collect();
    let by_whom: Vec<_> = by.keys().copied().collect();
    let expected =
        ["needed by `GET /free/{talk}`", "needed by `POST /first`", "needed by `Tell<'_>.seats`"];
    assert_eq!(by_whom, expected);
    assert!(by.values().all(|it| it.is_some_and(|it| it.file().ends_with("dynamic.rs"))));
}

#[tokio::test]
async fn what_a_handler_may_do_without_is_not_required() -> Result<(), di_core::BuildError> {
    async fn perhaps(
        one: Option<Inject<Arc<dyn Seats>>>,
        Inject(other): Inject<Option<Arc<dyn Seats>>>,
    ) -> String {
        format!("{} {}", one.is_some(), other.is_some())
    }
    let undemanding = || Routes::<Arc<DynamicContainer>>::new().get("/", perhaps);
    for (provide, expected) in [(false, "false false"), (true, "true true")] {
        let mut builder = DynamicContainer::builder();
        undemanding().required_of(&mut builder);
        if provide {
            builder.singleton::<Hall>().provides::<dyn Seats>(|it| it);
        }
        let router = undemanding().into_router().with_state(builder.build()?);
        assert_eq!(ask(&router, "GET", "/").await.1, expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_test_swaps_a_part_of_it() -> Result<(), di_core::BuildError> {
    struct Full;
    impl Seats for Full {
        fn free(&self, _: u32) -> u32 {
            0
        }
    }
    let mut builder = builder();
    builder.singleton::<Hall>().provides::<dyn Seats>(|it| it);
    builder.override_with::<dyn Seats>(Arc::new(Full));
    let app = builder.build()?;
    assert_eq!(ask(&router(&app), "GET", "/free/3").await.1, "0");
    assert_eq!(free(Path(3), Inject(app.resolve().expect("it is there"))).await, "0");
    Ok(())
}

#[tokio::test]
async fn what_no_route_says_is_told_when_it_is_asked_for() {
    let app = DynamicContainer::builder().build().expect("nothing is wrong");
    let handler = async |Inject(seats): Inject<Arc<dyn Seats>>| seats.free(1).to_string();
    let router = Router::new().route("/", get(handler)).with_state(app);
    assert_eq!(ask(&router, "GET", "/").await.0, StatusCode::INTERNAL_SERVER_ERROR);
}
