//! Databases that are there for one test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use symposium::app::App;
use symposium::plugins;
use symposium::settings::Settings;
use symposium::storage::{DatabaseSettings, Location};
use tempfile::TempDir;

use super::Cluster;

/// Makes of each function a test on `SQLite` and a test on `PostgreSQL`, which
/// passes and does nothing on a machine without that.
macro_rules! on_each_database {
    [$($test:ident),* $(,)?] => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test(crate::support::Place::sqlite()).await;
            })*
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                if let Some(place) = crate::support::Place::postgres().await {
                    super::$test(place).await;
                }
            })*
        }
    };
}

/// Returns the application that uses a database, not yet started.
pub(crate) fn app_at(settings: DatabaseSettings) -> App {
    App::of(Settings::new(settings), plugins::none())
}

/// A database that one test has for itself, empty at first.
#[derive(Debug)]
pub(crate) struct Place {
    /// What the program is told of it.
    pub(crate) database: String,
    patience: Duration,
    /// Removes the file, if it is one, when it is dropped.
    directory: TempDir,
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let place = Self::at(String::new());
        let file = place.directory().join("test.db");
        Self { database: file.to_str().expect("text").to_owned(), ..place }
    }

    /// Makes a database on the server that the tests share.
    pub(crate) async fn postgres() -> Option<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let cluster = Cluster::shared()?;
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut server = PgConnection::connect(&cluster.url("postgres")).await.expect("a server");
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&mut server).await.expect("a database");
        Some(Self::at(cluster.url(&name)))
    }

    /// Takes the database of this name for its own.
    pub(crate) fn at(database: String) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        Self { database, patience: DatabaseSettings::PATIENCE, directory }
    }

    /// Returns a directory for whatever the test needs one.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Makes requests wait for it no longer than two seconds.
    pub(crate) fn impatient(self) -> Self {
        Self { patience: Duration::from_secs(2), ..self }
    }

    /// Returns the application that uses it, not yet started.
    pub(crate) fn app(&self) -> App {
        app_at(self.settings())
    }

    pub(crate) fn settings(&self) -> DatabaseSettings {
        DatabaseSettings { location: self.location(), patience: self.patience }
    }

    fn location(&self) -> Location {
        Location::parse(&*self.database).expect("a place")
    }

    pub(crate) async fn open(&self) -> Client {
        match self.location() {
            Location::File(file) => Client::Sqlite(open_file(&file).await),
            Location::Server(options) => {
                Client::Postgres(PgConnection::connect_with(&options).await.expect("a server"))
            }
        }
    }

    /// Does something that the application does not.
    pub(crate) async fn execute(&self, sql: impl Into<String>) {
        self.open().await.execute(sql).await;
    }

    /// Asks for one number.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        let row: Result<(i64,), _> = match self.open().await {
            Client::Sqlite(mut file) => sqlx::query_as(sql).fetch_one(&mut file).await,
            Client::Postgres(mut server) => sqlx::query_as(sql).fetch_one(&mut server).await,
        };
        row.expect("a number").0
    }
}

async fn open_file(file: &PathBuf) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.expect("a file")
}

/// A connection that is not the application's.
pub(crate) enum Client {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Client {
    pub(crate) async fn execute(&mut self, sql: impl Into<String>) {
        let sql = AssertSqlSafe(sql.into());
        let executed = match self {
            Self::Sqlite(file) => sqlx::raw_sql(sql).execute(file).await.map(drop),
            Self::Postgres(server) => sqlx::raw_sql(sql).execute(server).await.map(drop),
        };
        executed.expect("a success");
    }

    /// Keeps everybody else from taking seats until it is dropped.
    pub(crate) async fn hold(&mut self) {
        let sql = match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN; LOCK TABLE talk, reservation",
        };
        self.execute(sql).await;
    }
}
