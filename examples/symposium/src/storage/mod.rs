//! Where talks, reservations and mails are kept: an `SQLite` file, or a `PostgreSQL`
//! server.

mod database;
mod error;
mod location;
mod postgres;
mod row;
mod schema;
mod sqlite;
mod transaction;

pub use database::{Database, DatabaseSettings, OpenError, Unfit};
pub use error::StorageError;
pub(crate) use error::kind_of;
pub use location::{InvalidLocation, Location};
pub use postgres::{PgAuditLog, PgBookings, PgMailQueue, PgTalks, Postgres};
pub use schema::Schema;
pub use sqlite::{Sqlite, SqliteAuditLog, SqliteBookings, SqliteMailQueue, SqliteTalks};
pub use transaction::Transaction;
