//! A use case of this application: somebody gives a seat back.

use di_core::OwnedScope;
use di_core::prelude::*;

use crate::announcement::Announcement;
use crate::app::App;
use crate::attendee::Attendee;
use crate::clock::Clock;
use crate::mailer::Mail;
use crate::origin::Origin;
use crate::outbox::Outbox;
use crate::seat_allocator::{NoSeat, SeatAllocator};
use crate::talk::TalkId;
use crate::unit_of_work::Work;

/// Takes back one seat and confirms it by mail: both, or neither.
#[derive(Debug, Injectable)]
pub struct CancelSeat<'a> {
    seats: SeatAllocator<'a>,
    outbox: &'a dyn Outbox,
    announcement: &'a Announcement,
    clock: &'a dyn Clock,
    origin: &'a Origin,
}

/// Asks to take a seat back, as a unit of work.
#[derive(Debug, Clone)]
pub struct Cancel {
    /// The talk.
    pub talk: TalkId,
    /// Who gives the seat back.
    pub attendee: Attendee,
}

impl Work for Cancel {
    type Done = ();
    type Error = NoSeat;

    async fn attempt(&self, scope: &OwnedScope<App>) -> Result<(), NoSeat> {
        let cancel: CancelSeat<'_> = scope.resolve_async().await?;
        cancel.run(self.talk, &self.attendee).await
    }
}

impl CancelSeat<'_> {
    /// Takes back the attendee's seat in the talk.
    ///
    /// # Errors
    ///
    /// [`NoSeat`] when there is none to take back.
    pub async fn run(&self, talk: TalkId, attendee: &Attendee) -> Result<(), NoSeat> {
        let talk = self.seats.free(talk, attendee).await?;
        self.announcement.note(talk.id);
        let mail = Mail {
            to: attendee.clone(),
            subject: format!("You have no seat any more for {}", talk.title),
            body: format!(
                "Your seat in {} is free again.\nReference: {}\n",
                talk.room, self.origin
            ),
        };
        Ok(self.outbox.push(&mail, self.clock.now()).await?)
    }
}
