//! The mails that are still to be delivered.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::mailer::Mail;
use crate::storage::StorageError;

/// Names one mail of the queue; no other ever has the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailId(pub i64);

/// A mail, and what it is called until it is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    /// Names the mail.
    pub id: MailId,
    /// The mail.
    pub mail: Mail,
}

/// The mails that are still to be delivered, wherever they are kept; more than
/// one program may deliver them.
#[async_trait]
pub trait MailQueue: fmt::Debug + Send + Sync {
    /// Returns a mail that is due, the one that has waited longest; it is not due
    /// again before `until`, so that nobody else delivers it.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn lease(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<QueuedMail>, StorageError>;

    /// Removes a mail that was delivered.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn remove(&self, id: MailId) -> Result<(), StorageError>;
}
