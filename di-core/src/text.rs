//! Text that the compiler can put together.

const CAPACITY: usize = 8 * 1024;

/// A string of bounded length; from the first piece that does not fit, it is cut.
pub(crate) struct Text {
    bytes: [u8; CAPACITY],
    len: usize,
    full: bool,
}

impl Text {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], len: 0, full: false }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) const fn push(&mut self, piece: &str) {
        let piece = piece.as_bytes();
        // After a piece that did not fit, a shorter one would make no sense.
        self.full = self.full || self.len + piece.len() > CAPACITY;
        if !self.full {
            let mut at = 0;
            while at < piece.len() {
                self.bytes[self.len + at] = piece[at];
                at += 1;
            }
            self.len += piece.len();
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}
