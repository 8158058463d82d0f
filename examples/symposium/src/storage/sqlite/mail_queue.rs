//! The queue of mails in `SQLite`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};

use super::{Sqlite, StorageError};
use crate::mail_queue::{MailId, MailQueue, QueuedMail};
use crate::mailer::Mail;
use crate::storage::row;

/// The mails in the table `mail`.
#[derive(Debug)]
pub struct SqliteMailQueue {
    pool: SqlitePool,
}

const PUSH: &str = "INSERT INTO mail (recipient, subject, body, due) VALUES (?, ?, ?, ?)";

const LEASE: &str = "
    UPDATE mail SET due = ?2
    WHERE id = (SELECT id FROM mail WHERE due <= ?1 ORDER BY due, id LIMIT 1)
    RETURNING id, recipient, subject, body";

const REMOVE: &str = "DELETE FROM mail WHERE id = ?";

impl SqliteMailQueue {
    /// Keeps them in this database.
    #[must_use]
    pub fn new(database: &Sqlite) -> Self {
        Self { pool: database.pool.clone() }
    }
}

#[async_trait]
impl MailQueue for SqliteMailQueue {
    async fn lease(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<QueuedMail>, StorageError> {
        let lease = sqlx::query_as(LEASE).bind(now.as_millisecond()).bind(until.as_millisecond());
        lease.fetch_optional(&self.pool).await?.map(row::mail).transpose()
    }

    async fn remove(&self, id: MailId) -> Result<(), StorageError> {
        sqlx::query(REMOVE).bind(id.0).execute(&self.pool).await?;
        Ok(())
    }
}

/// Adds a mail that is due at a time.
pub(in crate::storage) async fn push(
    transaction: &mut SqliteConnection,
    mail: &Mail,
    due: Timestamp,
) -> Result<(), StorageError> {
    let push = sqlx::query(PUSH).bind(mail.to.address()).bind(&mail.subject).bind(&mail.body);
    push.bind(due.as_millisecond()).execute(transaction).await?;
    Ok(())
}
