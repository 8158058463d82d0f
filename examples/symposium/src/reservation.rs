//! Reservations: who sits where.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;

use crate::attendee::Attendee;
use crate::storage::StorageError;
use crate::talk::TalkId;

/// One seat, taken by one attendee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reservation {
    /// The talk it is for.
    pub talk: TalkId,
    /// The number of the seat, from 1.
    pub seat: u32,
    /// Who sits there.
    pub attendee: Attendee,
    /// When the seat was taken.
    pub reserved_at: Timestamp,
}

/// What became of an attempt to take a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The attendee now has the seat of this number.
    Seat(u32),
    /// The attendee had a seat before; nothing changed.
    AlreadySeated,
    /// No seat is left; nothing changed.
    Full,
    /// There is no such talk.
    NoSuchTalk,
}

/// The seats that are taken, wherever that is kept.
#[async_trait]
pub trait Reservations: fmt::Debug + Send + Sync {
    /// Takes a free seat for the attendee, in one indivisible step.
    ///
    /// However many callers there are at once, no seat is given twice, no more
    /// seats are given than the room has, and nobody gets two.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly. Nothing is taken
    /// then.
    async fn claim(
        &self,
        talk: TalkId,
        attendee: &Attendee,
        at: Timestamp,
    ) -> Result<Claim, StorageError>;
}
