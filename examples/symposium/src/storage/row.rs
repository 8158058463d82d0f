//! What rows of either kind of database mean.

use super::StorageError;
use crate::mail_queue::{MailId, QueuedMail};
use crate::mailer::Mail;

/// Reads `id, recipient, subject, body`.
pub(super) fn mail(
    (id, recipient, subject, body): (i64, String, String, String),
) -> Result<QueuedMail, StorageError> {
    let to = recipient.parse().map_err(StorageError::broken)?;
    Ok(QueuedMail { id: MailId(id), mail: Mail { to, subject, body } })
}
