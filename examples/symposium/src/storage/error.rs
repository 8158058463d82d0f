//! What can go wrong with storage, in the words of those who use it.

use std::error::Error;

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

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        let passing = match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| is_passing(&code)),
            _ => false,
        };
        if passing { Self::Unavailable(error.into()) } else { Self::Broken(error.into()) }
    }
}

/// Tells the result codes that pass from those that stay: busy (5), locked (6),
/// read-only (8), input or output (10), full (13) and cannot open (14). The low
/// byte of an extended code, such as 517, is its primary one.
fn is_passing(code: &str) -> bool {
    let code: Result<u32, _> = code.parse();
    code.is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_database_passes_and_a_missing_table_stays() {
        assert!(is_passing("5") && is_passing("517") && is_passing("14"));
        assert!(!is_passing("1") && !is_passing("2067") && !is_passing("42P01"));
    }
}
