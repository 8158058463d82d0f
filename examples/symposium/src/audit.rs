//! The audit trail: what was done, by whom, and how it ended.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use di_core::Outcome;
use di_core::prelude::*;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::origin::Origin;
use crate::storage::StorageError;

/// One line of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// What set it off, such as the id of a request.
    pub origin: String,
    /// When it was noted.
    pub at: Timestamp,
    /// What was done.
    pub action: String,
    /// How that ended for which it was done: `ok`, `failed` or `cancelled`.
    pub outcome: &'static str,
}

/// Where the audit is kept.
#[async_trait]
pub trait AuditLog: fmt::Debug + Send + Sync {
    /// Adds lines to it.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn append(&self, entries: &[AuditEntry]) -> Result<(), StorageError>;
}

/// What one request, or one job, has done. It is written when its scope closes, and so it
/// tells how that ended, also if the client had left by then.
#[derive(Debug, Injectable)]
pub struct AuditTrail {
    log: Arc<dyn AuditLog>,
    clock: Arc<dyn Clock>,
    origin: Arc<Origin>,
    #[inject(default)]
    actions: Mutex<Vec<(Timestamp, String)>>,
}

impl AuditTrail {
    /// Notes that something is about to be done.
    pub fn note(&self, action: impl Into<String>) {
        let mut actions = self.actions.lock().unwrap_or_else(PoisonError::into_inner);
        actions.push((self.clock.now(), action.into()));
    }

    /// Writes what was noted; the container calls it when the scope closes.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    pub async fn flush(&self, outcome: Outcome) -> Result<(), StorageError> {
        let actions =
            std::mem::take(&mut *self.actions.lock().unwrap_or_else(PoisonError::into_inner));
        if actions.is_empty() {
            return Ok(());
        }
        let outcome = match outcome {
            Outcome::Ok => "ok",
            Outcome::Failed(_) => "failed",
            Outcome::Cancelled => "cancelled",
        };
        let origin = self.origin.to_string();
        let entry = |(at, action)| AuditEntry { origin: origin.clone(), at, action, outcome };
        self.log.append(&actions.into_iter().map(entry).collect::<Vec<_>>()).await
    }
}
