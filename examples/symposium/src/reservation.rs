//! Reservations: who sits where.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;

use crate::attendee::Attendee;
use crate::storage::StorageError;
use crate::talk::{Talk, TalkId};

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

/// The seats as one transaction sees them: what it changes is there for others when, and only
/// when, it is committed.
#[async_trait]
pub trait Reservations: fmt::Debug + Send + Sync {
    /// Returns one talk, or nothing if there is none of that name.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn talk(&self, id: TalkId) -> Result<Option<Talk>, StorageError>;

    /// Takes a free seat for the attendee.
    ///
    /// However many transactions there are at once, no seat is given twice, no more
    /// seats are given than the room has, and nobody gets two.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly; or when another transaction is in
    /// the way, and this one has to be begun anew.
    async fn claim(
        &self,
        talk: TalkId,
        attendee: &Attendee,
        at: Timestamp,
    ) -> Result<Claim, StorageError>;

    /// Gives the attendee's seat back, and returns whether there was one.
    ///
    /// # Errors
    ///
    /// As [`claim`](Self::claim).
    async fn release(&self, talk: TalkId, attendee: &Attendee) -> Result<bool, StorageError>;
}

/// The seats that are taken, to look at.
#[async_trait]
pub trait Bookings: fmt::Debug + Send + Sync {
    /// Returns the seats that an attendee has, in the order in which the talks begin.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn of(&self, attendee: &Attendee) -> Result<Vec<Reservation>, StorageError>;
}
