//! Where talks, reservations and mails are kept: an `SQLite` file, or a `PostgreSQL`
//! server.

mod database;
mod error;
mod location;
mod postgres;
mod row;
mod sqlite;

pub use database::{Database, DatabaseSettings, OpenError, Unfit};
pub use error::StorageError;
pub use location::{InvalidLocation, Location};
pub use postgres::{PgMailQueue, PgReservations, PgTalks, Postgres};
pub use sqlite::{Sqlite, SqliteMailQueue, SqliteReservations, SqliteTalks};
