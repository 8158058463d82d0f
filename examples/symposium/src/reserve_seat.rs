//! The use case of this application: somebody reserves a seat.

use std::error::Error;

use di_core::prelude::*;
use serde::Serialize;

use crate::attendee::Attendee;
use crate::clock::Clock;
use crate::courier::Courier;
use crate::mailer::Mail;
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
    courier: &'a Courier,
    request: &'a RequestContext,
}

/// A seat that is taken, and whether its attendee is told by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The seat.
    #[serde(flatten)]
    pub reservation: Reservation,
    /// Whether a confirmation is on its way; the seat is taken even if not.
    pub mailed: bool,
}

impl ReserveSeat<'_> {
    /// Takes a seat in the talk for the attendee.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] when there is none for them. A mail that cannot be posted is no
    /// error: the seat is theirs by then.
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
        match self.courier.post(&mail).await {
            Ok(()) => true,
            Err(error) => {
                let error: &dyn Error = &error;
                tracing::warn!(error, "no confirmation is sent");
                false
            }
        }
    }
}
