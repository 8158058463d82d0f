//! The handlers of pages, called as the functions that they are: what the container
//! provides is injected, what the request says is given.

use std::sync::Arc;

use axum::http::StatusCode;
use axum_htmx::HxRequest;
use di_core::prelude::*;
use futures_util::{FutureExt, StreamExt};
use maud::Markup;
use symposium::app::App;
use symposium::talk::TalkId;
use symposium::web::input::{Filled, Named};
use symposium::web::pages::{self, Answer, Introduction};
use symposium::web::{Problem, SeatChange, SeatFeed, Visitor};

use crate::support::{self, Gone, OneTalk, attendee, request, request_as};

const TALK: Named<TalkId> = Named(TalkId(1));

/// A container of fakes: one talk, number 1, in a room of one seat.
fn app() -> App {
    support::app(&OneTalk::with_seats(1), &Arc::default())
}

fn build(app: App) -> Arc<App> {
    app.build_overridden().expect("no database")
}

fn ada() -> Visitor {
    Visitor(Some(attendee("ada@example.org")))
}

fn bob() -> Visitor {
    Visitor(Some(attendee("bob@example.org")))
}

async fn programme(app: &Arc<App>, visitor: Visitor) -> Result<Markup, Problem> {
    let scope = request_as(app, &visitor);
    pages::programme(scope.inject().await?, scope.inject().await).await
}

/// Returns the parts that htmx is to put in, and whether the rest of the page hears
/// that seats have changed.
#[track_caller]
fn parts(answer: Answer) -> (String, bool) {
    match answer {
        Answer::Parts { parts, changed } => (parts.into_string(), changed),
        Answer::Elsewhere(path) => panic!("sent to {path}"),
    }
}

#[tokio::test]
async fn the_programme_shows_each_talk_and_asks_who_one_is() {
    let page = programme(&build(app()), Visitor(None)).await.expect("a page").into_string();
    for text in ["<h3>Fakes</h3>", "Wednesday, 12 May", "<b>1</b> of 1 free", "Who are you?"] {
        assert!(page.contains(text), "{text} is not in {page}");
    }
    assert!(!page.contains("hx-post=\"/talks/1/seat\""), "{page}");
}

#[tokio::test]
async fn a_seat_is_reserved_and_the_parts_of_the_page_that_changed_are_answered() {
    let app = build(app());
    let answer = pages::reserve(request(&app), ada(), HxRequest(true), TALK).await;
    let (parts, changed) = parts(answer.expect("a seat"));
    assert!(changed, "the counter hears of it");
    assert!(parts.starts_with(r#"<li class="talk full mine" id="talk-1""#), "{parts}");
    assert!(
        parts.contains(
            r#"<section id="my-seats" aria-labelledby="my-seats-title" hx-swap-oob="true">"#
        ),
        "{parts}"
    );
    assert!(parts.contains("Wed 09:30 · Cellar · seat 1"), "{parts}");
    assert!(parts.contains("Seat 1 is yours. Your ticket is "), "{parts}");
}

#[tokio::test]
async fn a_seat_is_given_back_and_somebody_else_can_have_it() {
    let app = build(app());
    let reserve =
        async |visitor| pages::reserve(request(&app), visitor, HxRequest(true), TALK).await;
    assert!(reserve(ada()).await.is_ok());
    assert_eq!(reserve(bob()).await.expect_err("full").status(), StatusCode::CONFLICT);

    let answer = pages::cancel(request(&app), ada(), HxRequest(true), TALK).await;
    let (parts, changed) = parts(answer.expect("a free seat"));
    assert!(changed && parts.contains("<b>1</b> of 1 free"), "{parts}");
    assert!(parts.contains("None yet."), "{parts}");

    let again = pages::cancel(request(&app), ada(), HxRequest(true), TALK).await;
    let problem = again.expect_err("no seat any more");
    assert_eq!(problem.kind(), "urn:symposium:problem:not-seated");
    assert!(reserve(bob()).await.is_ok());
}

#[tokio::test]
async fn a_browser_without_scripts_is_sent_to_where_the_change_is_seen() {
    let app = build(app());
    for answer in [
        pages::reserve(request(&app), ada(), HxRequest(false), TALK).await,
        pages::cancel(request(&app), ada(), HxRequest(false), TALK).await,
    ] {
        assert!(matches!(answer, Ok(Answer::Elsewhere(path)) if path == "/#talk-1"));
    }
}

#[tokio::test]
async fn nobody_in_particular_gets_no_seat() {
    let app = build(app());
    for answer in [
        pages::reserve(request(&app), Visitor(None), HxRequest(true), TALK).await,
        pages::cancel(request(&app), Visitor(None), HxRequest(true), TALK).await,
    ] {
        let problem = answer.expect_err("nobody");
        assert_eq!(problem.kind(), "urn:symposium:problem:nobody");
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn whoever_watches_is_told_of_what_was_changed_and_of_nothing_else() {
    let app = build(app());
    let feed: Arc<SeatFeed> = app.resolve().expect("wired");
    let mut changes = Box::pin(feed.changes());
    let mut next = || changes.next().now_or_never().flatten();
    let change = Some(SeatChange { talk: Some(TalkId(1)) });

    assert!(pages::reserve(request(&app), ada(), HxRequest(true), TALK).await.is_ok());
    assert_eq!(next(), change);
    assert!(pages::reserve(request(&app), bob(), HxRequest(true), TALK).await.is_err());
    assert_eq!(next(), None);
    assert!(pages::cancel(request(&app), ada(), HxRequest(true), TALK).await.is_ok());
    assert_eq!(next(), change);
    assert!(pages::cancel(request(&app), ada(), HxRequest(true), TALK).await.is_err());
    assert_eq!(next(), None);
}

#[tokio::test]
async fn who_somebody_is_is_remembered_if_it_is_an_address() {
    let say = async |address: &str| {
        pages::introduce(Filled(Introduction { attendee: address.to_owned() })).await
    };
    let ([(_, cookie)], _) = say(" Ada@Example.org").await.expect("an address");
    assert!(cookie.starts_with("attendee=ada@example.org;"), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let problem = say("<script>").await.expect_err("no address");
    assert_eq!(problem.kind(), "urn:symposium:problem:invalid-attendee");
}

#[tokio::test]
async fn a_card_that_is_asked_for_again_changes_nothing_else() {
    let app = build(app());
    let card = async |is_part, id| {
        let scope = request_as(&app, &ada());
        let (programme, user) = (scope.inject().await?, scope.inject().await);
        pages::talk(programme, user, HxRequest(is_part), Named(TalkId(id))).await
    };
    let (part, changed) = parts(card(true, 1).await.expect("a card"));
    assert!(!changed && part.contains("<h3>Fakes</h3>"), "{part}");
    assert!(matches!(card(false, 1).await, Ok(Answer::Elsewhere(path)) if path == "/#talk-1"));
    assert_eq!(card(true, 9).await.expect_err("no talk").status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_programme_that_cannot_be_read_is_a_problem_that_says_no_more() {
    let mut app = app();
    app.talks.override_with(Arc::new(Gone));
    let problem = programme(&build(app), ada()).await.expect_err("no storage");
    assert_eq!(problem.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!format!("{problem:?}").contains("secret"), "{problem:?}");
}
