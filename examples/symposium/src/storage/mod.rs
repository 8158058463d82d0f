//! Where talks and reservations are kept: an `SQLite` file.

mod database;
mod error;
mod reservations;
mod talks;

pub use database::{DatabaseSettings, OpenError, close, open};
pub use error::StorageError;
pub use reservations::SqliteReservations;
pub use talks::SqliteTalks;
