use std::error::Error as StdError;
use std::fmt;
use std::io;

use di_core::ShutdownError;

/// Why a server did not end well: what the container could not close.
///
/// `{}` is one line; `{:#}` and `{:?}` are the whole story.
///
/// It may also be that the program could not listen for signals, and so has served nothing;
/// then the container was shut down all the same.
pub struct ServeError {
    /// One of the two is there.
    signal: Option<io::Error>,
    shutdown: Option<ShutdownError>,
}

impl ServeError {
    /// What came of listening for signals, and of the shutdown.
    pub(super) fn of(
        listened: io::Result<()>,
        closed: Result<(), ShutdownError>,
    ) -> Result<(), Self> {
        match (listened.err(), closed.err()) {
            (None, None) => Ok(()),
            (signal, shutdown) => Err(Self { signal, shutdown }),
        }
    }

    /// Returns what the container could not close; nothing if it was shut down well.
    #[must_use]
    pub const fn shutdown(&self) -> Option<&ShutdownError> {
        self.shutdown.as_ref()
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(signal) = &self.signal {
            write!(f, "cannot listen for signals: {signal}")?;
        }
        if self.signal.is_some() && self.shutdown.is_some() {
            f.write_str(if f.alternate() { "\n" } else { "; then " })?;
        }
        self.shutdown.as_ref().map_or(Ok(()), |it| it.fmt(f))
    }
}

/// The same as `{:#}`.
impl fmt::Debug for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl StdError for ServeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.signal {
            Some(signal) => signal.source(),
            None => self.shutdown.as_ref().and_then(StdError::source),
        }
    }
}
