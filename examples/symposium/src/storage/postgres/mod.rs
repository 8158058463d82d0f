//! A `PostgreSQL` server.

mod audit;
pub(super) mod mail_queue;
pub(super) mod reservations;
mod schema;
pub(super) mod talks;

use std::future::Future;
use std::io;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{Connection, PgPool, Transaction};
use tokio::time::timeout;

pub use audit::PgAuditLog;
pub use mail_queue::PgMailQueue;
pub use reservations::PgBookings;
pub(super) use schema::{STEPS, taken as steps_taken};
pub use talks::PgTalks;

use super::StorageError;
use super::database::Unfit;

/// A server serves many programs, and each connection is a process there.
const CONNECTIONS: u32 = 8;

/// How long a connection is kept that nobody uses: not so long that the server,
/// or a firewall on the way, has given it up by then.
const IDLE: Duration = Duration::from_mins(1);

/// When the server gives up a connection that nobody uses: that of a program that was killed,
/// say, for the pool does so before.
const IDLE_AT_THE_SERVER: Duration = Duration::from_mins(5);

/// Whatever the server's default is, what a transaction commits is what it would have done
/// alone: or else it fails, and is tried again.
const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";

/// How much longer than the server itself we wait for it to give up a statement,
/// and how long we look for the reason when it gave us no connection.
const A_MOMENT: Duration = Duration::from_millis(250);

/// The connections to one database of a server.
#[derive(Debug, Clone)]
pub struct Postgres {
    /// All of them.
    pub pool: PgPool,
    patience: Duration,
}

impl Postgres {
    /// Connects to the server and brings the database to the present schema.
    pub(super) async fn open(
        options: &PgConnectOptions,
        patience: Duration,
    ) -> Result<Self, Unfit> {
        let milliseconds = patience.as_millis();
        let options = options.clone().options([
            // The server gives up a statement that nobody waits for any more.
            ("statement_timeout", milliseconds.to_string().as_str()),
            // Whoever has begun and says no more holds up all the others.
            ("idle_in_transaction_session_timeout", milliseconds.to_string().as_str()),
            ("idle_session_timeout", IDLE_AT_THE_SERVER.as_millis().to_string().as_str()),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(patience)
            .idle_timeout(IDLE)
            // What the server has closed in the meantime is replaced unnoticed.
            .test_before_acquire(true)
            .connect_lazy_with(options);
        let postgres = Self { pool, patience };
        match postgres.prepare().await {
            Ok(()) => Ok(postgres),
            Err(unfit) => {
                postgres.pool.close().await;
                Err(unfit)
            }
        }
    }

    async fn prepare(&self) -> Result<(), Unfit> {
        let mut connection = self.connection().await?;
        schema::prepare(&mut connection).await
    }

    /// Asks the server for an answer.
    pub(super) async fn check(&self) -> Result<(), StorageError> {
        let mut connection = self.connection().await?;
        Ok(self.answer(connection.ping()).await?)
    }

    /// Takes a connection out of the pool.
    async fn connection(&self) -> Result<PoolConnection<sqlx::Postgres>, sqlx::Error> {
        match self.pool.acquire().await {
            Err(sqlx::Error::PoolTimedOut) => Err(self.why_none().await),
            acquired => acquired,
        }
    }

    /// Begins a transaction on a connection of its own.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, sqlx::Postgres>, sqlx::Error> {
        match self.answer(self.pool.begin_with(BEGIN)).await {
            Err(sqlx::Error::PoolTimedOut) => Err(self.why_none().await),
            begun => begun,
        }
    }

    /// Finds out why the pool had no connection: it tries again and again while
    /// the server refuses, and then says only that it has waited.
    async fn why_none(&self) -> sqlx::Error {
        let options = self.pool.connect_options();
        match timeout(A_MOMENT, PgConnection::connect_with(&options)).await {
            Ok(Err(refused)) => refused,
            Ok(Ok(_)) | Err(_) => sqlx::Error::PoolTimedOut,
        }
    }

    /// Waits for an answer as long as the server may take, and not for ever if it
    /// was cut off.
    pub(super) async fn answer<T, E: From<sqlx::Error>>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let silent = || Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into()).into());
        timeout(self.patience + A_MOMENT, answer).await.unwrap_or_else(|_| silent())
    }
}
