//! Listening, and stopping in good order.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::app::App;
use crate::web;

/// The port that is tried first when none is asked for.
pub const DEFAULT_PORT: u16 = 3000;

/// How long a client may take to send the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// Listens on a port of this machine alone; 0 means any that is free.
///
/// Without a port it takes [`DEFAULT_PORT`], or any that is free if another
/// program has that one.
///
/// # Errors
///
/// When the port that was asked for is taken or forbidden.
pub async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    if let Some(port) = port {
        return at(port).await;
    }
    match at(DEFAULT_PORT).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            tracing::warn!("port {DEFAULT_PORT} is taken, so a free one is used");
            at(0).await
        }
        listener => listener,
    }
}

/// Answers requests until `stop` completes.
///
/// From then on it accepts no more connections; requests that are running have
/// the time of `grace` to be answered. What is left is dropped then: clients that
/// send half a request, or read their response too slowly, hold up nobody.
pub async fn serve(
    listener: TcpListener,
    app: &Arc<App>,
    stop: impl Future<Output = ()>,
    grace: Duration,
) {
    let router = web::router(app);
    let running = GracefulShutdown::new();
    // Dropping it ends what it holds.
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let connection = connection(stream, router.clone());
                    connections.spawn(running.watch(connection));
                }
                Err(error) => step_back(&error).await,
            },
            Some(_ended) = connections.join_next() => {}
        }
    }
    drop(listener);
    tracing::info!("no more connections are accepted; requests that are running may end");
    if timeout(grace, running.shutdown()).await.is_err() {
        while connections.try_join_next().is_some() {}
        tracing::warn!(connections = connections.len(), "dropping what has not ended in {grace:?}");
    }
    connections.shutdown().await;
}

/// Speaks HTTP with one client. It has [`HEAD_TIME`] for the head of each request.
fn connection(
    stream: TcpStream,
    router: Router,
) -> http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>> {
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}

/// Lets a little time pass if this program has too many files open; a client that
/// was gone before it was accepted is no reason to.
async fn step_back(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection can be accepted");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
