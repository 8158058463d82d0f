//! The database, of whichever kind it is: opened first and closed last.

use std::time::Duration;

use super::{
    Location, PgAuditLog, PgBookings, PgMailQueue, PgTalks, Postgres, Sqlite, SqliteAuditLog,
    SqliteBookings, SqliteMailQueue, SqliteTalks, StorageError,
};
use crate::audit::AuditLog;
use crate::mail_queue::MailQueue;
use crate::reservation::Bookings;
use crate::talk::Talks;

/// Which database is used, and how.
#[derive(Debug, Clone)]
pub struct DatabaseSettings {
    /// Where it is.
    pub location: Location,
    /// How long a request waits for a connection, and then for each answer,
    /// before it is told that the database does not answer.
    pub patience: Duration,
}

/// The connections to the database.
#[derive(Debug)]
pub enum Database {
    /// To a file.
    Sqlite(Sqlite),
    /// To a server.
    Postgres(Postgres),
}

/// The database could not be opened or prepared.
#[derive(Debug, thiserror::Error)]
#[error("the database `{location}` cannot be opened")]
pub struct OpenError {
    /// Where it is.
    pub location: Location,
    /// What is wrong with it.
    #[source]
    pub reason: Unfit,
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// It refused, or did not answer.
    #[error(transparent)]
    Refused(#[from] sqlx::Error),
    /// It was written by a version of this program that knows more.
    #[error("it has schema {found}, this program knows schema {known}")]
    TooNew {
        /// The schema that it has.
        found: usize,
        /// The newest schema that this program knows.
        known: usize,
    },
}

impl DatabaseSettings {
    /// How long requests wait unless somebody says otherwise.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    /// Uses the database at a place in the usual way.
    #[must_use]
    pub fn new(location: Location) -> Self {
        Self { location, patience: Self::PATIENCE }
    }
}

impl Database {
    /// Opens the database; a new one gets its schema and a programme.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when it does not answer, is of another kind, cannot be
    /// written, or is too new.
    pub async fn open(settings: &DatabaseSettings) -> Result<Self, OpenError> {
        let patience = settings.patience;
        let opened = match &settings.location {
            Location::File(file) => Sqlite::open(file, patience).await.map(Self::Sqlite),
            Location::Server(options) => {
                Postgres::open(options, patience).await.map(Self::Postgres)
            }
        };
        opened.map_err(|reason| OpenError { location: settings.location.clone(), reason })
    }

    /// Closes the database, when all connections that are in use are given back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(sqlite) => sqlite.pool.close().await,
            Self::Postgres(postgres) => postgres.pool.close().await,
        }
        tracing::info!("the database is closed");
    }

    /// Tries whether seats could be taken now.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn check(&self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.check().await,
            Self::Postgres(postgres) => postgres.check().await,
        }
    }

    /// Returns the programme that it keeps.
    #[must_use]
    pub fn talks(&self) -> Box<dyn Talks> {
        match self {
            Self::Sqlite(sqlite) => Box::new(SqliteTalks::new(sqlite)),
            Self::Postgres(postgres) => Box::new(PgTalks::new(postgres)),
        }
    }

    /// Returns the reservations that it keeps, to look at.
    #[must_use]
    pub fn bookings(&self) -> Box<dyn Bookings> {
        match self {
            Self::Sqlite(sqlite) => Box::new(SqliteBookings::new(sqlite)),
            Self::Postgres(postgres) => Box::new(PgBookings::new(postgres)),
        }
    }

    /// Returns the audit that it keeps.
    #[must_use]
    pub fn audit_log(&self) -> Box<dyn AuditLog> {
        match self {
            Self::Sqlite(sqlite) => Box::new(SqliteAuditLog::new(sqlite)),
            Self::Postgres(postgres) => Box::new(PgAuditLog::new(postgres)),
        }
    }

    /// Returns the mails that it keeps.
    #[must_use]
    pub fn mail_queue(&self) -> Box<dyn MailQueue> {
        match self {
            Self::Sqlite(sqlite) => Box::new(SqliteMailQueue::new(sqlite)),
            Self::Postgres(postgres) => Box::new(PgMailQueue::new(postgres)),
        }
    }
}
