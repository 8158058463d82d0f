//! A server that is told to stop.

use std::convert::Infallible;
use std::future::{Future, IntoFuture, pending};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use di_axum::{Background, Inject, RequestScope, ScopeLayer, ServeError, Stop, serve};
use di_core::ErrorKind;
use di_core::prelude::*;
use futures_util::{SinkExt, Stream, StreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::site::{Tale, Told, Transaction, begin, end};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(120);

/// What never ends is cut after three quarters of it.
const SHORT: Duration = Duration::from_secs(2);

struct Pool(Arc<Told>);

async fn connect(told: Arc<Told>) -> Pool {
    tokio::task::yield_now().await;
    Pool(told)
}

async fn disconnect(pool: Pool) {
    tokio::task::yield_now().await;
    pool.0.tell("the pool is closed");
}

#[derive(Container)]
struct App {
    told: Value<Told>,
    background: Value<Background>,
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
}

/// Answers when the server stops, and not before.
#[axum::debug_handler(state = Arc<App>)]
async fn slow(
    Inject(_): Inject<Arc<Transaction>>,
    Inject(told): Inject<Arc<Told>>,
    Inject(background): Inject<Arc<Background>>,
) -> &'static str {
    told.tell("begun");
    background.stopping().await;
    tokio::task::yield_now().await;
    "answered"
}

#[axum::debug_handler(state = Arc<App>)]
async fn stuck(Inject(_): Inject<Arc<Transaction>>, Inject(told): Inject<Arc<Told>>) {
    told.tell("begun");
    pending::<()>().await;
}

#[axum::debug_handler(state = Arc<App>)]
async fn events(
    Inject(_): Inject<Arc<Transaction>>,
    Inject(background): Inject<Arc<Background>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let first = stream::iter([Ok(Event::default().data("begun"))]);
    Sse::new(first.chain(stream::pending()).take_until(background.stopping()))
}

#[axum::debug_handler(state = Arc<App>)]
async fn endless_events(
    Inject(_): Inject<Arc<Transaction>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let first = stream::iter([Ok(Event::default().data("begun"))]);
    Sse::new(first.chain(stream::pending()))
}

/// Says what it hears, in a session that has the scope of its request.
async fn socket(
    upgrade: WebSocketUpgrade,
    scope: RequestScope<App>,
    Inject(background): Inject<Arc<Background>>,
) -> Response {
    let stopping = background.stopping();
    upgrade.on_upgrade(move |mut socket| {
        background.track(async move {
            let _: &Transaction = scope.resolve_async().await.expect("a transaction");
            let talk = async {
                while let Some(Ok(message)) = socket.recv().await {
                    let _ = socket.send(message).await;
                }
            };
            tokio::select! {
                () = stopping => {}
                () = talk => {}
            }
            scope.note_outcome(di_core::Outcome::Ok);
        })
    })
}

async fn endless_socket(
    upgrade: WebSocketUpgrade,
    scope: RequestScope<App>,
    Inject(background): Inject<Arc<Background>>,
) -> Response {
    upgrade.on_upgrade(move |mut socket| {
        background.track(async move {
            let _: &Transaction = scope.resolve_async().await.expect("a transaction");
            while let Some(Ok(message)) = socket.recv().await {
                let _ = socket.send(message).await;
            }
        })
    })
}

struct Served {
    address: SocketAddr,
    tale: Tale,
    background: Background,
    server: JoinHandle<Result<(), ServeError>>,
}

impl Served {
    async fn start(within: Duration, until: impl Into<Stop>) -> Self {
        let (told, tale) = Told::new();
        let background = Background::new();
        let app = App::new(told, background.clone()).start().await.expect("it starts");
        let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
        let router = Router::new()
            .route("/slow", get(slow))
            .route("/stuck", get(stuck))
            .route("/events", get(events))
            .route("/endless-events", get(endless_events))
            .route("/socket", get(socket))
            .route("/endless-socket", get(endless_socket))
            .layer(scope)
            .with_state(Arc::clone(&app));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = serve(listener, router, app).background(&background).within(within);
        let server = tokio::spawn(serving.until(until).into_future());
        Self { address, tale, background, server }
    }

    async fn send(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).await.expect("a request");
        stream
    }

    /// Sends a request, and reads the response up to there.
    async fn send_and_hear(&self, path: &str, awaited: &str) -> TcpStream {
        let mut stream = self.send(path).await;
        let mut heard = String::new();
        while !heard.contains(awaited) {
            heard.push(char::from(stream.read_u8().await.expect("a stream")));
        }
        stream
    }

    /// Opens a session, and waits until it answers.
    async fn talk(&self, path: &str) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
        let url = format!("ws://{}{path}", self.address);
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await.expect("a session");
        socket.send(Message::text("hello")).await.expect("sent");
        let heard = socket.next().await.expect("an answer").expect("no error");
        assert_eq!(heard, Message::text("hello"));
        socket
    }
}

/// When the test stops it.
fn stop() -> (oneshot::Sender<()>, impl Future<Output = ()> + Send + use<>) {
    let (stop, stopped) = oneshot::channel();
    (stop, async { stopped.await.expect("the test stops it") })
}

async fn answer(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("an answer");
    text
}

/// Returns what is told until nobody is left to tell more.
async fn rest(mut tale: Tale) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(next) = tale.recv().await {
        told.push(next);
    }
    told
}

