//! The mails that a transaction leaves behind.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::mailer::Mail;
use crate::storage::StorageError;

/// A transactional outbox: its mails are there to be delivered when, and only when, the
/// transaction is committed. So an attempt that is undone sends nothing, and one that is
/// committed cannot lose its mail.
#[async_trait]
pub trait Outbox: fmt::Debug + Send + Sync {
    /// Adds a mail that is due at a time.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn push(&self, mail: &Mail, due: Timestamp) -> Result<(), StorageError>;
}
