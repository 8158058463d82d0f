//! The handlers of pages and of their parts: plain functions of what the container
//! provides and what the request says.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use axum_htmx::{HxRequest, HxResponseTrigger};
use di_axum::{Inject, Rejection, RequestScope};
use di_core::prelude::*;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use super::input::{Filled, Named};
use super::view::{self, ProgrammeView};
use super::visitor::SetCookie;
use super::{CurrentUser, Problem, Visitor, actions};
use crate::app::App;
use crate::attendee::Attendee;
use crate::programme::Programme;
use crate::reservation::Bookings;
use crate::reserve_seat::Confirmation;
use crate::talk::{Talk, TalkId, Talks};

/// Says who somebody is.
#[derive(Debug, Clone, Deserialize)]
pub struct Introduction {
    /// An e-mail address, not yet checked.
    pub attendee: String,
}

/// What is answered to somebody who changed something, or asks for a part of a page.
#[derive(Debug)]
pub enum Answer {
    /// The parts of the page that look different now: htmx puts them in.
    Parts {
        /// What they look like.
        parts: Markup,
        /// Whether other parts of the page shall hear that seats have changed.
        changed: bool,
    },
    /// Where to find them: a browser without scripts goes there.
    Elsewhere(String),
}

impl Answer {
    fn at(talk: TalkId) -> Self {
        Self::Elsewhere(format!("/#talk-{talk}"))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Parts { parts, changed } => {
                let events = changed.then_some("seats-changed");
                (HxResponseTrigger::normal(events), parts).into_response()
            }
            Self::Elsewhere(path) => Redirect::to(&path).into_response(),
        }
    }
}

/// Answers `GET /` with the programme.
///
/// # Errors
///
/// A [`Problem`] when it cannot be read.
#[axum::debug_handler(state = Arc<App>)]
pub async fn programme(
    Inject(programme): Inject<Arc<dyn Programme>>,
    user: Result<Inject<Arc<CurrentUser>>, Rejection>,
) -> Result<Markup, Problem> {
    let Inject(user) = user?;
    if user.visitor.0.is_none() {
        // All strangers see the same.
        let page = |talks: &[Talk]| ProgrammeView::new(talks, &user).page().into_string();
        return Ok(PreEscaped(programme.view("programme", &page).await?.to_string()));
    }
    Ok(ProgrammeView::new(&programme.talks().await?, &user).page())
}

/// Answers `GET /free-seats` with the counter.
///
/// # Errors
///
/// A [`Problem`] when the talks cannot be read.
#[axum::debug_handler(state = Arc<App>)]
pub async fn free_seats(Inject(programme): Inject<Arc<dyn Programme>>) -> Result<Markup, Problem> {
    let counter = |talks: &[Talk]| view::free_seats(talks).into_string();
    Ok(PreEscaped(programme.view("free seats", &counter).await?.to_string()))
}

/// Answers `GET /talks/{id}` with the card of a talk.
///
/// # Errors
///
/// A [`Problem`] when there is none, or no telling.
#[axum::debug_handler(state = Arc<App>)]
pub async fn talk(
    Inject(programme): Inject<Arc<dyn Programme>>,
    user: Result<Inject<Arc<CurrentUser>>, Rejection>,
    HxRequest(is_part): HxRequest,
    Named(id): Named<TalkId>,
) -> Result<Answer, Problem> {
    let Inject(user) = user?;
    let view = ProgrammeView::new(&programme.talks().await?, &user);
    let parts = view.parts(id).ok_or_else(|| Problem::no_such_talk(id))?;
    Ok(if is_part { Answer::Parts { parts, changed: false } } else { Answer::at(id) })
}

/// Answers `POST /talks/{id}/seat` by reserving a seat for the visitor.
///
/// # Errors
///
/// A [`Problem`] when there is no seat for her, or no telling.
#[axum::debug_handler(state = Arc<App>)]
pub async fn reserve(
    scope: RequestScope<App>,
    Visitor(visitor): Visitor,
    HxRequest(is_part): HxRequest,
    Named(id): Named<TalkId>,
) -> Result<Answer, Problem> {
    let attendee = visitor.ok_or(Problem::NOBODY)?;
    let confirmation = actions::reserve(&scope, id, attendee.clone()).await?;
    let Confirmation { reservation, ticket } = confirmation;
    let seat = reservation.seat;
    let message = format!(
        "Seat {seat} is yours. Your ticket is {ticket}; a mail to {attendee} is on its way."
    );
    changed(&scope, reservation.attendee, id, is_part, &message).await
}

/// Answers `POST /talks/{id}/seat/cancel` by giving the visitor's seat back.
///
/// # Errors
///
/// A [`Problem`] when she has none, or there is no telling.
#[axum::debug_handler(state = Arc<App>)]
pub async fn cancel(
    scope: RequestScope<App>,
    Visitor(visitor): Visitor,
    HxRequest(is_part): HxRequest,
    Named(id): Named<TalkId>,
) -> Result<Answer, Problem> {
    let attendee = visitor.ok_or(Problem::NOBODY)?;
    actions::cancel(&scope, id, attendee.clone()).await?;
    changed(&scope, attendee, id, is_part, "Your seat is free for somebody else.").await
}

/// Answers `POST /attendee` by remembering who the visitor says she is.
///
/// # Errors
///
/// A [`Problem`] when it is no e-mail address.
#[axum::debug_handler(state = Arc<App>)]
pub async fn introduce(
    Filled(introduction): Filled<Introduction>,
) -> Result<(SetCookie, Redirect), Problem> {
    let attendee = introduction.attendee.parse()?;
    Ok((Visitor::remember(&attendee), Redirect::to("/")))
}

/// Answers `POST /attendee/forget` by forgetting it.
#[axum::debug_handler(state = Arc<App>)]
pub async fn forget() -> (SetCookie, Redirect) {
    (Visitor::forget(), Redirect::to("/"))
}

/// Shows a talk as it is after a change, with a message beside it.
async fn changed(
    scope: &RequestScope<App>,
    attendee: Attendee,
    id: TalkId,
    is_part: bool,
    message: &str,
) -> Result<Answer, Problem> {
    if !is_part {
        return Ok(Answer::at(id));
    }
    // As they are now, however the programme is remembered.
    let (talks, bookings): (&dyn Talks, &dyn Bookings) = (scope.resolve()?, scope.resolve()?);
    let user = CurrentUser::named(Visitor(Some(attendee)), bookings).await?;
    let view = ProgrammeView::new(&talks.all().await?, &user);
    let parts = html! { (view.parts(id).unwrap_or_default()) (view::success(message)) };
    Ok(Answer::Parts { parts, changed: true })
}
