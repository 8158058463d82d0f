use std::fmt;
use std::future::{Future, pending};
use std::io;
use std::pin::Pin;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(not(unix))]
use tokio::signal::windows::{CtrlC, ctrl_c};

/// What the user, or what runs the program, tells it to stop by: `SIGTERM`, or `Ctrl-C`.
///
/// Made by [`stop_signal`].
#[derive(Debug)]
pub struct StopSignal {
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(not(unix))]
    interrupt: CtrlC,
}

/// Listens from now on for whether the program is told to stop.
///
/// [`serve`](crate::serve()) does so itself; who prints the address before calls this before
/// that, since who reads the address may stop the program at once.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// let mut stop = di_axum::stop_signal()?;
/// tokio::select! {
///     () = stop.received() => {}
///     () = async { /* work */ } => {}
/// }
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// If the system refuses.
///
/// # Panics
///
/// Outside of a runtime of tokio.
pub fn stop_signal() -> io::Result<StopSignal> {
    #[cfg(unix)]
    return Ok(StopSignal {
        terminate: signal(SignalKind::terminate())?,
        interrupt: signal(SignalKind::interrupt())?,
    });
    #[cfg(not(unix))]
    Ok(StopSignal { interrupt: ctrl_c()? })
}

impl StopSignal {
    /// Completes when the program is told to stop; the next call, when it is told again.
    pub async fn received(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        self.interrupt.recv().await;
    }
}

/// When a server stops: made from a [`StopSignal`], or from any future, which can tell it
/// only once.
pub struct Stop(Kind);

enum Kind {
    Signal(StopSignal),
    Future(Pin<Box<dyn Future<Output = ()> + Send>>),
    Never,
}

impl From<StopSignal> for Stop {
    fn from(signal: StopSignal) -> Self {
        Self(Kind::Signal(signal))
    }
}

impl<F: Future<Output = ()> + Send + 'static> From<F> for Stop {
    fn from(future: F) -> Self {
        Self(Kind::Future(Box::pin(future)))
    }
}

impl Stop {
    /// Completes when it is told to stop; the next call, when it is told again.
    pub(super) async fn told(&mut self) {
        match &mut self.0 {
            Kind::Signal(signal) => signal.received().await,
            Kind::Future(future) => {
                future.await;
                self.0 = Kind::Never;
            }
            Kind::Never => pending().await,
        }
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").finish_non_exhaustive()
    }
}
