//! Reservations in `PostgreSQL`.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::{Connection, PgConnection};

use super::{Postgres, StorageError, conflict};
use crate::attendee::Attendee;
use crate::reservation::{Claim, Reservations};
use crate::talk::TalkId;

/// The seats that are taken, in the table `reservation`.
#[derive(Debug)]
pub struct PgReservations {
    database: Postgres,
}

/// Whatever the server's default is, each statement sees what was committed
/// before it began: above all the seats that were taken while [`LOCK`] waited.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Lets one claim for a talk in after the other.
const LOCK: &str = "SELECT seats FROM talk WHERE id = $1 FOR NO KEY UPDATE";

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

impl PgReservations {
    /// Keeps them in this database.
    #[must_use]
    pub fn new(database: &Postgres) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl Reservations for PgReservations {
    async fn claim(
        &self,
        talk: TalkId,
        attendee: &Attendee,
        at: Timestamp,
    ) -> Result<Claim, StorageError> {
        let mut pauses = conflict::pauses();
        loop {
            let mut connection = self.database.connection().await?;
            let claim = claim(&mut connection, talk, attendee, at);
            match self.database.answer(claim).await {
                Err(error) if conflict::is_conflict(&error) => {
                    drop(connection);
                    let Some(pause) = pauses.next() else { return Err(error.into()) };
                    tokio::time::sleep(pause).await;
                }
                claimed => return Ok(claimed?),
            }
        }
    }
}

/// Takes a seat in one transaction.
async fn claim(
    connection: &mut PgConnection,
    talk: TalkId,
    attendee: &Attendee,
    at: Timestamp,
) -> Result<Claim, sqlx::Error> {
    let mut transaction = connection.begin_with(BEGIN).await?;
    let seats: Option<(i32,)> =
        sqlx::query_as(LOCK).bind(talk.0).fetch_optional(&mut *transaction).await?;
    let Some((seats,)) = seats else {
        transaction.rollback().await?;
        return Ok(Claim::NoSuchTalk);
    };
    let taken: Option<(i32,)> = sqlx::query_as(CLAIM)
        .bind(talk.0)
        .bind(attendee.address())
        .bind(at.to_string())
        .bind(seats)
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some((seat,)) = taken {
        transaction.commit().await?;
        let seat = seat.try_into().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        return Ok(Claim::Seat(seat));
    }
    let (is_seated,): (bool,) = sqlx::query_as(IS_SEATED)
        .bind(talk.0)
        .bind(attendee.address())
        .fetch_one(&mut *transaction)
        .await?;
    transaction.rollback().await?;
    Ok(if is_seated { Claim::AlreadySeated } else { Claim::Full })
}
