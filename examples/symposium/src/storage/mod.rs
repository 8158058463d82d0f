//! Where talks and reservations are kept: an `SQLite` file, or a `PostgreSQL`
//! server.

mod database;
mod error;
mod location;
mod postgres;
mod sqlite;

pub use database::{Database, DatabaseSettings, OpenError, Unfit};
pub use error::StorageError;
pub use location::{InvalidLocation, Location};
pub use postgres::{PgReservations, PgTalks, Postgres};
pub use sqlite::{Sqlite, SqliteReservations, SqliteTalks};
