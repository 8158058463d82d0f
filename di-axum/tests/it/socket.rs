//! The same over a socket, where clients do as they like.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::map_response;
use axum::response::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::site::Site;

/// Serves the router on a free port.
async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn served() -> (Site, SocketAddr) {
    let site = Site::new();
    let address = serve(site.router.clone()).await;
    (site, address)
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

#[tokio::test]
async fn each_request_has_a_scope_that_ends_with_it() {
    let (mut site, address) = served().await;
    assert!(answer(send(address, "GET", "/answer").await).await.ends_with("\r\n\r\ndone"));
    assert_eq!(site.ended().await, ["ok"]);
    assert!(answer(send(address, "GET", "/nothing").await).await.starts_with("HTTP/1.1 204"));
    assert_eq!(site.ended().await, ["ok"]);
    assert!(answer(send(address, "GET", "/refuse").await).await.starts_with("HTTP/1.1 409"));
    assert_eq!(site.ended().await, ["failed: 409 Conflict"]);
    assert!(answer(send(address, "GET", "/nowhere").await).await.starts_with("HTTP/1.1 404"));
    assert_eq!(site.ended().await, ["failed: 404 Not Found"]);
}

#[tokio::test]
async fn head_is_answered_with_the_length_and_ends_its_scope() {
    let (mut site, address) = served().await;
    let head = answer(send(address, "HEAD", "/answer").await).await;
    assert!(head.contains("content-length: 4\r\n"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    assert_eq!(site.ended().await, ["ok"]);
}

#[tokio::test]
async fn a_handler_that_panics_ends_its_scope_and_no_other_request() {
    let (mut site, address) = served().await;
    assert_eq!(answer(send(address, "GET", "/panic").await).await, "");
    assert_eq!(site.ended().await, ["failed: the handler panicked"]);
    assert!(answer(send(address, "GET", "/answer").await).await.ends_with("done"));
    assert_eq!(site.ended().await, ["ok"]);
}

#[tokio::test]
async fn a_client_that_leaves_before_the_response_ends_its_scope() {
    let (mut site, address) = served().await;
    let client = send(address, "GET", "/hang").await;
    assert_eq!(site.tells().await, "begun");
    drop(client);
    assert_eq!(site.ended().await, ["cancelled"]);
}

#[tokio::test]
async fn a_client_that_leaves_within_the_response_ends_its_scope() {
    let (mut site, address) = served().await;
    let mut client = send(address, "GET", "/stream").await;
    let mut sender = site.streamer().await;
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    let mut head = [0; 15];
    client.read_exact(&mut head).await.expect("a head");
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    assert_eq!(site.open(), 1);
    drop(client);
    assert_eq!(site.ended().await, ["cancelled"]);
}

#[tokio::test]
async fn a_stream_that_is_read_to_its_end_ends_its_scope() {
    let (mut site, address) = served().await;
    let client = send(address, "GET", "/stream").await;
    let mut sender = site.streamer().await;
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    assert_eq!(site.open(), 1);
    drop(sender);
    assert!(answer(client).await.contains("\r\npart\r\n"));
    assert_eq!(site.ended().await, ["ok"]);
}

/// Such as a file: of what has its length, nobody asks whether there is more.
#[tokio::test]
async fn a_stream_of_a_length_that_is_told_ends_with_its_last_byte() {
    let told = map_response(async |mut response: Response| {
        response.headers_mut().insert(CONTENT_LENGTH, 8.into());
        response
    });
    let mut site = Site::with(|it| it.layer(told), |it| it);
    let address = serve(site.router.clone()).await;
    let client = send(address, "GET", "/stream").await;
    let mut sender = site.streamer().await;
    for part in ["one ", "two!"] {
        sender.send_data(Bytes::from_static(part.as_bytes())).await.expect("a reader");
    }
    assert!(answer(client).await.ends_with("\r\n\r\none two!"));
    assert_eq!(site.ended().await, ["ok"], "though the stream goes on");

    let mut client = send(address, "GET", "/stream").await;
    let mut sender = site.streamer().await;
    sender.send_data(Bytes::from_static(b"one ")).await.expect("a reader");
    client.read_exact(&mut [0; 15]).await.expect("a head");
    drop(client);
    assert_eq!(site.ended().await, ["cancelled"], "half of it is not all");
}

#[tokio::test]
async fn a_stream_that_breaks_tells_the_client_and_the_closer() {
    let (mut site, address) = served().await;
    let client = send(address, "GET", "/stream").await;
    let mut sender = site.streamer().await;
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    sender.abort(axum::Error::new("the source is dry"));
    assert!(!answer(client).await.ends_with("\r\n0\r\n\r\n"), "the client sees no end");
    assert_eq!(site.ended().await, ["failed: the source is dry"]);
}

#[tokio::test]
async fn two_requests_at_once_have_two_scopes() {
    let (mut site, address) = served().await;
    let clients = [send(address, "GET", "/stream").await, send(address, "GET", "/stream").await];
    let open = [site.streamer().await, site.streamer().await];
    assert_eq!(site.open(), 2);
    drop(open);
    for client in clients {
        assert!(answer(client).await.starts_with("HTTP/1.1 200"));
    }
    assert_eq!(site.ended().await, ["ok", "ok"]);
}
