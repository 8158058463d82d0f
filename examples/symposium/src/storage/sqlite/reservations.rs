//! Reservations in `SQLite`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};

use super::{Sqlite, StorageError};
use crate::attendee::Attendee;
use crate::reservation::{Bookings, Claim, Reservation};
use crate::storage::row;
use crate::talk::TalkId;

/// The seats that are taken, in the table `reservation`.
#[derive(Debug)]
pub struct SqliteBookings {
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

const RELEASE: &str = "DELETE FROM reservation WHERE talk_id = ?1 AND attendee = ?2";

const OF: &str = "
    SELECT talk_id, seat, attendee, reserved_at
    FROM reservation JOIN talk ON id = talk_id
    WHERE attendee = ?1 ORDER BY starts, room, id";

impl SqliteBookings {
    /// Reads them in this database.
    #[must_use]
    pub fn new(database: &Sqlite) -> Self {
        Self { pool: database.pool.clone() }
    }
}

#[async_trait]
impl Bookings for SqliteBookings {
    async fn of(&self, attendee: &Attendee) -> Result<Vec<Reservation>, StorageError> {
        let rows = sqlx::query_as(OF).bind(attendee.address()).fetch_all(&self.pool).await?;
        rows.into_iter().map(row::reservation).collect()
    }
}

/// Takes a seat; the transaction has the write lock.
pub(in crate::storage) async fn claim(
    transaction: &mut SqliteConnection,
    talk: TalkId,
    attendee: &Attendee,
    at: Timestamp,
) -> Result<Claim, StorageError> {
    let taken: Option<(u32,)> = sqlx::query_as(CLAIM)
        .bind(talk.0)
        .bind(attendee.address())
        .bind(at.to_string())
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some((seat,)) = taken {
        return Ok(Claim::Seat(seat));
    }
    let (exists, seated): (bool, bool) = sqlx::query_as(WHY_NOT)
        .bind(talk.0)
        .bind(attendee.address())
        .fetch_one(transaction)
        .await?;
    Ok(match (exists, seated) {
        (false, _) => Claim::NoSuchTalk,
        (true, true) => Claim::AlreadySeated,
        (true, false) => Claim::Full,
    })
}

/// Gives a seat back.
pub(in crate::storage) async fn release(
    transaction: &mut SqliteConnection,
    talk: TalkId,
    attendee: &Attendee,
) -> Result<bool, StorageError> {
    let release = sqlx::query(RELEASE).bind(talk.0).bind(attendee.address());
    Ok(release.execute(transaction).await?.rows_affected() == 1)
}
