//! What the application logs in this process.

use std::io;
use std::sync::{Mutex, OnceLock};

use tracing::Level;

/// The log of all tests of this process. One of a single thread would miss what
/// another thread was the first to log, and did not keep.
pub(crate) struct Log(());

static TEXT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Log {
    /// Keeps from now on what is logged.
    pub(crate) fn start() -> Self {
        static STARTED: OnceLock<()> = OnceLock::new();
        STARTED.get_or_init(|| {
            let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(|| Text);
            subscriber.with_max_level(Level::DEBUG).init();
        });
        Self(())
    }

    /// Returns what was logged since the start of the first of these.
    #[expect(clippy::unused_self, reason = "there is no log before the start")]
    pub(crate) fn text(&self) -> String {
        String::from_utf8(TEXT.lock().expect("no panic").clone()).expect("text")
    }
}

/// Adds to [`TEXT`].
struct Text;

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        TEXT.lock().expect("no panic").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
