//! The handlers of the interface, called as the functions that they are: no request, no
//! network.

use std::sync::Arc;

use axum::http::StatusCode;
use di_axum::Inject;
use di_core::prelude::*;
use serde_json::json;
use symposium::app::App;
use symposium::talk::TalkId;
use symposium::web::Problem;
use symposium::web::api::{self, Hal, SeatRequest, SeatResource};
use symposium::web::input::{Body, Named};

use crate::support::{self, FakeOutbox, Gone, OneTalk, request};

fn app(seats: u32) -> App {
    support::app(&OneTalk::with_seats(seats), &Arc::default())
}

fn build(app: App) -> Arc<App> {
    app.build_overridden().expect("no database")
}

async fn reserve(app: &Arc<App>, talk: i64, attendee: &str) -> Result<SeatResource, Problem> {
    let wanted = SeatRequest { attendee: attendee.to_owned() };
    let reserved = api::reserve(request(app), Named(TalkId(talk)), Body(wanted)).await;
    let (status, [(_, location)], Hal(seat)) = reserved?;
    assert_eq!((status, location), (StatusCode::CREATED, seat.links.this.href.clone()));
    Ok(seat)
}

#[tokio::test]
async fn a_talk_leads_to_its_seats_until_it_is_full() {
    let app = build(app(1));
    let talk = async || {
        let Hal(talk) = api::talk(Inject(app.resolve()?), Named(TalkId(1))).await?;
        Ok::<_, Problem>(serde_json::to_value(talk).expect("JSON"))
    };
    assert_eq!(
        talk().await,
        Ok(json!({
            "id": 1, "title": "Fakes", "speaker": "Nobody", "room": "Cellar",
            "starts": "2027-05-12T09:30:00", "seats": 1, "free": 1,
            "_links": {
                "self": { "href": "/api/talks/1" },
                "collection": { "href": "/api/talks" },
                "reserve": { "href": "/api/talks/1/seats" },
            },
        }))
    );
    assert!(reserve(&app, 1, "ada@example.org").await.is_ok());
    let full = talk().await.expect("a talk");
    assert_eq!((&full["free"], &full["_links"]["reserve"]), (&json!(0), &json!(null)));

    let Hal(list) = api::talks(Inject(app.resolve().expect("wired"))).await.expect("talks");
    let list = serde_json::to_value(list).expect("JSON");
    assert_eq!(list["_embedded"]["talks"], json!([full]));
    let missing = api::talk(Inject(app.resolve().expect("wired")), Named(TalkId(9))).await;
    assert_eq!(missing.expect_err("no talk").kind(), "urn:symposium:problem:no-such-talk");
}

#[tokio::test]
async fn a_seat_leads_to_where_it_is_given_back() {
    let app = build(app(1));
    let reserved = reserve(&app, 1, " Ada@example.org").await.expect("a seat");
    let here = json!({ "href": "/api/talks/1/seats/ada@example.org" });
    let seat = json!({
        "talk": 1, "seat": 1, "attendee": "ada@example.org", "reserved_at": support::noon(),
        "_links": {
            "self": here,
            "cancel": here,
            "collection": { "href": "/api/attendees/ada@example.org/seats" },
            "talk": { "href": "/api/talks/1" },
        },
    });
    assert!(reserved.ticket.is_some(), "it is told once");
    let reserved = SeatResource { ticket: None, ..reserved };
    assert_eq!(serde_json::to_value(reserved).expect("JSON"), seat);

    let name = || Named((TalkId(1), "ada@example.org".to_owned()));
    let found = api::seat(Inject(app.resolve().expect("wired")), name()).await;
    assert_eq!(serde_json::to_value(found.expect("the seat").0).expect("JSON"), seat);
    let seats_of = async |attendee: &str| {
        let reservations = Inject(app.resolve().expect("wired"));
        let Hal(seats) = api::seats_of(reservations, Named(attendee.to_owned())).await?;
        Ok::<_, Problem>(serde_json::to_value(seats).expect("JSON"))
    };
    let seats = seats_of("ADA@example.org").await.expect("seats");
    assert_eq!(seats["_embedded"]["seats"], json!([seat]));

    assert_eq!(api::cancel(request(&app), name()).await, Ok(StatusCode::NO_CONTENT));
    let again = api::cancel(request(&app), name()).await;
    assert_eq!(again.expect_err("no seat").kind(), "urn:symposium:problem:not-seated");
    let gone = api::seat(Inject(app.resolve().expect("wired")), name()).await;
    assert_eq!(gone.expect_err("no seat").status(), StatusCode::NOT_FOUND);
    let seats = seats_of("ada@example.org").await.expect("seats");
    assert_eq!(seats["_embedded"]["seats"], json!([]));
    let nobody = seats_of("ada").await.expect_err("no address");
    assert_eq!(nobody.kind(), "urn:symposium:problem:invalid-attendee");
}

#[tokio::test]
async fn who_gets_no_seat_gets_a_problem_that_says_why() {
    let app = build(app(1));
    assert!(reserve(&app, 1, "ada@example.org").await.is_ok());
    for (talk, attendee, status, kind) in [
        (1, "ada@example.org", StatusCode::CONFLICT, "urn:symposium:problem:already-seated"),
        (1, "bob@example.org", StatusCode::CONFLICT, "urn:symposium:problem:talk-full"),
        (9, "bob@example.org", StatusCode::NOT_FOUND, "urn:symposium:problem:no-such-talk"),
        (1, "bob", StatusCode::UNPROCESSABLE_ENTITY, "urn:symposium:problem:invalid-attendee"),
    ] {
        let problem = reserve(&app, talk, attendee).await.expect_err("no seat");
        assert_eq!((problem.status(), problem.kind()), (status, kind));
    }
}

#[tokio::test]
async fn storage_that_does_not_answer_is_a_problem_that_says_no_more() {
    let mut app = app(1);
    app.reservations.override_with(Arc::new(Gone));
    let problem = reserve(&build(app), 1, "ada@example.org").await.expect_err("no storage");
    assert_eq!(problem.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!format!("{problem:?}").contains("secret"), "{problem:?}");
}

#[tokio::test]
async fn an_override_reaches_no_other_container() {
    let outbox = Arc::new(FakeOutbox::default());
    let here = build(support::app(&OneTalk::with_seats(1), &outbox));
    let there = build(app(1));
    assert!(reserve(&there, 1, "ada@example.org").await.is_ok());
    assert!(outbox.mails.lock().expect("no panic").is_empty());
    assert!(reserve(&here, 1, "ada@example.org").await.is_ok());
    assert_eq!(outbox.mails.lock().expect("no panic").len(), 1);
}
