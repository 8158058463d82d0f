//! The whole application over a socket, in this process.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, Request, StatusCode};
use di_axum::{Background, OpenScopes, ServeError};
use di_core::prelude::*;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use symposium::app::App;
use symposium::courier::deliver_mails;
use symposium::listen::listen;
use symposium::storage::Database;
use symposium::web;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Place;

/// The application, listening.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) app: Arc<App>,
    pub(crate) database: Arc<Database>,
    pub(crate) place: Place,
    /// The scopes of its requests.
    pub(crate) scopes: OpenScopes,
    pub(crate) background: Arc<Background>,
    stop: oneshot::Sender<()>,
    server: JoinHandle<Result<(), ServeError>>,
}

/// Who delivers the mails of an application that does not listen, until it is stopped.
pub(crate) struct Courier {
    stop: oneshot::Sender<()>,
    job: JoinHandle<()>,
}

impl Courier {
    pub(crate) fn start(app: &Arc<App>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let job = deliver_mails(Arc::clone(app), async { drop(stopped.await) });
        Self { stop, job: tokio::spawn(job) }
    }

    /// Waits until what was there is delivered.
    pub(crate) async fn stop(self) {
        self.stop.send(()).expect("a courier");
        self.job.await.expect("no panic");
    }
}

/// What it has answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
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
    pub(crate) async fn at(place: Place) -> Self {
        let app = place.app();
        Self::of(app, place).await
    }

    /// Serves an application of which the test has overridden something.
    pub(crate) async fn of(app: App, place: Place) -> Self {
        let app = app.start().await.expect("a database");
        let listener = listen(Some(0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (router, scopes) = web::router(&app).expect("wired");
        let background: Arc<Background> = app.resolve().expect("wired");
        background.spawn(deliver_mails(Arc::clone(&app), background.requests_ended()));
        let (stop, stopped) = oneshot::channel();
        let server = di_axum::serve(listener, router, Arc::clone(&app))
            .background(&background)
            .until(async { drop(stopped.await) });
        let server = tokio::spawn(server.into_future());
        let database = app.resolve().expect("wired");
        Self { address, app, database, place, scopes, background, stop, server }
    }

    /// Stops serving, which closes the database last.
    pub(crate) async fn shutdown(self) {
        drop(self.end().await);
    }

    /// Does so, and returns where the database was.
    pub(crate) async fn end(self) -> Place {
        self.stop.send(()).expect("a server");
        self.server.await.expect("no panic").expect("closed");
        assert!(is_closed(&self.database));
        assert_eq!(self.scopes.count(), 0);
        self.place
    }

    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Answer {
        let (status, headers, body) = send(self.address, request).await;
        Answer { status, headers, body }
    }

    pub(crate) async fn ask(&self, method: Method, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        self.send(request.body(Full::default()).expect("a request")).await
    }

    pub(crate) async fn reserve(&self, talk: i64, attendee: &str) -> Answer {
        self.send(post_seat(talk, json!({ "attendee": attendee }).to_string())).await
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Returns where it sends the client.
    pub(crate) fn location(&self) -> &str {
        self.headers["location"].to_str().expect("text")
    }

    pub(crate) fn request_id(&self) -> &str {
        self.headers["x-request-id"].to_str().expect("text")
    }

    /// Asserts that this is a problem that names its request, and returns it.
    #[track_caller]
    pub(crate) fn problem(&self, status: StatusCode) -> Value {
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

/// Returns whether no more connections are given out.
pub(crate) fn is_closed(database: &Database) -> bool {
    match database {
        Database::Sqlite(sqlite) => sqlite.pool.is_closed(),
        Database::Postgres(postgres) => postgres.pool.is_closed(),
    }
}
