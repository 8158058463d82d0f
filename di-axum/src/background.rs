use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;

use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

/// What runs beside the requests of a server, and ends before its container does: jobs,
/// `WebSocket` sessions, streams of events.
///
/// Given to [`serve`](crate::serve()), it is told when the server begins to stop; what has
/// not ended when the time is over is dropped. Its clones are one and the same. As a
/// `Value<Background>` of the container it reaches every handler, as an `Arc<Background>`.
///
/// ```
/// use di_axum::Background;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let background = Background::new();
/// let stopping = background.stopping();
/// let job = background.spawn(async move {
///     // Whoever works in steps asks `is_stopping` between them, or waits for either.
///     stopping.await;
/// });
/// assert_eq!((background.running(), background.is_stopping()), (1, false));
/// # job.abort();
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Background {
    running: TaskTracker,
    stopping: CancellationToken,
    requests_ended: CancellationToken,
    cut: CancellationToken,
}

impl Background {
    /// Makes one in which nothing runs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a job in a task of its own. A panic goes to the log, and to who awaits the handle
    /// that this returns.
    ///
    /// # Panics
    ///
    /// Outside of a runtime of tokio.
    pub fn spawn<F>(&self, job: F) -> JoinHandle<()>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        tokio::spawn(self.track(job))
    }

    /// Returns the same job for others to run: it is counted from now on until it has ended,
    /// and dropped when the time of the shutdown is over. A panic goes to the log, too.
    ///
    /// So the shutdown waits for a `WebSocket` session, which runs in a task of axum:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use axum::{extract::ws::{WebSocket, WebSocketUpgrade}, response::Response};
    /// use di_axum::{Background, Inject};
    /// use di_core::prelude::*;
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     background: Value<Background>,
    /// }
    ///
    /// #[axum::debug_handler(state = Arc<App>)]
    /// async fn echo(
    ///     upgrade: WebSocketUpgrade,
    ///     Inject(background): Inject<Arc<Background>>,
    /// ) -> Response {
    ///     let stopping = background.stopping();
    ///     upgrade.on_upgrade(move |mut socket: WebSocket| {
    ///         background.track(async move {
    ///             tokio::select! {
    ///                 () = stopping => {}
    ///                 () = async {
    ///                     while let Some(Ok(message)) = socket.recv().await {
    ///                         let _ = socket.send(message).await;
    ///                     }
    ///                 } => {}
    ///             }
    ///         })
    ///     })
    /// }
    /// ```
    pub fn track<F>(&self, job: F) -> impl Future<Output = ()> + use<F>
    where
        F: Future<Output = ()>,
    {
        // A child has a lock of its own, which is taken each time that the job is polled.
        let cut = self.cut.child_token();
        self.running.track_future(async move {
            cut.run_until_cancelled_owned(telling_panics(job)).await;
        })
    }

    /// Completes when the server begins to stop: a stream of events `take_until` this, a job
    /// or a session selects on it.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        self.stopping.child_token().cancelled_owned()
    }

    /// Completes when the server has begun to stop and its requests have ended: then a job
    /// that works off what requests leave behind knows that there is no more to come.
    pub fn requests_ended(&self) -> impl Future<Output = ()> + Send + use<> {
        self.requests_ended.child_token().cancelled_owned()
    }

    /// Returns whether the server has begun to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }

    /// Returns how many jobs are running.
    #[must_use]
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// Asks what runs to end.
    pub(crate) fn stop(&self) {
        self.stopping.cancel();
        self.running.close();
    }

    /// Says that no more requests are running.
    pub(crate) fn note_requests_ended(&self) {
        self.requests_ended.cancel();
    }

    /// Completes when nothing runs any more, once it was asked to end.
    pub(crate) async fn ended(&self) {
        self.running.wait().await;
    }

    /// Drops what runs, and what is added.
    pub(crate) fn cut(&self) {
        self.cut.cancel();
    }

    /// Does so when what this returns is dropped.
    pub(crate) fn cut_if_dropped(&self) -> DropGuard {
        self.cut.clone().drop_guard()
    }
}

/// Runs the job, and logs its panic: whoever runs it may not look.
async fn telling_panics(job: impl Future<Output = ()>) {
    let mut job = pin!(job);
    poll_fn(|cx| {
        // What panics is not polled again, and the panic goes on.
        catch_unwind(AssertUnwindSafe(|| job.as_mut().poll(cx))).unwrap_or_else(|panicked| {
            tracing::error!("a background job panicked: {}", message(&*panicked));
            resume_unwind(panicked)
        })
    })
    .await;
}

/// What a panic said.
fn message(panicked: &(dyn Any + Send)) -> &str {
    let text = panicked.downcast_ref::<&str>().copied();
    text.or_else(|| panicked.downcast_ref().map(String::as_str)).unwrap_or("no message")
}