#[tokio::test]
async fn what_runs_ends_by_itself_before_the_container_is_closed() {
    let (stop, stopped) = stop();
    let mut served = Served::start(LONG, stopped).await;
    let slow = served.send("/slow").await;
    assert_eq!(served.tale.recv().await.as_deref(), Some("begun"));
    let events = served.send_and_hear("/events", "data: begun\n\n").await;
    let mut socket = served.talk("/socket").await;
    let idle = served.send_and_hear("/missing", "\r\n\r\n").await;
    let stopping = served.background.stopping();
    let job = served.background.spawn(async move {
        stopping.await;
        tokio::task::yield_now().await;
    });

    stop.send(()).expect("it listens");
    assert!(answer(slow).await.ends_with("\r\n\r\nanswered"));
    assert!(answer(events).await.ends_with("0\r\n\r\n"), "the stream has its end");
    assert_eq!(answer(idle).await, "");
    while let Some(Ok(_)) = socket.next().await {}
    job.await.expect("no panic");
    served.server.await.expect("no panic").expect("all is closed");
    assert_eq!(rest(served.tale).await, ["ok", "ok", "ok", "the pool is closed"]);
    TcpStream::connect(served.address).await.expect_err("nobody listens");
}

#[tokio::test]
async fn what_does_not_end_is_cut_before_the_container_is_closed() {
    let (stop, stopped) = stop();
    let mut served = Served::start(SHORT, stopped).await;
    let stuck = served.send("/stuck").await;
    assert_eq!(served.tale.recv().await.as_deref(), Some("begun"));
    let _events = served.send_and_hear("/endless-events", "data: begun\n\n").await;
    let _socket = served.talk("/endless-socket").await;
    let mut half = TcpStream::connect(served.address).await.expect("a connection");
    half.write_all(b"GET / HTTP/1.1\r\n").await.expect("half a head");
    let job = served.background.spawn(pending());

    stop.send(()).expect("it listens");
    job.await.expect("it is dropped, which is no panic");
    served.server.await.expect("no panic").expect("all is closed");
    assert_eq!(answer(stuck).await, "");
    let told = rest(served.tale).await;
    assert_eq!(told, ["cancelled", "cancelled", "cancelled", "the pool is closed"]);
}

#[tokio::test]
async fn what_the_container_cannot_close_is_the_error_of_the_server() {
    struct Broken;

    #[derive(Container)]
    struct App {
        #[provide(with = || Broken, close = fail)]
        broken: Resource<Broken>,
    }

    fn fail(_: &Broken) -> Result<(), io::Error> {
        Err(io::Error::other("the disk is full"))
    }

    let app = App::new().start().await.expect("it starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let error = serve(listener, Router::new(), app).until(async {}).await.expect_err("it fails");
    let story = format!("{error:#}");
    assert!(story.contains("the container did not shut down well"), "{story}");
    assert!(story.contains("the disk is full"), "{story}");
    assert_eq!(error.shutdown().expect("of the shutdown").failures().len(), 1);
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("the disk is full"));
}

#[tokio::test]
async fn a_closer_that_never_ends_is_given_up_when_the_time_is_over() {
    struct Stubborn;

    #[derive(Container)]
    struct App {
        #[provide(with = || Stubborn, close = never)]
        stubborn: Resource<Stubborn>,
    }

    async fn never(_: &Stubborn) {
        pending::<()>().await;
    }

    let app = App::new().start().await.expect("it starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let serving = serve(listener, Router::new(), app).within(SHORT).until(async {});
    let error = serving.await.expect_err("it fails");
    assert_eq!(
        error.shutdown().expect("of the shutdown").failures()[0].kind(),
        ErrorKind::CloserTimedOut
    );
}

#[tokio::test]
async fn however_much_or_little_time_there_is_the_container_is_closed() {
    for within in [Duration::ZERO, Duration::MAX] {
        let served = Served::start(within, async {}).await;
        served.server.await.expect("no panic").expect("all is closed");
        assert_eq!(rest(served.tale).await, ["the pool is closed"]);
    }
}

#[tokio::test]
async fn a_server_that_is_dropped_drops_its_connections() {
    let mut served = Served::start(LONG, pending()).await;
    let stuck = served.send("/stuck").await;
    assert_eq!(served.tale.recv().await.as_deref(), Some("begun"));
    served.server.abort();
    assert_eq!(answer(stuck).await, "");
    assert_eq!(served.tale.recv().await.as_deref(), Some("cancelled"));
}

#[tokio::test]
async fn a_container_with_nothing_to_close_is_served_too() {
    #[derive(Container)]
    struct App {}

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let serving = serve(listener, Router::new(), App::new().build()).until(async {});
    serving.await.expect("nothing fails");
}

#[cfg(feature = "dynamic")]
#[tokio::test]
async fn a_dynamic_container_is_closed_too() {
    let mut builder = DynamicContainer::builder();
    let (told, tale) = Told::new();
    builder.value(told);
    let close = |pool: Arc<Pool>, _| pool.0.tell("the pool is closed");
    builder.provide::<Pool>().resource_with(connect).close_with(close);
    let app = builder.start().await.expect("it starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    serve(listener, Router::new(), app).until(async {}).await.expect("all is closed");
    assert_eq!(rest(tale).await, ["the pool is closed"]);
}
