//! A use case of this application: somebody reserves a seat.

use di_core::OwnedScope;
use di_core::prelude::*;
use serde::Serialize;

use crate::announcement::Announcement;
use crate::app::App;
use crate::attendee::Attendee;
use crate::clock::Clock;
use crate::mailer::Mail;
use crate::origin::Origin;
use crate::outbox::Outbox;
use crate::reservation::Reservation;
use crate::seat_allocator::{NoSeat, SeatAllocator};
use crate::talk::{Talk, TalkId};
use crate::ticket::TicketMaker;
use crate::unit_of_work::Work;

/// Reserves one seat and confirms it by mail: both, or neither.
///
/// It lives as long as one attempt and borrows all that it uses, so building
/// one is building a struct of references.
#[derive(Debug, Injectable)]
pub struct ReserveSeat<'a> {
    seats: SeatAllocator<'a>,
    outbox: &'a dyn Outbox,
    announcement: &'a Announcement,
    clock: &'a dyn Clock,
    origin: &'a Origin,
    tickets: TicketMaker,
}

/// Asks for a seat, as a unit of work.
#[derive(Debug, Clone)]
pub struct Reserve {
    /// The talk.
    pub talk: TalkId,
    /// Who wants the seat.
    pub attendee: Attendee,
}

impl Work for Reserve {
    type Done = Confirmation;
    type Error = NoSeat;

    async fn attempt(&self, scope: &OwnedScope<App>) -> Result<Confirmation, NoSeat> {
        let reserve: ReserveSeat<'_> = scope.resolve_async().await?;
        reserve.run(self.talk, self.attendee.clone()).await
    }
}

/// A seat that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The seat.
    #[serde(flatten)]
    pub reservation: Reservation,
    /// What is shown at the door.
    pub ticket: String,
}

impl ReserveSeat<'_> {
    /// Takes a seat in the talk for the attendee.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] when there is none for them.
    pub async fn run(&self, talk: TalkId, attendee: Attendee) -> Result<Confirmation, NoSeat> {
        let now = self.clock.now();
        let (talk, reservation) = self.seats.allocate(talk, attendee, now).await?;
        let Reservation { talk: id, seat, attendee, .. } = &reservation;
        let ticket = self.tickets.make((*id, *seat, attendee.clone()))?.to_string();
        self.outbox.push(&self.mail(&talk, &reservation, &ticket), now).await?;
        self.announcement.note(*id);
        Ok(Confirmation { reservation, ticket })
    }

    fn mail(&self, talk: &Talk, reservation: &Reservation, ticket: &str) -> Mail {
        Mail {
            to: reservation.attendee.clone(),
            subject: format!("Your seat for {}", talk.title),
            body: format!(
                "Seat {} in {}, {}.\nTicket: {ticket}\nReference: {}\n",
                reservation.seat,
                talk.room,
                talk.starts.strftime("%A %-d %B, %H:%M"),
                self.origin,
            ),
        }
    }
}
