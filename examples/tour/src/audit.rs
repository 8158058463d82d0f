//! What was done, in order. Shared by both containers: it is imported.

use std::sync::{Mutex, PoisonError};

use di_core::prelude::*;

/// Keeps notes.
#[derive(Debug, Injectable)]
pub struct Audit {
    #[inject(default)]
    notes: Mutex<Vec<String>>,
}

impl Audit {
    /// Adds a note.
    pub fn note(&self, note: String) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Returns how many notes there are, and the last.
    pub fn last(&self) -> (usize, String) {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        (notes.len(), notes.last().cloned().unwrap_or_default())
    }
}
