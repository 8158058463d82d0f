//! The queue of mails in `PostgreSQL`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Postgres, StorageError};
use crate::mail_queue::{MailId, MailQueue, QueuedMail};
use crate::mailer::Mail;
use crate::storage::row;

/// The mails in the table `mail`.
#[derive(Debug)]
pub struct PgMailQueue {
    database: Postgres,
}

const PUSH: &str = "
    INSERT INTO mail (recipient, subject, body, due)
    VALUES ($1, $2, $3, $4::text::timestamptz)";

/// Passes over what another program is about to take.
const LEASE: &str = "
    UPDATE mail SET due = $2::text::timestamptz
    WHERE id = (
        SELECT id FROM mail WHERE due <= $1::text::timestamptz
        ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, recipient, subject, body";

const REMOVE: &str = "DELETE FROM mail WHERE id = $1";

impl PgMailQueue {
    /// Keeps them in this database.
    #[must_use]
    pub fn new(database: &Postgres) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl MailQueue for PgMailQueue {
    async fn lease(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<QueuedMail>, StorageError> {
        let mut connection = self.database.connection().await?;
        let lease = sqlx::query_as(LEASE).bind(now.to_string()).bind(until.to_string());
        let leased = lease.fetch_optional(&mut *connection);
        let leased: Option<_> = self.database.answer(leased).await?;
        leased.map(row::mail).transpose()
    }

    async fn remove(&self, id: MailId) -> Result<(), StorageError> {
        let mut connection = self.database.connection().await?;
        let removed = sqlx::query(REMOVE).bind(id.0).execute(&mut *connection);
        self.database.answer(removed).await?;
        Ok(())
    }
}

/// Adds a mail that is due at a time.
pub(in crate::storage) async fn push(
    transaction: &mut PgConnection,
    mail: &Mail,
    due: Timestamp,
) -> Result<(), StorageError> {
    let push = sqlx::query(PUSH).bind(mail.to.address()).bind(&mail.subject).bind(&mail.body);
    push.bind(due.to_string()).execute(transaction).await?;
    Ok(())
}
