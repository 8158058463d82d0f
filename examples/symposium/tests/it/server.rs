//! The whole application over a socket.

use axum::http::{Method, Request, StatusCode};
use http_body_util::Full;
use serde_json::json;
use symposium::listen::{DEFAULT_PORT, listen};
use tokio::net::TcpListener;

use crate::support::{Place, Served, post_seat};

on_each_database![
    the_programme_is_a_page_and_a_list,
    a_small_room_fills_up,
    a_request_that_makes_no_sense_is_told_why,
    a_sane_request_id_is_kept_and_any_other_replaced,
    a_database_that_is_gone_is_a_problem_that_shows_none_of_it,
];

async fn the_programme_is_a_page_and_a_list(place: Place) {
    let served = Served::at(place).await;
    let page = served.ask(Method::GET, "/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(page.body.contains("<p>12 to 13 May 2027</p>"), "{}", page.body);
    let list = served.ask(Method::GET, "/api/talks").await.json();
    assert_eq!(list["_embedded"]["talks"].as_array().map(Vec::len), Some(6));
    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.json(), json!({ "database": "works", "programme": "works" }));
    let head = served.ask(Method::HEAD, "/").await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.headers["content-length"], page.body.len().to_string());
    served.shutdown().await;
}

async fn a_small_room_fills_up(place: Place) {
    let served = Served::at(place).await;
    let first = served.reserve(3, "ada@example.org").await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let seat = first.json();
    assert_eq!((&seat["talk"], &seat["seat"]), (&json!(3), &json!(1)));
    assert_eq!(seat["attendee"], "ada@example.org");

    let twice = served.reserve(3, "ADA@example.org").await.problem(StatusCode::CONFLICT);
    assert_eq!(twice["type"], "urn:symposium:problem:already-seated");
    assert_eq!(served.reserve(3, "bob@example.org").await.json()["seat"], 2);
    let full = served.reserve(3, "eve@example.org").await.problem(StatusCode::CONFLICT);
    assert_eq!(full["type"], "urn:symposium:problem:talk-full");
    assert_eq!(full["detail"], "all 2 seats of talk 3 are taken");
    served.shutdown().await;
}

async fn a_request_that_makes_no_sense_is_told_why(place: Place) {
    let served = Served::at(place).await;
    for (body, status) in [
        ("{", StatusCode::BAD_REQUEST),
        ("{}", StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"attendee":7}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"attendee":"ada@example.org","seat":1}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"attendee":"ada"}"#, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let problem = served.send(post_seat(3, body)).await.problem(status);
        assert!(problem["detail"].is_string(), "{problem}");
    }
    let mut plain = post_seat(3, r#"{"attendee":"ada@example.org"}"#);
    plain.headers_mut().remove("content-type");
    served.send(plain).await.problem(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = format!(r#"{{"attendee":"{}"}}"#, "a".repeat(3 << 20));
    served.send(post_seat(3, large)).await.problem(StatusCode::PAYLOAD_TOO_LARGE);

    served.reserve(99, "ada@example.org").await.problem(StatusCode::NOT_FOUND);
    let mut named = post_seat(3, r#"{"attendee":"ada@example.org"}"#);
    *named.uri_mut() = "/api/talks/three/seats".parse().expect("a path");
    served.send(named).await.problem(StatusCode::NOT_FOUND);
    served.ask(Method::GET, "/nowhere").await.problem(StatusCode::NOT_FOUND);
    let refused = served.ask(Method::DELETE, "/api/talks").await;
    refused.problem(StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.headers["allow"], "GET,HEAD");
    assert_eq!(served.ask(Method::HEAD, "/nowhere").await.body, "");
    served.shutdown().await;
}

#[tokio::test]
async fn without_a_port_a_free_one_is_found_when_the_default_is_taken() {
    // Whoever has the port, this test or another program, it is taken now.
    let _held = TcpListener::bind(("127.0.0.1", DEFAULT_PORT)).await;
    let listener = listen(None).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    assert!(address.ip().is_loopback());
    assert_ne!(address.port(), DEFAULT_PORT);
}

async fn a_sane_request_id_is_kept_and_any_other_replaced(place: Place) {
    let served = Served::at(place).await;
    let ask = async |id: &str| {
        let request = Request::get("/api/talks").header("host", "x").header("x-request-id", id);
        served.send(request.body(Full::default()).expect("a request")).await
    };
    assert_eq!(ask("edge-7f3a").await.request_id(), "edge-7f3a");
    assert_ne!(ask("two words").await.request_id(), "two words");
    assert_ne!(ask(&"x".repeat(65)).await.request_id(), "x".repeat(65));
    let (one, two) = (served.ask(Method::GET, "/").await, served.ask(Method::GET, "/").await);
    assert_ne!(one.request_id(), two.request_id());
    served.shutdown().await;
}

async fn a_database_that_is_gone_is_a_problem_that_shows_none_of_it(place: Place) {
    let served = Served::at(place).await;
    served.place.execute("DROP TABLE reservation").await;
    let broken = served.reserve(3, "ada@example.org").await;
    broken.problem(StatusCode::INTERNAL_SERVER_ERROR);
    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.json(), json!({ "database": "works", "programme": "fails" }));

    served.database.close().await;
    let gone = served.reserve(3, "ada@example.org").await;
    let problem = gone.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem["type"], "urn:symposium:problem:storage-unavailable");
    assert_eq!(gone.headers["retry-after"], "5");
    served.ask(Method::GET, "/").await.problem(StatusCode::SERVICE_UNAVAILABLE);

    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.json(), json!({ "database": "fails", "programme": "fails" }));

    for body in [broken.body, gone.body, health.body] {
        for secret in
            ["SELECT", "INSERT", "reservation", "sqlite", "postgres", "test.db", "pool", "src/"]
        {
            assert!(!body.contains(secret), "{secret} is in {body}");
        }
    }
    served.shutdown().await;
}
