//! Where the program listens.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;

/// The port that is tried first when none is asked for.
pub const DEFAULT_PORT: u16 = 3000;

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
