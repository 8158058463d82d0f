//! How far a database is with its schema, found out without changing anything.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use tokio::time::timeout;

use super::database::OpenError;
use super::{Database, DatabaseSettings, Location, Unfit, postgres, sqlite};

/// How many steps lead to the schema of a database, and to the newest that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Those of the database.
    pub found: usize,
    /// Those of this program.
    pub known: usize,
}

impl Schema {
    /// Returns whether this program may use the database; what is older, it brings up to date.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.found <= self.known
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            0 => write!(f, "no schema yet (this program knows {})", self.known),
            found if found == self.known => write!(f, "schema {found}, the present one"),
            found => write!(f, "schema {found} (this program knows {})", self.known),
        }
    }
}

impl Database {
    /// Finds out which schema a database has, and changes nothing: a file that is not there
    /// is not made.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when it does not answer, or is of another kind.
    pub async fn schema(settings: &DatabaseSettings) -> Result<Schema, OpenError> {
        let found = match &settings.location {
            Location::File(file) => of_file(file).await,
            Location::Server(options) => of_server(options, settings.patience).await,
        };
        let failed = |error| OpenError {
            location: settings.location.clone(),
            reason: Unfit::Refused(error),
        };
        found.map_err(failed)
    }
}

async fn of_file(file: &Path) -> Result<Schema, sqlx::Error> {
    let known = sqlite::STEPS.len();
    if !file.exists() {
        return Ok(Schema { found: 0, known });
    }
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let (found,): (u32,) = sqlx::query_as("PRAGMA user_version").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(Schema { found: found as usize, known })
}

async fn of_server(options: &PgConnectOptions, patience: Duration) -> Result<Schema, sqlx::Error> {
    let found = async {
        let mut connection = PgConnection::connect_with(options).await?;
        let found = postgres::steps_taken(&mut connection).await?;
        connection.close().await?;
        Ok(Schema { found: found.unwrap_or(0), known: postgres::STEPS.len() })
    };
    timeout(patience, found).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}
