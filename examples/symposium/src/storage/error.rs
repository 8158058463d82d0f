//! What can go wrong with storage, in the words of those who use it.

use std::error::Error;
use std::iter;

use sqlx::postgres::PgDatabaseError;

/// The storage failed; its source says how, for the log.
///
/// The texts are fit to be shown to anybody: they name no file and no query.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It may work again a little later.
    #[error("the database does not answer")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// It undid a transaction only because of others at the same time: the same attempt,
    /// begun anew, may well succeed.
    #[error("others changed the same at the same time")]
    Conflict(#[source] Box<dyn Error + Send + Sync>),
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
        let kind = match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_) => Self::Unavailable,
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default();
                if error.try_downcast_ref::<PgDatabaseError>().is_some() {
                    kind_in_postgres(&code)
                } else {
                    kind_in_sqlite(&code)
                }
            }
            _ => Self::Broken,
        };
        kind(error.into())
    }
}

/// How a failure is told.
pub(crate) type Kind = fn(Box<dyn Error + Send + Sync>) -> StorageError;

/// Finds the failure of the storage for which something could not be resolved, or closed.
pub(crate) fn kind_of(error: &di_core::Error) -> Option<Kind> {
    let mut causes = iter::successors(error.source(), |&it| it.source());
    causes.find_map(|cause| cause.downcast_ref()).map(|error| match error {
        StorageError::Unavailable(_) => StorageError::Unavailable as Kind,
        StorageError::Conflict(_) => StorageError::Conflict,
        StorageError::Broken(_) => StorageError::Broken,
    })
}

/// A snapshot that is too old to write (517, `SQLITE_BUSY_SNAPSHOT`) is a conflict. What else
/// passes: busy (5), after a wait as long as the patience; locked (6), read-only (8), input
/// or output (10), full (13) and cannot open (14). The low byte of an extended code is its
/// primary one.
fn kind_in_sqlite(code: &str) -> Kind {
    match code.parse::<u32>() {
        Ok(517) => StorageError::Conflict,
        Ok(code) if matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14) => StorageError::Unavailable,
        _ => StorageError::Broken,
    }
}

/// A serialization failure (40001) and a deadlock (40P01) are conflicts. What else passes, by
/// classes: a connection that broke (08), too few resources (53), an object in use (55), an
/// operator who intervened (57), a system error (58), and a server that is read-only (25006),
/// because another one has become the first. A key that is taken (23505) stays so.
fn kind_in_postgres(code: &str) -> Kind {
    match (code, code.get(..2)) {
        ("40001" | "40P01", _) => StorageError::Conflict,
        ("25006", _) | (_, Some("08" | "53" | "55" | "57" | "58")) => StorageError::Unavailable,
        _ => StorageError::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(kind_of: fn(&str) -> Kind, codes: &[&str]) -> Vec<&'static str> {
        let name = |code: &&str| match kind_of(code)("a test".into()) {
            StorageError::Unavailable(_) => "unavailable",
            StorageError::Conflict(_) => "conflict",
            StorageError::Broken(_) => "broken",
        };
        codes.iter().map(name).collect()
    }

    #[test]
    fn a_busy_file_passes_and_a_missing_table_stays() {
        let kinds = kinds(kind_in_sqlite, &["5", "14", "517", "1", "2067", ""]);
        let [busy, closed, stale, missing, taken, none] = kinds[..] else { panic!("{kinds:?}") };
        assert_eq!((busy, closed, stale), ("unavailable", "unavailable", "conflict"));
        assert_eq!((missing, taken, none), ("broken", "broken", "broken"));
    }

    #[test]
    fn a_server_that_stops_passes_a_conflict_is_one_and_a_taken_key_stays() {
        assert_eq!(kinds(kind_in_postgres, &["57P01", "08006", "25006"]), ["unavailable"; 3]);
        assert_eq!(kinds(kind_in_postgres, &["40001", "40P01"]), ["conflict"; 2]);
        let stay = ["42P01", "23505", "28P01", "40002", ""];
        assert_eq!(kinds(kind_in_postgres, &stay), ["broken"; 5]);
    }
}
