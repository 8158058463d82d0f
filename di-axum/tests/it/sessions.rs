//! `WebSocket` sessions: the scope of the request that began one goes on as the session's, and
//! each message has one of its own.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use di_axum::{Background, Inject, OpenScopes, RequestScope, ScopeLayer, ServeError, serve};
use di_core::Outcome;
use di_core::prelude::*;
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message as Sent;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::site::{Tale, Told, Transaction, begin, end};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(120);

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Clone)]
struct Visitor(String);

#[derive(Container)]
struct App {
    told: Value<Told>,
    background: Value<Background>,
    #[provide(input)]
    visitor: Scoped<Visitor>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn chat(
    upgrade: WebSocketUpgrade,
    session: RequestScope<App>,
    Inject(background): Inject<Arc<Background>>,
) -> Response {
    upgrade.on_upgrade(move |socket| {
        let stopping = background.stopping();
        background.track(async move {
            let ended = tokio::select! {
                ended = talk(socket, &session) => ended,
                () = stopping => Ok(()),
            };
            session.note_outcome(ended.map_or_else(Outcome::failed, |()| Outcome::Ok));
        })
    })
}

async fn talk(mut socket: WebSocket, session: &RequestScope<App>) -> Result<(), Failure> {
    let _: &Transaction = session.resolve_async().await?;
    let visitor: &Visitor = session.resolve()?;
    while let Some(message) = socket.recv().await {
        if let Message::Text(text) = message? {
            let app = session.container();
            let answering =
                app.run_in_scope(visitor.clone(), async |scope| answer(scope, &text).await);
            socket.send(answering.await?.into()).await?;
        }
    }
    Ok(())
}

/// Answers one message.
async fn answer(scope: &OwnedScope<App>, text: &str) -> Result<String, String> {
    let opened: Result<&Transaction, _> = scope.resolve_async().await;
    let visitor = opened.and_then(|_| scope.resolve::<&Visitor>()).map_err(|it| it.to_string())?;
    match text {
        "break" => Err("cannot answer that".to_owned()),
        _ => Ok(format!("{} said {text}", visitor.0)),
    }
}

struct Served {
    address: SocketAddr,
    tale: Tale,
    open: OpenScopes,
    background: Background,
    stop: oneshot::Sender<()>,
    server: JoinHandle<Result<(), ServeError>>,
}

impl Served {
    async fn start() -> Self {
        let (told, tale) = Told::new();
        let background = Background::new();
        let app = App::new(told, background.clone()).build();
        let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request: &Parts| {
            app.scope_owned(Visitor(request.uri.path().to_owned()))
        });
        let open = layer.open_scopes();
        let router = Router::new().route("/ada", get(chat)).layer(layer).with_state(app.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.expect("the test stops it") };
        let serving = serve(listener, router, app).background(&background).within(LONG);
        let server = tokio::spawn(serving.until(stopped).into_future());
        Self { address, tale, open, background, stop, server }
    }

    /// Begins a session, and has one message answered.
    async fn client(&mut self) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
        let url = format!("ws://{}/ada", self.address);
        let (mut client, _) = tokio_tungstenite::connect_async(url).await.expect("a session");
        client.send(Sent::text("hello")).await.expect("sent");
        let heard = client.next().await.expect("an answer").expect("no error");
        assert_eq!(heard, Sent::text("/ada said hello"));
        assert_eq!(self.tale.recv().await.as_deref(), Some("ok"), "the message's scope is closed");
        assert_eq!((self.open.count(), self.background.running()), (1, 1), "the session's is open");
        client
    }

    /// Returns what is told when all is over.
    async fn ended(mut self) -> Vec<String> {
        tokio::time::timeout(LONG, self.open.none()).await.expect("no scope stays open");
        let told = std::iter::from_fn(|| self.tale.try_recv().ok()).collect();
        let _ = self.stop.send(());
        self.server.await.expect("no panic").expect("all is closed");
        assert_eq!((self.open.count(), self.background.running()), (0, 0));
        told
    }
}

#[tokio::test]
async fn a_session_that_the_client_closes_is_ok() {
    let mut served = Served::start().await;
    let mut client = served.client().await;
    client.close(None).await.expect("a good-bye");
    assert_eq!(served.ended().await, ["ok"]);
}

#[tokio::test]
async fn a_client_that_leaves_without_a_word_is_a_failure() {
    let mut served = Served::start().await;
    drop(served.client().await);
    let told = served.ended().await;
    assert!(told[0].starts_with("failed: "), "{told:?}");
    assert_eq!(told.len(), 1);
}

#[tokio::test]
async fn a_message_that_cannot_be_answered_fails_and_so_does_its_session() {
    let mut served = Served::start().await;
    let mut client = served.client().await;
    client.send(Sent::text("break")).await.expect("sent");
    let told = served.ended().await;
    assert_eq!(told, ["failed: cannot answer that", "failed: cannot answer that"]);
    assert!(client.next().await.is_none_or(|it| it.is_err()), "the session is over");
}

#[tokio::test]
async fn a_session_that_is_told_to_stop_is_ok() {
    let mut served = Served::start().await;
    let mut client = served.client().await;
    served.stop.send(()).expect("it listens");
    assert!(client.next().await.is_none_or(|it| it.is_err()), "the session is over");
    served.server.await.expect("no panic").expect("all is closed");
    assert_eq!((served.open.count(), served.background.running()), (0, 0));
    assert_eq!(served.tale.recv().await.as_deref(), Some("ok"));
}

#[tokio::test]
async fn a_session_that_panics_is_cancelled() {
    let (told, mut tale) = Told::new();
    let app = App::new(told, Background::new()).build();
    let layer = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| {
        app.scope_owned(Visitor(String::new()))
    });
    let open = layer.open_scopes();
    let handler = async |upgrade: WebSocketUpgrade, session: RequestScope<App>| {
        upgrade.on_upgrade(async move |_| {
            let _: &Transaction = session.resolve_async().await.expect("a transaction");
            panic!("the session breaks")
        })
    };
    let router = Router::new().route("/", get(handler)).layer(layer).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("ws://{}", listener.local_addr().expect("an address"));
    tokio::spawn(axum::serve(listener, router).into_future());
    let (_client, _) = tokio_tungstenite::connect_async(url).await.expect("a session");
    assert_eq!(tale.recv().await.as_deref(), Some("cancelled"));
    open.none().await;
}
