//! Opens the database file, makes it if there is none, and closes it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// What `PRAGMA user_version` says of a file with the present schema.
const SCHEMA_VERSION: i64 = 1;

/// How long a request waits for a connection, and a connection for the lock of
/// the one writer that `SQLite` allows, before it is told that the database does
/// not answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// `SQLite` has one writer at a time, so more connections only serve more readers.
const CONNECTIONS: u32 = 8;

/// Where the database is.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// The file; made, with a programme in it, if there is none.
    pub file: PathBuf,
}

/// The database file could not be opened or prepared.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// `SQLite` refused.
    #[error("the database `{}` cannot be opened", file.display())]
    Refused {
        /// The file.
        file: PathBuf,
        /// What `SQLite` says.
        source: sqlx::Error,
    },
    /// The file was written by a version of this program that knows more.
    #[error("the database `{}` has schema {found}, this program knows schema {SCHEMA_VERSION}", file.display())]
    TooNew {
        /// The file.
        file: PathBuf,
        /// The schema that it has.
        found: i64,
    },
}

/// Opens the database in the file; a new one gets its schema and a programme.
///
/// # Errors
///
/// [`OpenError`] when the file is no database, cannot be written, or is too new.
pub async fn open(settings: &DatabaseSettings) -> Result<SqlitePool, OpenError> {
    let file = &settings.file;
    let refused = |source| OpenError::Refused { file: file.clone(), source };
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE);
    let pool = connect(options).await.map_err(refused)?;
    let found = prepare(&pool).await.map_err(refused)?;
    if found == SCHEMA_VERSION {
        return Ok(pool);
    }
    pool.close().await;
    Err(OpenError::TooNew { file: file.clone(), found })
}

/// Closes the database, when all connections that are in use are given back.
pub async fn close(pool: &SqlitePool) {
    pool.close().await;
    tracing::info!("the database is closed");
}

/// Connects, again and again while another program has the file for itself: to
/// switch a new file to a write-ahead log, `SQLite` takes a lock for which it
/// does not wait.
async fn connect(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
    let begun = Instant::now();
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => {
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

/// Brings an empty file to the present schema; returns the schema it then has.
///
/// The write lock is taken first, so of two programs that start at once on one
/// new file, one prepares it and the other finds it prepared.
async fn prepare(pool: &SqlitePool) -> Result<i64, sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let (found,): (i64,) =
        sqlx::query_as("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    if found != 0 {
        return Ok(found);
    }
    sqlx::raw_sql(include_str!("schema.sql")).execute(&mut *transaction).await?;
    sqlx::raw_sql(include_str!("seed.sql")).execute(&mut *transaction).await?;
    sqlx::raw_sql("PRAGMA user_version = 1").execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(SCHEMA_VERSION)
}
