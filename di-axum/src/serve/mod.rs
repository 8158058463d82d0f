//! Answering requests, and stopping in good order.

mod connection;
mod error;
mod stop;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use di_core::{Limits, SharedContainer, TokioTimer};
use tokio::time::{Instant, timeout_at};

use crate::Background;
use connection::connection;
pub use error::ServeError;
pub use stop::{Stop, StopSignal, stop_signal};

/// The time of a shutdown that nobody has given another.
const USUAL_TIME: Duration = Duration::from_secs(10);

/// More is as good as for ever, and can be added to the time that it is.
const LONGEST_TIME: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// The closers of the container have at least this part of the time: one in so many.
const SHARE_OF_CLOSERS: u32 = 4;

/// Answers requests until the program is told to stop, and then shuts the container down.
///
/// Told to stop, by `SIGTERM`, `Ctrl-C` or what [`until`](Serve::until) is given, it
///
/// 1. accepts no more connections, and tells the [`Background`] to stop;
/// 2. waits until the requests that are running, streamed responses included, and the jobs
///    of the background have ended;
/// 3. drops those that have not when three quarters of the time are over, or at a second
///    signal; what blocks its thread cannot be dropped, and is left behind;
/// 4. shuts the container down, in what is left of the time: at least the last quarter.
///
/// The time is ten seconds, unless [`within`](Serve::within) says otherwise. Clients have 30
/// seconds to send the head of a request. It speaks HTTP/1.1, with upgrades such as
/// `WebSocket`; a session outlives its request, and is waited for if the background
/// [tracks](Background::track) it.
///
/// `listener` is any that axum takes. The router's state is given already, and `container`
/// is the one of its [`ScopeLayer`](crate::ScopeLayer): declared or dynamic, with something
/// to close or not. It is shut down in any case, unless the future is dropped: that only
/// drops the connections.
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, routing::get};
/// use di_axum::{Background, ScopeLayer};
/// use di_core::prelude::*;
/// use tokio::net::TcpListener;
/// # use std::{io::Error, time::Duration};
///
/// struct Pool;
/// async fn connect() -> Pool { Pool }
/// async fn disconnect(_: Pool) {}
///
/// #[derive(Container)]
/// struct App {
///     background: Value<Background>,
///     #[provide(with = connect, close = disconnect)]
///     pool: Resource<Pool>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let background = Background::new();
/// let app = App::new(background.clone()).start().await?;
/// let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
/// let router = Router::new()
///     .route("/", get(async || "hello"))
///     .layer(scope)
///     .with_state(Arc::clone(&app));
///
/// let listener = TcpListener::bind("127.0.0.1:0").await?;
/// di_axum::serve(listener, router, app)
///     .background(&background)
///     .within(Duration::from_secs(20))
///     # .until(async {})
///     .await?;
/// # Ok(()) }
/// ```
///
/// It is a future, so it is awaited; the program exits with 0 if it returns no error.
pub fn serve<L, C>(listener: L, router: Router, container: Arc<C>) -> Serve<L, C>
where
    L: Listener,
    C: SharedContainer,
{
    let background = Background::new();
    Serve { listener, router, container, background, within: USUAL_TIME, stop: None }
}

/// A server that is about to run: what [`serve`](crate::serve()) returns.
#[must_use = "it serves nothing unless it is awaited"]
pub struct Serve<L, C> {
    listener: L,
    router: Router,
    container: Arc<C>,
    background: Background,
    within: Duration,
    stop: Option<Stop>,
}

impl<L, C> Serve<L, C> {
    /// Tells this background to stop when the server does, and waits for it.
    pub fn background(mut self, background: &Background) -> Self {
        self.background = background.clone();
        self
    }

    /// Gives all of the shutdown this much time.
    pub const fn within(mut self, within: Duration) -> Self {
        self.within = within;
        self
    }

    /// Stops at this signal: a [`StopSignal`], which cuts all short when it comes a second
    /// time, or any future. Without it, the server listens for a `StopSignal` of its own.
    pub fn until(mut self, stop: impl Into<Stop>) -> Self {
        self.stop = Some(stop.into());
        self
    }
}

impl<L, C> IntoFuture for Serve<L, C>
where
    L: Listener,
    C: SharedContainer,
{
    type Output = Result<(), ServeError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Self { listener, router, container, background, within, stop } = self;
            let within = within.min(LONGEST_TIME);
            let stop = stop.map_or_else(|| stop_signal().map(Stop::from), Ok);
            let connections = Background::new();
            let _cut_if_dropped = connections.cut_if_dropped();
            let running = Running { connections, background };
            let (listened, over) = match stop {
                Ok(mut stop) => {
                    running.accept(listener, &router, &mut stop).await;
                    let over = Instant::now() + within;
                    running.end(within, over, &mut stop).await;
                    (Ok(()), over)
                }
                Err(error) => (Err(error), Instant::now() + within),
            };
            // Its state is the container's, whose last owner should be the caller.
            drop(router);
            let left = over.saturating_duration_since(Instant::now());
            let limits = Limits::each(left).total(left);
            let closed = container.end_within(limits, TokioTimer).await;
            ServeError::of(listened, closed)
        })
    }
}

/// What runs while a server does.
struct Running {
    connections: Background,
    background: Background,
}

impl Running {
    /// Accepts connections until it is told to stop.
    async fn accept(&self, mut listener: impl Listener, router: &Router, stop: &mut Stop) {
        let mut told = pin!(stop.told());
        loop {
            tokio::select! {
                () = &mut told => return,
                (stream, _) = listener.accept() => {
                    let stopping = self.connections.stopping();
                    self.connections.spawn(connection(stream, router.clone(), stopping));
                }
            }
        }
    }

    /// Lets everything end by itself, and cuts what has not in time. `within` is the time of
    /// all, which is `over` then.
    async fn end(&self, within: Duration, over: Instant, stop: &mut Stop) {
        self.connections.stop();
        self.background.stop();
        tracing::info!("no more connections are accepted; what is running may end");
        let why = tokio::select! {
            () = self.ended() => None,
            () = stop.told() => Some("told to stop again"),
            () = tokio::time::sleep_until(over - within / SHARE_OF_CLOSERS) => Some("out of time"),
        };
        if let Some(why) = why {
            let (connections, jobs) = (self.connections.running(), self.background.running());
            tracing::warn!(connections, jobs, "{why}: what has not ended is dropped");
        }
        self.connections.cut();
        self.background.cut();
        // What blocks its thread is not waited for: the closers need the time.
        let left = over.saturating_duration_since(Instant::now());
        let _ = timeout_at(Instant::now() + left / 2, self.ended()).await;
    }

    /// Completes when nothing runs. Requests may begin jobs; jobs are no requests.
    async fn ended(&self) {
        self.connections.ended().await;
        self.background.note_requests_ended();
        self.background.ended().await;
    }
}

impl<L, C> fmt::Debug for Serve<L, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serve")
            .field("background", &self.background)
            .field("within", &self.within)
            .field("stop", &self.stop)
            .finish_non_exhaustive()
    }
}
