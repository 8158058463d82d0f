//! Reservations in `PostgreSQL`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Postgres, StorageError};
use crate::attendee::Attendee;
use crate::reservation::{Bookings, Claim, Reservation};
use crate::storage::row;
use crate::talk::TalkId;

/// The seats that are taken, in the table `reservation`.
#[derive(Debug)]
pub struct PgBookings {
    database: Postgres,
}

/// Lets one transaction for a talk in after the other. It changes nothing but the version of
/// the row: to whoever waited for one that is committed, that is a serialization failure at
/// once, and not a key that is taken later.
const ENTER: &str = "UPDATE talk SET seats = seats WHERE id = $1 RETURNING seats";

/// Takes the lowest seat that is free, if the room has one of that number.
const CLAIM: &str = "
    WITH taken (seat) AS (SELECT seat FROM reservation WHERE talk_id = $1),
         candidate (seat) AS (SELECT 1 UNION ALL SELECT seat + 1 FROM taken),
         free (seat) AS (
             SELECT min(seat) FROM candidate WHERE seat NOT IN (SELECT seat FROM taken)
         )
    INSERT INTO reservation (talk_id, seat, attendee, reserved_at)
    SELECT $1, seat, $2, $3::text::timestamptz FROM free WHERE seat <= $4
    ON CONFLICT (talk_id, attendee) DO NOTHING
    RETURNING seat";

/// Tells why [`CLAIM`] took nothing.
const IS_SEATED: &str =
    "SELECT EXISTS (SELECT 1 FROM reservation WHERE talk_id = $1 AND attendee = $2)";

const RELEASE: &str = "DELETE FROM reservation WHERE talk_id = $1 AND attendee = $2";

const OF: &str = r#"
    SELECT talk_id, seat, attendee,
           to_char(reserved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    FROM reservation JOIN talk ON id = talk_id
    WHERE attendee = $1 ORDER BY starts, room, id"#;

impl PgBookings {
    /// Reads them in this database.
    #[must_use]
    pub fn new(database: &Postgres) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl Bookings for PgBookings {
    async fn of(&self, attendee: &Attendee) -> Result<Vec<Reservation>, StorageError> {
        let mut connection = self.database.connection().await?;
        let rows = sqlx::query_as(OF).bind(attendee.address()).fetch_all(&mut *connection);
        let rows: Vec<(i64, i32, String, String)> = self.database.answer(rows).await?;
        let unsigned = |(talk, seat, attendee, at)| {
            let seat = u32::try_from(seat).map_err(StorageError::broken)?;
            row::reservation((talk, seat, attendee, at))
        };
        rows.into_iter().map(unsigned).collect()
    }
}

/// Takes a seat.
pub(in crate::storage) async fn claim(
    transaction: &mut PgConnection,
    talk: TalkId,
    attendee: &Attendee,
    at: Timestamp,
) -> Result<Claim, StorageError> {
    let seats: Option<(i32,)> =
        sqlx::query_as(ENTER).bind(talk.0).fetch_optional(&mut *transaction).await?;
    let Some((seats,)) = seats else { return Ok(Claim::NoSuchTalk) };
    let taken: Option<(i32,)> = sqlx::query_as(CLAIM)
        .bind(talk.0)
        .bind(attendee.address())
        .bind(at.to_string())
        .bind(seats)
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some((seat,)) = taken {
        return Ok(Claim::Seat(seat.try_into().map_err(StorageError::broken)?));
    }
    let (is_seated,): (bool,) = sqlx::query_as(IS_SEATED)
        .bind(talk.0)
        .bind(attendee.address())
        .fetch_one(transaction)
        .await?;
    Ok(if is_seated { Claim::AlreadySeated } else { Claim::Full })
}

/// Gives a seat back.
pub(in crate::storage) async fn release(
    transaction: &mut PgConnection,
    talk: TalkId,
    attendee: &Attendee,
) -> Result<bool, StorageError> {
    let release = sqlx::query(RELEASE).bind(talk.0).bind(attendee.address());
    Ok(release.execute(transaction).await?.rows_affected() == 1)
}
