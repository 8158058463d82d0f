//! What rows of either kind of database mean.

use super::StorageError;
use crate::mail_queue::{MailId, QueuedMail};
use crate::mailer::Mail;
use crate::reservation::Reservation;
use crate::talk::TalkId;

/// Reads `talk_id, seat, attendee, reserved_at`.
pub(super) fn reservation(
    (talk, seat, attendee, reserved_at): (i64, u32, String, String),
) -> Result<Reservation, StorageError> {
    Ok(Reservation {
        talk: TalkId(talk),
        seat,
        attendee: attendee.parse().map_err(StorageError::broken)?,
        reserved_at: reserved_at.parse().map_err(StorageError::broken)?,
    })
}

/// Reads `id, recipient, subject, body`.
pub(super) fn mail(
    (id, recipient, subject, body): (i64, String, String, String),
) -> Result<QueuedMail, StorageError> {
    let to = recipient.parse().map_err(StorageError::broken)?;
    Ok(QueuedMail { id: MailId(id), mail: Mail { to, subject, body } })
}
