//! Transactions that were in each other's way, and how long to step back.

use std::time::Duration;

use sqlx::error::DatabaseError;

/// How often a transaction is tried again after its first attempt.
const RETRIES: u32 = 4;

const FIRST_PAUSE: Duration = Duration::from_millis(5);

/// Whether the server undid a transaction only because of others at the same
/// time, so that it may well succeed when it is tried again: a serialization
/// failure or a deadlock. Both can come as late as with the commit.
///
/// A key that is taken is none: it would be taken the next time, too.
pub(super) fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("40001" | "40P01"))
}

/// Returns how long to wait before each further attempt: twice as long each
/// time, and then up to twice that by chance, so that those that met do not meet
/// again.
pub(super) fn pauses() -> impl Iterator<Item = Duration> + Send {
    (0..RETRIES).map(|retry| (FIRST_PAUSE * 2_u32.pow(retry)).mul_f64(1.0 + chance()))
}

/// Returns something from 0 to 1 that differs between callers: ids have random
/// bits, so there is no need for a generator of random numbers.
fn chance() -> f64 {
    f64::from(uuid::Uuid::now_v7().as_bytes()[15]) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<_> = pauses().collect();
        assert_eq!(pauses.len(), 4);
        assert!(pauses.iter().zip([5, 10, 20, 40]).all(|(pause, least)| {
            (least..=2 * least).contains(&u64::try_from(pause.as_millis()).expect("short"))
        }));
    }
}
