//! What the interface tells, with links to what can be done with it.
//!
//! A link is there only if its action is possible: who sees `reserve` may try to.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Serialize;
use utoipa::ToSchema;

use crate::attendee::Attendee;
use crate::reservation::Reservation;
use crate::talk::{Talk, TalkId};

/// JSON with links, as HAL has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hal<T>(pub T);

impl<T: Serialize> IntoResponse for Hal<T> {
    fn into_response(self) -> Response {
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/hal+json"));
        ([kind], Json(self.0)).into_response()
    }
}

/// Where something is found, or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Link {
    /// The address, on this host.
    #[schema(examples("/api/talks/3"))]
    pub href: String,
}

/// A talk, and the seats that are left in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TalkResource {
    /// Names the talk.
    #[schema(value_type = i64, examples(3))]
    pub id: TalkId,
    /// What it is called.
    #[schema(examples("Office hours"))]
    pub title: String,
    /// Who gives it.
    #[schema(examples("Mei-Ling Duarte"))]
    pub speaker: String,
    /// Where it is given.
    #[schema(examples("Library"))]
    pub room: String,
    /// When it begins, on the clock of the venue.
    #[schema(value_type = String, examples("2027-05-12T11:00:00"))]
    pub starts: DateTime,
    /// How many people the room holds.
    #[schema(examples(2))]
    pub seats: u32,
    /// How many of those seats nobody has taken.
    #[schema(examples(1))]
    pub free: u32,
    /// What can be done.
    #[serde(rename = "_links")]
    pub links: TalkLinks,
}

/// Where a talk leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TalkLinks {
    /// The talk itself.
    #[serde(rename = "self")]
    pub this: Link,
    /// The programme.
    pub collection: Link,
    /// Where a seat is reserved, by `POST`; absent when the talk is full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserve: Option<Link>,
}

/// The programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TalkList {
    /// The talks.
    #[serde(rename = "_embedded")]
    pub embedded: EmbeddedTalks,
    /// Where the list is.
    #[serde(rename = "_links")]
    pub links: ListLinks,
}

/// The talks of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EmbeddedTalks {
    /// In the order in which they begin.
    pub talks: Vec<TalkResource>,
}

/// Where a list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListLinks {
    /// The list itself.
    #[serde(rename = "self")]
    pub this: Link,
}

/// A seat that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SeatResource {
    /// The talk it is for.
    #[schema(value_type = i64, examples(3))]
    pub talk: TalkId,
    /// The number of the seat, from 1.
    #[schema(examples(1))]
    pub seat: u32,
    /// Who sits there.
    #[schema(value_type = String, format = Email, examples("ada@example.org"))]
    pub attendee: Attendee,
    /// When the seat was taken.
    #[schema(value_type = String, format = DateTime, examples("2027-05-01T12:00:00Z"))]
    pub reserved_at: Timestamp,
    /// What is shown at the door; told only when the seat is taken, and by mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("B50F-XHYTS"))]
    pub ticket: Option<String>,
    /// What can be done.
    #[serde(rename = "_links")]
    pub links: SeatLinks,
}

/// Where a seat leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SeatLinks {
    /// The seat itself.
    #[serde(rename = "self")]
    pub this: Link,
    /// All seats of the attendee.
    pub collection: Link,
    /// The talk it is for.
    pub talk: Link,
    /// Where the seat is given back, by `DELETE`.
    pub cancel: Link,
}

/// The seats of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SeatList {
    /// The seats.
    #[serde(rename = "_embedded")]
    pub embedded: EmbeddedSeats,
    /// Where the list is.
    #[serde(rename = "_links")]
    pub links: ListLinks,
}

/// The seats of an attendee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EmbeddedSeats {
    /// One a talk.
    pub seats: Vec<SeatResource>,
}

impl From<Talk> for TalkResource {
    fn from(talk: Talk) -> Self {
        let Talk { id, title, speaker, room, starts, seats, free } = talk;
        let links = TalkLinks {
            this: talk_link(id),
            collection: talks_link(),
            reserve: (free > 0).then(|| link(format!("/api/talks/{id}/seats"))),
        };
        Self { id, title, speaker, room, starts, seats, free, links }
    }
}

impl From<Vec<Talk>> for TalkList {
    fn from(talks: Vec<Talk>) -> Self {
        let talks = talks.into_iter().map(TalkResource::from).collect();
        Self { embedded: EmbeddedTalks { talks }, links: ListLinks { this: talks_link() } }
    }
}

impl From<Reservation> for SeatResource {
    fn from(reservation: Reservation) -> Self {
        let Reservation { talk, seat, attendee, reserved_at } = reservation;
        let name = encoded(&attendee);
        let this = link(format!("/api/talks/{talk}/seats/{name}"));
        let links = SeatLinks {
            cancel: this.clone(),
            this,
            collection: seats_link(&attendee),
            talk: talk_link(talk),
        };
        Self { talk, seat, attendee, reserved_at, ticket: None, links }
    }
}

impl SeatList {
    /// Lists the seats of one attendee.
    #[must_use]
    pub fn of(attendee: &Attendee, seats: Vec<Reservation>) -> Self {
        let seats = seats.into_iter().map(SeatResource::from).collect();
        let links = ListLinks { this: seats_link(attendee) };
        Self { embedded: EmbeddedSeats { seats }, links }
    }
}

fn link(href: String) -> Link {
    Link { href }
}

fn talks_link() -> Link {
    link("/api/talks".to_owned())
}

fn talk_link(talk: TalkId) -> Link {
    link(format!("/api/talks/{talk}"))
}

fn seats_link(attendee: &Attendee) -> Link {
    link(format!("/api/attendees/{}/seats", encoded(attendee)))
}

/// Writes an address as one segment of a path: what has a meaning there, or is not
/// allowed there, as `%` and its number.
fn encoded(attendee: &Attendee) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'*+=@".contains(&byte);
    let encode = |byte| match byte {
        byte if is_plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    attendee.address().bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_segment_of_a_path_whatever_is_in_it() {
        let attendee: Attendee = "o'hara+a/b?c#d%e{x}@example.org".parse().expect("an address");
        assert_eq!(encoded(&attendee), "o'hara+a%2Fb%3Fc%23d%25e%7Bx%7D@example.org");
    }
}
