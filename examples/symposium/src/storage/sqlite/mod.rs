//! An `SQLite` file.

mod audit;
pub(super) mod mail_queue;
pub(super) mod reservations;
pub(super) mod talks;

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, SqlitePool, Transaction};

pub use audit::SqliteAuditLog;
pub use mail_queue::SqliteMailQueue;
pub use reservations::SqliteBookings;
pub use talks::SqliteTalks;

use super::StorageError;
use super::database::Unfit;

/// What leads from an empty file to the present schema; `PRAGMA user_version`
/// counts the steps that a file has behind it.
pub(super) const STEPS: [&str; 3] = [
    concat!(include_str!("schema.sql"), include_str!("../seed.sql")),
    include_str!("mail.sql"),
    include_str!("audit.sql"),
];

/// `SQLite` has one writer at a time, so more connections only serve more readers.
const CONNECTIONS: u32 = 8;

/// The connections to one file.
#[derive(Debug, Clone)]
pub struct Sqlite {
    /// All of them.
    pub pool: SqlitePool,
}

impl Sqlite {
    /// Opens the file, or makes it, and brings it to the present schema.
    pub(super) async fn open(file: &Path, patience: Duration) -> Result<Self, Unfit> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // A connection waits this long for the lock of the one writer.
            .busy_timeout(patience);
        let pool = connect(options, patience).await?;
        let found = prepare(&pool).await?;
        if found == STEPS.len() {
            return Ok(Self { pool });
        }
        pool.close().await;
        Err(Unfit::TooNew { found, known: STEPS.len() })
    }

    /// Begins a transaction.
    ///
    /// `IMMEDIATE` takes the write lock now, whichever statement comes first. A transaction
    /// that began with a `SELECT` would fail at its first write if another had written since,
    /// and no waiting would help it.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, sqlx::Sqlite>, sqlx::Error> {
        self.pool.begin_with("BEGIN IMMEDIATE").await
    }

    /// Asks for the lock of the one writer: `SELECT 1` would not even look at the
    /// file.
    pub(super) async fn check(&self) -> Result<(), StorageError> {
        Ok(self.begin().await?.rollback().await?)
    }
}

/// Connects, again and again while another program has the file for itself: to
/// switch a new file to a write-ahead log, `SQLite` takes a lock for which it
/// does not wait.
async fn connect(
    options: SqliteConnectOptions,
    patience: Duration,
) -> Result<SqlitePool, sqlx::Error> {
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(patience);
    let begun = Instant::now();
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && begun.elapsed() < patience => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            ended => return ended,
        }
    }
}

/// Whether the primary code is `SQLITE_BUSY`: the low byte of the extended code.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
}

/// Takes the steps that are left; returns the schema that the file then has.
///
/// The write lock is taken first, so of two programs that start at once on one
/// new file, one prepares it and the other finds it prepared.
async fn prepare(pool: &SqlitePool) -> Result<usize, sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let (found,): (u32,) =
        sqlx::query_as("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let found = found as usize;
    for (step, number) in STEPS.into_iter().zip(1..).skip(found) {
        sqlx::raw_sql(step).execute(&mut *transaction).await?;
        let taken = AssertSqlSafe(format!("PRAGMA user_version = {number}"));
        sqlx::raw_sql(taken).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(found.max(STEPS.len()))
}
