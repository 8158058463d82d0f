//! The use cases, on a container of fakes.

use std::sync::Arc;

use di_core::prelude::*;
use symposium::cancel_seat::CancelSeat;
use symposium::reserve_seat::ReserveSeat;
use symposium::seat_allocator::NoSeat;
use symposium::talk::TalkId;

use crate::support::{self, FakeOutbox, OneTalk, attendee};

#[tokio::test]
async fn the_seat_the_time_and_the_mail_are_those_of_the_parts() {
    let talk = OneTalk::with_seats(2);
    let outbox = Arc::new(FakeOutbox::default());
    let app = support::app(&talk, &outbox);
    let app = app.build_overridden().expect("no database");
    let scope = app.scope(support::origin());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");

    let confirmed = reserve.run(TalkId(1), attendee("ada@example.org")).await.expect("a seat");

    assert_eq!(confirmed.reservation.seat, 1);
    assert_eq!(confirmed.reservation.reserved_at, support::noon());
    assert_eq!(*talk.seated.lock().expect("no panic"), [attendee("ada@example.org")]);
    let mails = outbox.mails.lock().expect("no panic");
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.to, attendee("ada@example.org"));
    assert_eq!(mail.subject, "Your seat for Fakes");
    let ticket = confirmed.ticket;
    assert_eq!(
        mail.body,
        format!("Seat 1 in Cellar, Wednesday 12 May, 09:30.\nTicket: {ticket}\nReference: req-1\n")
    );
}

#[tokio::test]
async fn nobody_sits_on_two_seats_or_on_none() {
    let talk = OneTalk::with_seats(1);
    let outbox = Arc::new(FakeOutbox::default());
    let app = support::app(&talk, &outbox);
    let app = app.build_overridden().expect("no database");
    let scope = app.scope(support::origin());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");
    let ada = || attendee("ada@example.org");

    assert!(reserve.run(TalkId(1), ada()).await.is_ok());
    let again = reserve.run(TalkId(1), ada()).await;
    assert!(matches!(again, Err(NoSeat::AlreadySeated { .. })), "{again:?}");
    let late = reserve.run(TalkId(1), attendee("bob@example.org")).await;
    assert!(matches!(late, Err(NoSeat::Full { seats: 1, .. })), "{late:?}");
    let elsewhere = reserve.run(TalkId(2), ada()).await;
    assert!(matches!(elsewhere, Err(NoSeat::NoSuchTalk(TalkId(2)))), "{elsewhere:?}");
    assert_eq!(outbox.mails.lock().expect("no panic").len(), 1, "only the seat was confirmed");
}

#[tokio::test]
async fn a_seat_is_given_back_by_who_has_it_and_that_is_confirmed() {
    let talk = OneTalk::with_seats(1);
    let outbox = Arc::new(FakeOutbox::default());
    let app = support::app(&talk, &outbox);
    let app = app.build_overridden().expect("no database");
    let scope = app.scope(support::origin());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");
    let cancel: CancelSeat<'_> = scope.resolve().expect("wired");
    let (ada, bob) = (attendee("ada@example.org"), attendee("bob@example.org"));
    reserve.run(TalkId(1), ada.clone()).await.expect("a seat");

    let not_his = cancel.run(TalkId(1), &bob).await;
    assert!(matches!(not_his, Err(NoSeat::NotSeated { .. })), "{not_his:?}");
    let elsewhere = cancel.run(TalkId(2), &ada).await;
    assert!(matches!(elsewhere, Err(NoSeat::NoSuchTalk(TalkId(2)))), "{elsewhere:?}");
    cancel.run(TalkId(1), &ada).await.expect("a seat to give back");

    assert!(reserve.run(TalkId(1), bob).await.is_ok());
    let subjects: Vec<_> =
        outbox.mails.lock().expect("no panic").iter().map(|it| it.subject.clone()).collect();
    assert_eq!(
        subjects,
        ["Your seat for Fakes", "You have no seat any more for Fakes", "Your seat for Fakes"]
    );
}

#[tokio::test]
async fn without_its_mail_no_seat_is_confirmed() {
    let outbox = Arc::new(FakeOutbox { is_gone: true, ..FakeOutbox::default() });
    let app = support::app(&OneTalk::with_seats(1), &outbox);
    let app = app.build_overridden().expect("no database");
    let scope = app.scope(support::origin());
    let reserve: ReserveSeat<'_> = scope.resolve().expect("wired");
    let failed = reserve.run(TalkId(1), attendee("ada@example.org")).await;
    assert!(matches!(failed, Err(NoSeat::Storage(_))), "{failed:?}");
}
