//! Clients that watch, and leave without a word.

use std::time::Duration;

use futures_util::SinkExt;
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Place, Served, converse, watch};

on_each_database![watchers_that_leave_without_a_word_leave_no_scope_open];

/// How many of each kind come, and leave.
const WATCHERS: usize = 5;

async fn watchers_that_leave_without_a_word_leave_no_scope_open(place: Place) {
    let served = Served::at(place).await;
    let mut pages = Vec::new();
    let mut sockets = Vec::new();
    for _ in 0..WATCHERS {
        pages.push(watch(served.address));
        sockets.push(converse(served.address).await);
    }
    assert_eq!(served.scopes.count(), 2 * WATCHERS);
    assert_eq!(served.background.running(), WATCHERS + 1, "the sessions and the courier");
    // One is in the middle of a question, which the server answers to nobody.
    sockets[0].send(Message::from(r#"{"talk":4}"#)).await.expect("sent");
    for (number, socket) in sockets.into_iter().enumerate() {
        let MaybeTlsStream::Plain(stream) = socket.get_ref() else { panic!("there is no TLS") };
        if number % 2 == 0 {
            // The connection is reset, as when the client was killed.
            stream.set_zero_linger().expect("an option");
        }
        drop(socket);
    }
    drop(pages);
    let none = tokio::time::timeout(Duration::from_secs(20), served.scopes.none());
    none.await.unwrap_or_else(|_| panic!("{:?}", served.scopes));
    assert_eq!(served.scopes.count(), 0);

    // Who comes later is served as well.
    drop(converse(served.address).await);
    served.shutdown().await;
}
