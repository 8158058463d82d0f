//! The rule by which seats are given out.

use std::sync::Arc;

use di_core::prelude::*;
use jiff::Timestamp;

use crate::attendee::Attendee;
use crate::reservation::{Claim, Reservation, Reservations};
use crate::storage::StorageError;
use crate::talk::{Talk, TalkId, Talks};

/// Gives out seats: first come, first served, one a person and talk.
#[derive(Debug, Injectable)]
pub struct SeatAllocator {
    talks: Arc<dyn Talks>,
    reservations: Arc<dyn Reservations>,
}

/// Why somebody got no seat.
#[derive(Debug, thiserror::Error)]
pub enum NoSeat {
    /// The programme has no such talk.
    #[error("there is no talk {0}")]
    NoSuchTalk(TalkId),
    /// All seats of the talk are taken.
    #[error("all {seats} seats of talk {talk} are taken")]
    Full {
        /// The talk that is full.
        talk: TalkId,
        /// How many seats it has.
        seats: u32,
    },
    /// The attendee has a seat in this talk already.
    #[error("{attendee} already has a seat in talk {talk}")]
    AlreadySeated {
        /// The talk in which the seat is.
        talk: TalkId,
        /// Who has it.
        attendee: Attendee,
    },
    /// It could not be found out.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SeatAllocator {
    /// Returns how many seats are free, in all talks.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    pub async fn free(&self) -> Result<u32, StorageError> {
        Ok(self.talks.all().await?.iter().map(|talk| talk.free).sum())
    }

    /// Gives the attendee a seat and returns it with the talk that it is in.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] says why there is none; nothing was taken then.
    pub async fn allocate(
        &self,
        id: TalkId,
        attendee: Attendee,
        at: Timestamp,
    ) -> Result<(Talk, Reservation), NoSeat> {
        let Some(talk) = self.talks.find(id).await? else {
            return Err(NoSeat::NoSuchTalk(id));
        };
        match self.reservations.claim(id, &attendee, at).await? {
            Claim::Seat(seat) => {
                Ok((talk, Reservation { talk: id, seat, attendee, reserved_at: at }))
            }
            Claim::AlreadySeated => Err(NoSeat::AlreadySeated { talk: id, attendee }),
            Claim::Full => Err(NoSeat::Full { talk: id, seats: talk.seats }),
            Claim::NoSuchTalk => Err(NoSeat::NoSuchTalk(id)),
        }
    }
}
