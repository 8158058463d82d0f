//! Clients that watch: a page that hears of changes, a program in a conversation.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// How long a test waits for what should happen at once.
const LIMIT: Duration = Duration::from_secs(20);

pub(crate) type Conversation = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// Opens a connection that does not wait for ever, and sends something.
pub(crate) fn connect(address: SocketAddr, text: &str) -> TcpStream {
    let mut client = TcpStream::connect(address).expect("a connection");
    client.set_read_timeout(Some(LIMIT)).expect("a timeout");
    client.write_all(text.as_bytes()).expect("sent");
    client
}

/// Asks for what changes; the head of the answer is read, and no more.
pub(crate) fn watch(address: SocketAddr) -> TcpStream {
    let mut client = connect(address, "GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).expect("a head");
        head.extend(byte);
    }
    assert!(head.starts_with(b"HTTP/1.1 200 OK\r\n"));
    client
}

/// Begins a conversation, and has one question answered.
pub(crate) async fn converse(address: SocketAddr) -> Conversation {
    let address = format!("ws://{address}/live");
    let (mut socket, _) = tokio_tungstenite::connect_async(address).await.expect("a socket");
    socket.send(Message::from(r#"{"talk":4}"#)).await.expect("a connection");
    let Message::Text(answer) = next(&mut socket).await.expect("an answer") else {
        panic!("it is no text");
    };
    assert!(answer.contains(r#""talk":4"#), "{answer}");
    socket
}

/// Waits for what the server says next.
pub(crate) async fn next(socket: &mut Conversation) -> Option<Message> {
    let message = timeout(LIMIT, socket.next()).await.expect("a message in time");
    message.and_then(Result::ok)
}
