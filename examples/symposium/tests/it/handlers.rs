//! The handlers, called as the functions that they are: no request, no network.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use di_axum::Inject;
use di_core::prelude::*;
use symposium::app::App;
use symposium::talk::TalkId;
use symposium::web::Problem;
use symposium::web::api::{self, Body, SeatRequest};

use crate::support::{self, FakeOutbox, Gone, OneTalk};

fn app(seats: u32) -> App {
    support::app(&OneTalk::with_seats(seats), &Arc::default())
}

fn build(app: App) -> Arc<App> {
    app.build_overridden().expect("no database")
}

async fn reserve(app: &Arc<App>, talk: i64, attendee: &str) -> Result<(StatusCode, u32), Problem> {
    let scope = support::request(app);
    let wanted = SeatRequest { attendee: attendee.to_owned() };
    let (status, Json(confirmed)) =
        api::reserve(scope, Ok(Path(TalkId(talk))), Body(wanted)).await?;
    Ok((status, confirmed.reservation.seat))
}

#[tokio::test]
async fn the_page_and_the_json_show_the_programme() {
    let app = build(app(7));
    let page = api::programme(Inject(app.resolve().expect("wired")), HeaderMap::new()).await;
    let page = page.expect("a page").0;
    assert!(page.contains("<h2>Fakes</h2>") && page.contains("<b>7</b> of 7 free"), "{page}");
    let Json(talks) = api::talks(Inject(app.resolve().expect("wired"))).await.expect("talks");
    assert_eq!(
        serde_json::to_value(talks).expect("JSON"),
        serde_json::json!([{
            "id": 1, "title": "Fakes", "speaker": "Nobody", "room": "Cellar",
            "starts": "2027-05-12T09:30:00", "seats": 7, "free": 7,
        }])
    );
}

#[tokio::test]
async fn a_seat_is_created_and_what_is_not_has_a_problem_of_its_own() {
    let app = build(app(1));
    assert_eq!(reserve(&app, 1, " Ada@example.org").await, Ok((StatusCode::CREATED, 1)));
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
