//! Reservations in `SQLite`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::SqlitePool;

use super::{Sqlite, StorageError};
use crate::attendee::Attendee;
use crate::reservation::{Claim, Reservations};
use crate::talk::TalkId;

/// The seats that are taken, in the table `reservation`.
#[derive(Debug)]
pub struct SqliteReservations {
    pool: SqlitePool,
}

/// Takes the lowest seat that is free, if the room has one of that number.
const CLAIM: &str = "
    WITH taken (seat) AS (SELECT seat FROM reservation WHERE talk_id = ?1),
         free (seat) AS (
             SELECT min(seat) FROM (SELECT 1 AS seat UNION ALL SELECT seat + 1 FROM taken)
             WHERE seat NOT IN taken
         )
    INSERT INTO reservation (talk_id, seat, attendee, reserved_at)
    SELECT talk.id, free.seat, ?2, ?3 FROM talk, free
    WHERE talk.id = ?1 AND free.seat <= talk.seats
    ON CONFLICT (talk_id, attendee) DO NOTHING
    RETURNING seat";

/// Tells why [`CLAIM`] took nothing: whether the talk exists, and whether the
/// attendee has a seat in it.
const WHY_NOT: &str = "
    SELECT EXISTS (SELECT 1 FROM talk WHERE id = ?1),
           EXISTS (SELECT 1 FROM reservation WHERE talk_id = ?1 AND attendee = ?2)";

impl SqliteReservations {
    /// Keeps them in this database.
    #[must_use]
    pub fn new(database: &Sqlite) -> Self {
        Self { pool: database.pool.clone() }
    }
}

#[async_trait]
impl Reservations for SqliteReservations {
    async fn claim(
        &self,
        talk: TalkId,
        attendee: &Attendee,
        at: Timestamp,
    ) -> Result<Claim, StorageError> {
        // `IMMEDIATE` takes the write lock now, whichever statement comes first. A
        // transaction that began with a `SELECT` would fail at its first write if
        // another had written since, and no waiting would help it.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let taken: Option<(u32,)> = sqlx::query_as(CLAIM)
            .bind(talk.0)
            .bind(attendee.address())
            .bind(at.to_string())
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some((seat,)) = taken {
            transaction.commit().await?;
            return Ok(Claim::Seat(seat));
        }
        let (exists, seated): (bool, bool) = sqlx::query_as(WHY_NOT)
            .bind(talk.0)
            .bind(attendee.address())
            .fetch_one(&mut *transaction)
            .await?;
        transaction.rollback().await?;
        Ok(match (exists, seated) {
            (false, _) => Claim::NoSuchTalk,
            (true, true) => Claim::AlreadySeated,
            (true, false) => Claim::Full,
        })
    }
}
