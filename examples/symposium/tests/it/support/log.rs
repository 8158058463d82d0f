//! What the application logs while a test looks.

use std::io;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;

/// The log of this thread, and so of a test that has only one.
pub(crate) struct Log {
    text: Text,
    _guard: DefaultGuard,
}

#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn start() -> Self {
        let text = Text::default();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(text.clone());
        let subscriber = subscriber.with_max_level(tracing::Level::TRACE).finish();
        Self { text, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// Returns what was logged since the last time.
    pub(crate) fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.text.0.lock().expect("no panic"));
        String::from_utf8(bytes).expect("text")
    }
}

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Text {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
