//! The seats: taking one, giving it back, and who has which.

use std::sync::Arc;

use axum::http::{HeaderName, StatusCode, header};
use di_axum::{Inject, RequestScope};
use serde::Deserialize;
use utoipa::ToSchema;

use super::problems::{
    Away, CrossSite, InvalidAttendee, NoSeat, NoSuchTalk, NotSeated, Unprocessable, Unreadable,
};
use super::{Hal, SeatList, SeatResource};
use crate::app::App;
use crate::reservation::Bookings;
use crate::talk::TalkId;
use crate::web::input::{Body, Named};
use crate::web::{Problem, actions};

/// Says who wants a seat.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, expecting = "an object with an attendee")]
pub struct SeatRequest {
    /// An e-mail address.
    #[schema(format = Email, examples("ada@example.org"))]
    pub attendee: String,
}

/// Reserves a seat.
///
/// # Errors
///
/// A [`Problem`] when there is no seat for the attendee, or no telling.
#[utoipa::path(
    post,
    path = "/api/talks/{id}/seats",
    tag = "seats",
    summary = "Reserve a seat",
    description = "The lowest number that is free. A confirmation is sent by mail.",
    params(("id" = i64, Path, description = "Names the talk", example = 3)),
    request_body(content = SeatRequest, description = "Who wants a seat",
        example = json!({ "attendee": "ada@example.org" })),
    responses(
        (status = CREATED, description = "The seat that is now the attendee's", body = SeatResource,
            content_type = "application/hal+json",
            headers(("location" = String, description = "Where the seat is"))),
        NoSuchTalk, NoSeat, Unprocessable, Unreadable, CrossSite, Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn reserve(
    scope: RequestScope<App>,
    Named(talk): Named<TalkId>,
    Body(wanted): Body<SeatRequest>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Hal<SeatResource>), Problem> {
    let attendee = wanted.attendee.parse()?;
    let confirmation = actions::reserve(&scope, talk, attendee).await?;
    let ticket = Some(confirmation.ticket);
    let seat = SeatResource { ticket, ..confirmation.reservation.into() };
    let location = (header::LOCATION, seat.links.this.href.clone());
    Ok((StatusCode::CREATED, [location], Hal(seat)))
}

/// Shows the seat that somebody has in a talk.
///
/// # Errors
///
/// A [`Problem`] when there is none, or no telling.
#[utoipa::path(
    get,
    path = "/api/talks/{id}/seats/{attendee}",
    tag = "seats",
    summary = "The seat of somebody in a talk",
    description = "With a link to give it back.",
    params(
        ("id" = i64, Path, description = "Names the talk", example = 3),
        ("attendee" = String, Path, description = "An e-mail address", example = "ada@example.org"),
    ),
    responses(
        (status = OK, description = "The seat", body = SeatResource, content_type = "application/hal+json"),
        NotSeated, InvalidAttendee, Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn seat(
    Inject(bookings): Inject<Arc<dyn Bookings>>,
    Named((talk, attendee)): Named<(TalkId, String)>,
) -> Result<Hal<SeatResource>, Problem> {
    let attendee = attendee.parse()?;
    let mut seats = bookings.of(&attendee).await?.into_iter();
    let seat = seats.find(|seat| seat.talk == talk);
    let seat = seat.ok_or_else(|| Problem::not_seated(talk, &attendee))?;
    Ok(Hal(seat.into()))
}

/// Gives a seat back.
///
/// # Errors
///
/// A [`Problem`] when the attendee has none in the talk, or there is no telling.
#[utoipa::path(
    delete,
    path = "/api/talks/{id}/seats/{attendee}",
    tag = "seats",
    summary = "Give a seat back",
    description = "It is free for somebody else at once.",
    params(
        ("id" = i64, Path, description = "Names the talk", example = 3),
        ("attendee" = String, Path, description = "An e-mail address", example = "ada@example.org"),
    ),
    responses(
        (status = NO_CONTENT, description = "The seat is free"),
        NotSeated, InvalidAttendee, CrossSite, Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn cancel(
    scope: RequestScope<App>,
    Named((talk, attendee)): Named<(TalkId, String)>,
) -> Result<StatusCode, Problem> {
    actions::cancel(&scope, talk, attendee.parse()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the seats that somebody has.
///
/// # Errors
///
/// A [`Problem`] when it is no address, or there is no telling.
#[utoipa::path(
    get,
    path = "/api/attendees/{attendee}/seats",
    tag = "seats",
    summary = "The seats of somebody",
    description = "Each with a link to give it back. Somebody unknown has none.",
    params(
        ("attendee" = String, Path, description = "An e-mail address", example = "ada@example.org"),
    ),
    responses(
        (status = OK, description = "The seats", body = SeatList, content_type = "application/hal+json"),
        InvalidAttendee, Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn seats_of(
    Inject(bookings): Inject<Arc<dyn Bookings>>,
    Named(attendee): Named<String>,
) -> Result<Hal<SeatList>, Problem> {
    let attendee = attendee.parse()?;
    let seats = bookings.of(&attendee).await?;
    Ok(Hal(SeatList::of(&attendee, seats)))
}
