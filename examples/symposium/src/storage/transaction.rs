//! One attempt to change the database: all of it, or nothing.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use di_core::Outcome;
use jiff::Timestamp;
use tokio::sync::Mutex;

use super::{Database, Postgres, StorageError, postgres, sqlite};
use crate::announcement::Announcement;
use crate::attendee::Attendee;
use crate::mailer::Mail;
use crate::outbox::Outbox;
use crate::reservation::{Claim, Reservations};
use crate::talk::{Talk, TalkId};

/// A transaction of the database: begun by the scope of one attempt, and ended by how that
/// ends.
///
/// Whatever is asked of it sees the same state of the database, and is on one connection,
/// so that attempts that wait for each other never wait for a second connection.
pub struct Transaction {
    /// Nothing once it has ended.
    open: Mutex<Option<Open>>,
}

enum Open {
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>, Postgres),
}

impl Transaction {
    /// Begins a transaction, after whatever tells of it: so that closes after it.
    ///
    /// # Errors
    ///
    /// When the database does not answer, or is kept busy by somebody else.
    pub async fn begin(
        database: Arc<Database>,
        _: Arc<Announcement>,
    ) -> Result<Self, StorageError> {
        let open = match &*database {
            Database::Sqlite(sqlite) => Open::Sqlite(sqlite.begin().await?),
            Database::Postgres(postgres) => {
                Open::Postgres(postgres.begin().await?, postgres.clone())
            }
        };
        Ok(Self { open: Mutex::new(Some(open)) })
    }

    /// Commits what was done if all went well, and undoes it if not.
    ///
    /// # Errors
    ///
    /// When it cannot be committed: then nothing was changed, unless the database fell silent
    /// in the midst of it. That a transaction cannot be undone is no error: a database that
    /// does not hear of it undoes it itself.
    pub async fn end(&self, outcome: Outcome) -> Result<(), StorageError> {
        let open = self.open.lock().await.take();
        match (open, outcome.is_ok()) {
            (Some(Open::Sqlite(transaction)), true) => transaction.commit().await?,
            (Some(Open::Postgres(transaction, server)), true) => {
                server.answer(transaction.commit()).await?;
            }
            // Dropped, a transaction undoes itself before anybody else gets the connection.
            (_, false) | (None, _) => {}
        }
        Ok(())
    }

    /// The seats as it sees them.
    pub fn reservations(self: Arc<Self>) -> Arc<dyn Reservations> {
        self
    }

    /// The mails that it will leave behind.
    pub fn outbox(self: Arc<Self>) -> Arc<dyn Outbox> {
        self
    }
}

/// Asks on the connection of a transaction.
macro_rules! ask {
    ($transaction:expr, $ask:ident($($module:ident)::+, $($argument:expr),*)) => {{
        let mut open = $transaction.open.lock().await;
        match open.as_mut() {
            Some(Open::Sqlite(it)) => sqlite::$($module)::+::$ask(&mut *it, $($argument),*).await,
            Some(Open::Postgres(it, server)) => {
                let answer = postgres::$($module)::+::$ask(&mut *it, $($argument),*);
                server.answer(answer).await
            }
            None => Err(StorageError::broken(Ended)),
        }
    }};
}

#[async_trait]
impl Reservations for Transaction {
    async fn talk(&self, id: TalkId) -> Result<Option<Talk>, StorageError> {
        ask!(self, find(talks, id))
    }

    async fn claim(
        &self,
        talk: TalkId,
        attendee: &Attendee,
        at: Timestamp,
    ) -> Result<Claim, StorageError> {
        ask!(self, claim(reservations, talk, attendee, at))
    }

    async fn release(&self, talk: TalkId, attendee: &Attendee) -> Result<bool, StorageError> {
        ask!(self, release(reservations, talk, attendee))
    }
}

#[async_trait]
impl Outbox for Transaction {
    async fn push(&self, mail: &Mail, due: Timestamp) -> Result<(), StorageError> {
        ask!(self, push(mail_queue, mail, due))
    }
}

/// Somebody asks a transaction that has ended.
#[derive(Debug, thiserror::Error)]
#[error("the transaction has ended")]
struct Ended;

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.open.try_lock().as_deref() {
            Ok(Some(Open::Sqlite(_))) => "sqlite",
            Ok(Some(Open::Postgres(..))) => "postgres",
            Ok(None) => "ended",
            Err(_) => "in use",
        };
        write!(f, "Transaction({kind})")
    }
}
