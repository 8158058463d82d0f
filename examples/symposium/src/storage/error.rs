//! What can go wrong with storage, in the words of those who use it.

use std::error::Error;

use sqlx::postgres::PgDatabaseError;

/// The storage failed; its source says how, for the log.
///
/// The texts are fit to be shown to anybody: they name no file and no query.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It may work again a little later.
    #[error("the database does not answer")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// Trying again will not help.
    #[error("the database gave an answer that makes no sense")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
}

impl StorageError {
    /// Wraps what makes no sense.
    pub(super) fn broken(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Broken(error.into())
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        let passing = match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                if error.try_downcast_ref::<PgDatabaseError>().is_some() {
                    is_passing_in_postgres(&code)
                } else {
                    is_passing_in_sqlite(&code)
                }
            }),
            _ => false,
        };
        if passing { Self::Unavailable(error.into()) } else { Self::Broken(error.into()) }
    }
}

/// Tells the result codes that pass from those that stay: busy (5), locked (6),
/// read-only (8), input or output (10), full (13) and cannot open (14). The low
/// byte of an extended code, such as 517, is its primary one.
fn is_passing_in_sqlite(code: &str) -> bool {
    let code: Result<u32, _> = code.parse();
    code.is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

/// The same by classes: a connection that broke (08), a transaction that was in
/// the way of others (40), too few resources (53), an object in use (55), an
/// operator who intervened (57), a system error (58), and a server that is
/// read-only (25006), because another one has become the first.
fn is_passing_in_postgres(code: &str) -> bool {
    matches!(code.get(..2), Some("08" | "40" | "53" | "55" | "57" | "58")) || code == "25006"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_file_passes_and_a_missing_table_stays() {
        assert!(["5", "517", "14"].into_iter().all(is_passing_in_sqlite));
        assert!(!["1", "2067"].into_iter().any(is_passing_in_sqlite));
    }

    #[test]
    fn a_server_that_stops_passes_and_a_missing_table_stays() {
        assert!(["57P01", "08006", "40001", "40P01"].into_iter().all(is_passing_in_postgres));
        assert!(!["42P01", "23505", "28P01", ""].into_iter().any(is_passing_in_postgres));
    }
}
