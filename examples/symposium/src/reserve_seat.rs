//! The use case of this application: somebody reserves a seat.

use di_core::prelude::*;
use serde::Serialize;

use crate::attendee::Attendee;
use crate::clock::Clock;
use crate::mailer::{Mail, Mailer};
use crate::request::RequestContext;
use crate::reservation::Reservation;
use crate::seat_allocator::{NoSeat, SeatAllocator};
use crate::talk::{Talk, TalkId};

/// Reserves one seat and confirms it by mail.
///
/// It lives as long as one request and borrows all that it uses, so building
/// one is building a struct of references.
#[derive(Debug, Injectable)]
pub struct ReserveSeat<'a> {
    seats: &'a SeatAllocator,
    clock: &'a dyn Clock,
    mailer: &'a dyn Mailer,
    request: &'a RequestContext,
}

/// A seat that is taken, and whether its attendee was told by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The seat.
    #[serde(flatten)]
    pub reservation: Reservation,
    /// Whether a confirmation went out; the seat is taken even if not.
    pub mailed: bool,
}

impl ReserveSeat<'_> {
    /// Takes a seat in the talk for the attendee.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] when there is none for them. A mail that fails is no error:
    /// the seat is theirs by then.
    pub async fn run(&self, talk: TalkId, attendee: Attendee) -> Result<Confirmation, NoSeat> {
        let now = self.clock.now();
        let (talk, reservation) = self.seats.allocate(talk, attendee, now).await?;
        let mailed = self.confirm(&talk, &reservation).await;
        tracing::info!(talk = %reservation.talk, seat = reservation.seat, mailed, "seat reserved");
        Ok(Confirmation { reservation, mailed })
    }

    async fn confirm(&self, talk: &Talk, reservation: &Reservation) -> bool {
        let mail = Mail {
            to: reservation.attendee.clone(),
            subject: format!("Your seat for {}", talk.title),
            body: format!(
                "Seat {} in {}, {}.\nReference: {}\n",
                reservation.seat,
                talk.room,
                talk.starts.strftime("%A %-d %B, %H:%M"),
                self.request.id(),
            ),
        };
        match self.mailer.send(mail).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "no confirmation was sent");
                false
            }
        }
    }
}
