//! The whole application over a socket.

use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, Request, StatusCode};
use di_core::prelude::*;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use sqlx::SqlitePool;
use symposium::app::App;
use symposium::server;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::database_in;

struct Served {
    address: SocketAddr,
    app: Arc<App>,
    pool: Arc<SqlitePool>,
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
    /// Removes the file when it is dropped.
    _directory: TempDir,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn serve() -> Served {
    let directory = tempfile::tempdir().expect("a directory");
    let app = App::new(database_in(directory.path())).start().await.expect("a database");
    let listener = server::listen(Some(0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn({
        let app = Arc::clone(&app);
        async move { server::serve(listener, &app, async { drop(stopped.await) }).await }
    });
    let pool = app.resolve().expect("wired");
    Served { address, app, pool, stop, server, _directory: directory }
}

/// Sends one request on a connection of its own.
pub(crate) async fn send(
    address: SocketAddr,
    request: Request<Full<Bytes>>,
) -> (StatusCode, HeaderMap, String) {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    let response = sender.send_request(request).await.expect("a response");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    let body = String::from_utf8(body.to_vec()).expect("text");
    (head.status, head.headers, body)
}

pub(crate) fn post_seat(talk: i64, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    Request::post(format!("/api/talks/{talk}/seats"))
        .header("host", "localhost")
        .header("content-type", "application/json")
        .body(Full::new(body.into()))
        .expect("a request")
}

impl Served {
    /// Stops serving, then closes the database.
    async fn shutdown(self) {
        self.stop.send(()).expect("a server");
        self.server.await.expect("no panic").expect("a good end");
        self.app.shutdown().await.expect("closed");
        assert!(self.pool.is_closed());
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Answer {
        let (status, headers, body) = send(self.address, request).await;
        Answer { status, headers, body }
    }

    async fn ask(&self, method: Method, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        self.send(request.body(Full::default()).expect("a request")).await
    }

    async fn reserve(&self, talk: i64, attendee: &str) -> Answer {
        self.send(post_seat(talk, json!({ "attendee": attendee }).to_string())).await
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn request_id(&self) -> &str {
        self.headers["x-request-id"].to_str().expect("text")
    }

    /// Asserts that this is a problem that names its request, and returns it.
    #[track_caller]
    fn problem(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status.as_u16());
        let instance = format!("urn:symposium:request:{}", self.request_id());
        assert_eq!(problem["instance"], instance);
        assert_eq!(self.headers["content-length"], self.body.len().to_string());
        problem
    }
}

#[tokio::test]
async fn the_programme_is_a_page_and_a_list() {
    let served = serve().await;
    let page = served.ask(Method::GET, "/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(page.body.contains("<h1>Symposium</h1>"), "{}", page.body);
    let list = served.ask(Method::GET, "/api/talks").await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(6));
    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.json(), json!({ "database": "works", "seats": "works" }));
    let head = served.ask(Method::HEAD, "/").await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.headers["content-length"], page.body.len().to_string());
    served.shutdown().await;
}

#[tokio::test]
async fn a_small_room_fills_up() {
    let served = serve().await;
    let first = served.reserve(3, "ada@example.org").await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let seat = first.json();
    assert_eq!((&seat["talk"], &seat["seat"]), (&json!(3), &json!(1)));
    assert_eq!((&seat["attendee"], &seat["mailed"]), (&json!("ada@example.org"), &json!(true)));

    let twice = served.reserve(3, "ADA@example.org").await.problem(StatusCode::CONFLICT);
    assert_eq!(twice["type"], "urn:symposium:problem:already-seated");
    assert_eq!(served.reserve(3, "bob@example.org").await.json()["seat"], 2);
    let full = served.reserve(3, "eve@example.org").await.problem(StatusCode::CONFLICT);
    assert_eq!(full["type"], "urn:symposium:problem:talk-full");
    assert_eq!(full["detail"], "all 2 seats of talk 3 are taken");
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_clients_at_once_get_exactly_the_ten_seats_there_are() {
    let served = serve().await;
    sqlx::query("INSERT INTO talk VALUES (99, 'Rush', 'All', 'Closet', '2027-05-12T09:00:00', 10)")
        .execute(&*served.pool)
        .await
        .expect("a talk");
    let address = served.address;
    let clients: Vec<_> = (0..50)
        .map(|n| {
            let body = json!({ "attendee": format!("guest{n}@example.org") }).to_string();
            tokio::spawn(send(address, post_seat(99, body)))
        })
        .collect();
    let mut seats = BTreeSet::new();
    let mut refused = 0;
    for client in clients {
        let (status, _, body) = client.await.expect("no panic");
        let body: Value = serde_json::from_str(&body).expect("JSON");
        match status {
            StatusCode::CREATED => assert!(seats.insert(body["seat"].as_u64()), "{body}"),
            StatusCode::CONFLICT => {
                assert_eq!(body["type"], "urn:symposium:problem:talk-full");
                refused += 1;
            }
            status => panic!("{status}: {body}"),
        }
    }
    assert_eq!(seats, (1..=10).map(Some).collect());
    assert_eq!(refused, 40);
    let (rows,): (i64,) = sqlx::query_as("SELECT count(*) FROM reservation WHERE talk_id = 99")
        .fetch_one(&*served.pool)
        .await
        .expect("a number");
    assert_eq!(rows, 10);
    served.shutdown().await;
}

#[tokio::test]
async fn a_request_that_makes_no_sense_is_told_why() {
    let served = serve().await;
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
    let _held = TcpListener::bind(("127.0.0.1", server::DEFAULT_PORT)).await;
    let listener = server::listen(None).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    assert!(address.ip().is_loopback());
    assert_ne!(address.port(), server::DEFAULT_PORT);
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_any_other_replaced() {
    let served = serve().await;
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

#[tokio::test]
async fn a_database_that_is_gone_is_a_problem_that_shows_none_of_it() {
    let served = serve().await;
    sqlx::query("DROP TABLE reservation").execute(&*served.pool).await.expect("a deletion");
    let broken = served.reserve(3, "ada@example.org").await;
    broken.problem(StatusCode::INTERNAL_SERVER_ERROR);
    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.json(), json!({ "database": "works", "seats": "fails" }));

    served.pool.close().await;
    let gone = served.reserve(3, "ada@example.org").await;
    let problem = gone.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem["type"], "urn:symposium:problem:storage-unavailable");
    assert_eq!(gone.headers["retry-after"], "5");
    served.ask(Method::GET, "/").await.problem(StatusCode::SERVICE_UNAVAILABLE);

    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.json(), json!({ "database": "fails", "seats": "fails" }));

    for body in [broken.body, gone.body, health.body] {
        for secret in ["SELECT", "INSERT", "reservation", "sqlite", "test.db", "pool", "src/"] {
            assert!(!body.contains(secret), "{secret} is in {body}");
        }
    }
    served.shutdown().await;
}
