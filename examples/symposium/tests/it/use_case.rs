//! The use case, on a container of fakes.

use std::sync::Arc;

use di_core::prelude::*;
use symposium::request::RequestId;
use symposium::reserve_seat::ReserveSeat;
use symposium::seat_allocator::NoSeat;
use symposium::talk::TalkId;

use crate::support::{self, FakeQueue, OneTalk, attendee};

fn id() -> RequestId {
    RequestId::parse("req-1").expect("sane")
}

#[tokio::test]
async fn the_seat_the_time_and_the_mail_are_those_of_the_parts() {
    let talk = OneTalk::with_seats(2);
    let queue = Arc::new(FakeQueue::default());
    let app = support::app(&talk, &queue);
    let scope = app.scope(id());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");

    let confirmed = reserve.run(TalkId(1), attendee("ada@example.org")).await.expect("a seat");

    assert_eq!(confirmed.reservation.seat, 1);
    assert_eq!(confirmed.reservation.reserved_at, support::noon());
    assert!(confirmed.mailed);
    assert_eq!(*talk.seated.lock().expect("no panic"), [attendee("ada@example.org")]);
    let mails = queue.mails.lock().expect("no panic");
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.to, attendee("ada@example.org"));
    assert_eq!(mail.subject, "Your seat for Fakes");
    assert_eq!(mail.body, "Seat 1 in Cellar, Wednesday 12 May, 09:30.\nReference: req-1\n");
}

#[tokio::test]
async fn nobody_sits_on_two_seats_or_on_none() {
    let talk = OneTalk::with_seats(1);
    let queue = Arc::new(FakeQueue::default());
    let app = support::app(&talk, &queue);
    let scope = app.scope(id());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");
    let ada = || attendee("ada@example.org");

    assert!(reserve.run(TalkId(1), ada()).await.is_ok());
    let again = reserve.run(TalkId(1), ada()).await;
    assert!(matches!(again, Err(NoSeat::AlreadySeated { .. })), "{again:?}");
    let late = reserve.run(TalkId(1), attendee("bob@example.org")).await;
    assert!(matches!(late, Err(NoSeat::Full { seats: 1, .. })), "{late:?}");
    let elsewhere = reserve.run(TalkId(2), ada()).await;
    assert!(matches!(elsewhere, Err(NoSeat::NoSuchTalk(TalkId(2)))), "{elsewhere:?}");
    assert_eq!(queue.mails.lock().expect("no panic").len(), 1, "only the seat was confirmed");
}

#[tokio::test]
async fn the_seat_stays_when_the_mail_cannot_be_queued() {
    let talk = OneTalk::with_seats(1);
    let queue = Arc::new(FakeQueue { is_gone: true, ..FakeQueue::default() });
    let app = support::app(&talk, &queue);
    let scope = app.scope(id());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");

    let confirmed = reserve.run(TalkId(1), attendee("ada@example.org")).await.expect("a seat");

    assert!(!confirmed.mailed);
    assert_eq!(talk.seated.lock().expect("no panic").len(), 1);
}
