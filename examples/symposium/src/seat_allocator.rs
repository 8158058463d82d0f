//! The rule by which seats are given out.

use di_core::prelude::*;
use jiff::Timestamp;

use crate::attendee::Attendee;
use crate::reservation::{Claim, Reservation, Reservations};
use crate::storage::{StorageError, kind_of};
use crate::talk::{Talk, TalkId};
use crate::unit_of_work::WorkError;

/// Gives out seats, and takes them back: first come, first served, one a person and talk.
///
/// It borrows the transaction of the attempt that it is a part of.
#[derive(Debug, Injectable)]
pub struct SeatAllocator<'a> {
    reservations: &'a dyn Reservations,
}

/// Why somebody got no seat, or could not give one back.
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
    /// The attendee has no seat to give back.
    #[error("{attendee} has no seat in talk {talk}")]
    NotSeated {
        /// The talk.
        talk: TalkId,
        /// Who has none.
        attendee: Attendee,
    },
    /// It could not be found out.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What is needed to find out could not be built.
    #[error(transparent)]
    Unresolved(di_core::Error),
}

impl NoSeat {
    /// Returns whether it would not have been asked for by somebody who was up to date.
    #[must_use]
    pub fn is_news(&self) -> bool {
        !matches!(self, Self::Storage(_) | Self::Unresolved(_))
    }
}

impl From<di_core::Error> for NoSeat {
    /// A transaction that cannot be begun is a failure of the storage.
    fn from(error: di_core::Error) -> Self {
        match kind_of(&error) {
            Some(kind) => Self::Storage(kind(error.into())),
            None => Self::Unresolved(error),
        }
    }
}

impl WorkError for NoSeat {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl SeatAllocator<'_> {
    /// Gives the attendee a seat and returns it with the talk that it is in.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] says why there is none.
    pub async fn allocate(
        &self,
        id: TalkId,
        attendee: Attendee,
        at: Timestamp,
    ) -> Result<(Talk, Reservation), NoSeat> {
        let talk = self.talk(id).await?;
        match self.reservations.claim(id, &attendee, at).await? {
            Claim::Seat(seat) => {
                Ok((talk, Reservation { talk: id, seat, attendee, reserved_at: at }))
            }
            Claim::AlreadySeated => Err(NoSeat::AlreadySeated { talk: id, attendee }),
            Claim::Full => Err(NoSeat::Full { talk: id, seats: talk.seats }),
            Claim::NoSuchTalk => Err(NoSeat::NoSuchTalk(id)),
        }
    }

    /// Takes back the attendee's seat and returns the talk that it was in.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] says why there is none to take back.
    pub async fn free(&self, id: TalkId, attendee: &Attendee) -> Result<Talk, NoSeat> {
        let talk = self.talk(id).await?;
        if self.reservations.release(id, attendee).await? {
            Ok(talk)
        } else {
            Err(NoSeat::NotSeated { talk: id, attendee: attendee.clone() })
        }
    }

    async fn talk(&self, id: TalkId) -> Result<Talk, NoSeat> {
        self.reservations.talk(id).await?.ok_or(NoSeat::NoSuchTalk(id))
    }
}
