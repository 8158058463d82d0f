//! The same over a socket, where clients do as they like.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::routing::get;
use di_axum::Inject;
use http_body_util::channel::{Channel, Sender};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::support::{self, Visit, Visits};

/// Serves the router on a free port.
async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn send(address: SocketAddr, method: &str, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let request =
        format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    stream
}

/// Reads until the server closes the connection.
async fn answer(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("an answer");
    text
}

async fn number(Inject(visit): Inject<Arc<Visit>>) -> String {
    format!("visit {}", visit.number)
}

async fn nothing(Inject(_): Inject<Arc<Visit>>) -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn panics(Inject(visit): Inject<Arc<Visit>>) -> String {
    panic!("visit {} is not to my taste", visit.number)
}

async fn never(Inject(_): Inject<Arc<Visit>>) {
    std::future::pending::<()>().await;
}

/// Serves all of the above and `/stream`, whose other end the test holds.
async fn all() -> (SocketAddr, Arc<Visits>, mpsc::UnboundedReceiver<Sender<Bytes>>) {
    let (senders, receiver) = mpsc::unbounded_channel();
    let stream = async move |Inject(_): Inject<Arc<Visit>>| {
        let (sender, body) = Channel::<Bytes>::new(1);
        senders.send(sender).expect("the test waits");
        Body::new(body)
    };
    let handlers = Router::new()
        .route("/number", get(number))
        .route("/nothing", get(nothing))
        .route("/panics", get(panics))
        .route("/never", get(never))
        .route("/stream", get(stream));
    let (visits, router) = support::served(handlers);
    (serve(router).await, visits, receiver)
}

#[tokio::test]
async fn each_request_has_a_scope_that_ends_with_it() {
    let (address, visits, _) = all().await;
    assert!(answer(send(address, "GET", "/number").await).await.ends_with("\r\n\r\nvisit 0"));
    assert!(answer(send(address, "GET", "/number").await).await.ends_with("\r\n\r\nvisit 1"));
    assert!(answer(send(address, "GET", "/nothing").await).await.starts_with("HTTP/1.1 204"));
    visits.until_open(0).await;
    assert_eq!(visits.begun(), 3);
}

#[tokio::test]
async fn head_is_answered_with_the_length_and_ends_its_scope() {
    let (address, visits, _) = all().await;
    let head = answer(send(address, "HEAD", "/number").await).await;
    assert!(head.contains("content-length: 7\r\n"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    visits.until_open(0).await;
    assert_eq!(visits.begun(), 1);
}

#[tokio::test]
async fn a_handler_that_panics_ends_its_scope_and_no_other_request() {
    let (address, visits, _) = all().await;
    assert_eq!(answer(send(address, "GET", "/panics").await).await, "");
    visits.until_open(0).await;
    assert!(answer(send(address, "GET", "/number").await).await.ends_with("visit 1"));
}

#[tokio::test]
async fn a_client_that_leaves_before_the_response_ends_its_scope() {
    let (address, visits, _) = all().await;
    let client = send(address, "GET", "/never").await;
    visits.until_open(1).await;
    drop(client);
    visits.until_open(0).await;
}

#[tokio::test]
async fn a_client_that_leaves_within_the_response_ends_its_scope() {
    let (address, visits, mut senders) = all().await;
    let mut client = send(address, "GET", "/stream").await;
    let mut sender = senders.recv().await.expect("a body");
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    let mut head = [0; 15];
    client.read_exact(&mut head).await.expect("a head");
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    assert_eq!(visits.open(), 1);
    drop(client);
    visits.until_open(0).await;
}

#[tokio::test]
async fn a_stream_that_is_read_to_its_end_ends_its_scope() {
    let (address, visits, mut senders) = all().await;
    let client = send(address, "GET", "/stream").await;
    let mut sender = senders.recv().await.expect("a body");
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    visits.until_open(1).await;
    drop(sender);
    assert!(answer(client).await.contains("\r\npart\r\n"));
    visits.until_open(0).await;
}

#[tokio::test]
async fn two_requests_at_once_have_two_scopes() {
    let (address, visits, mut senders) = all().await;
    let clients = [send(address, "GET", "/stream").await, send(address, "GET", "/stream").await];
    let open = [senders.recv().await, senders.recv().await];
    visits.until_open(2).await;
    drop(open);
    for client in clients {
        assert!(answer(client).await.starts_with("HTTP/1.1 200"));
    }
    visits.until_open(0).await;
}
