//! Problem details, as RFC 9457 has them.

use std::error::Error;
use std::fmt;

use axum::extract::path::ErrorKind;
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection};
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use di_axum::{Rejection, RequestId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::attendee::{Attendee, InvalidAddress};
use crate::seat_allocator::NoSeat;
use crate::storage::{StorageError, kind_of};
use crate::talk::TalkId;

/// How many seconds a client should wait while the database does not answer.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Tells a client what went wrong, and nothing of how the application is made.
///
/// The cause is logged where the problem is made; the request's id, added when
/// the response leaves, is what ties the two together.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(description = "What went wrong, as RFC 9457 has it.")]
pub struct Problem {
    /// Names this kind of problem.
    #[serde(rename = "type")]
    kind: &'static str,
    /// What is wrong, in general.
    title: &'static str,
    /// The status of the response.
    #[serde(serialize_with = "serialize_status")]
    #[schema(value_type = u16)]
    status: StatusCode,
    /// What is wrong in this case.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The request in which the problem arose; the log tells more of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// What could not be injected, if it is that.
    #[serde(skip)]
    #[schema(ignore)]
    rejection: Option<Rejection>,
}

impl Problem {
    pub(super) const INTERNAL: Self =
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "about:blank", "Internal Server Error");
    pub(super) const UNAVAILABLE: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "urn:symposium:problem:storage-unavailable",
        "The storage does not answer; try again later",
    );
    pub(super) const CONTENDED: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "urn:symposium:problem:storage-contended",
        "Too many others change the same at this moment; try again soon",
    );
    pub(super) const NO_SUCH_TALK: Self = Self::new(
        StatusCode::NOT_FOUND,
        "urn:symposium:problem:no-such-talk",
        "There is no such talk",
    );
    pub(super) const TALK_FULL: Self =
        Self::new(StatusCode::CONFLICT, "urn:symposium:problem:talk-full", "The talk is full");
    pub(super) const ALREADY_SEATED: Self = Self::new(
        StatusCode::CONFLICT,
        "urn:symposium:problem:already-seated",
        "The attendee already has a seat",
    );
    pub(super) const INVALID_ATTENDEE: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "urn:symposium:problem:invalid-attendee",
        "The attendee is not an e-mail address",
    );
    pub(super) const NOT_SEATED: Self = Self::new(
        StatusCode::NOT_FOUND,
        "urn:symposium:problem:not-seated",
        "The attendee has no seat",
    );
    pub(super) const NOBODY: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "urn:symposium:problem:nobody",
        "Say first who you are",
    );
    pub(super) const CROSS_SITE: Self = Self::new(
        StatusCode::FORBIDDEN,
        "urn:symposium:problem:cross-site",
        "Another site may not do this",
    );
    pub(super) const NO_SUCH_PAGE: Self =
        Self::new(StatusCode::NOT_FOUND, "about:blank", "Not Found");
    pub(super) const METHOD_NOT_ALLOWED: Self =
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "about:blank", "Method Not Allowed");

    const fn new(status: StatusCode, kind: &'static str, title: &'static str) -> Self {
        Self { kind, title, status, detail: None, instance: None, rejection: None }
    }

    /// Returns the status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the URI that names this kind of problem.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.kind
    }

    /// Returns what is wrong, in general.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title
    }

    /// Returns what is wrong in this case, if there is more to say.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Returns the URI of the request in which the problem arose, once it is named.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// Returns whether the client was not up to date: somebody else was quicker, or
    /// the client itself was, in another window.
    #[must_use]
    pub fn is_news(&self) -> bool {
        [Self::TALK_FULL, Self::ALREADY_SEATED, Self::NOT_SEATED]
            .iter()
            .any(|news| news.kind == self.kind)
    }

    /// Says that the programme has no such talk.
    pub(super) fn no_such_talk(talk: TalkId) -> Self {
        NoSeat::NoSuchTalk(talk).into()
    }

    /// Says that there is no seat to give back.
    pub(super) fn not_seated(talk: TalkId, attendee: &Attendee) -> Self {
        Self::NOT_SEATED.because(format!("{attendee} has no seat in talk {talk}"))
    }

    fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Names the request in which the problem arose.
    #[must_use]
    pub fn in_request(self, id: &RequestId) -> Self {
        Self { instance: Some(format!("urn:symposium:request:{id}")), ..self }
    }

    pub(super) fn unreadable(status: StatusCode, why: String) -> Self {
        let title = status.canonical_reason().unwrap_or("Bad Request");
        Self::new(status, "about:blank", title).because(why)
    }

    /// Logs what only we may know, and returns what everybody may.
    fn logging(self, error: &dyn Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let why = error.to_string();
            // Some errors tell their cause themselves.
            if !text.ends_with(&why) {
                text = format!("{text}: {why}");
            }
            cause = error.source();
        }
        tracing::error!(status = self.status.as_u16(), "{text}");
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.detail().unwrap_or(self.title))
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        let problem = match &error {
            StorageError::Unavailable(_) => Self::UNAVAILABLE,
            StorageError::Conflict(_) => Self::CONTENDED,
            StorageError::Broken(_) => Self::INTERNAL,
        };
        problem.logging(&error)
    }
}

impl From<NoSeat> for Problem {
    fn from(error: NoSeat) -> Self {
        let problem = match error {
            NoSeat::Storage(error) => return error.into(),
            NoSeat::Unresolved(error) => return error.into(),
            NoSeat::NotSeated { .. } => Self::NOT_SEATED,
            NoSeat::NoSuchTalk(_) => Self::NO_SUCH_TALK,
            NoSeat::Full { .. } => Self::TALK_FULL,
            NoSeat::AlreadySeated { .. } => Self::ALREADY_SEATED,
        };
        problem.because(error.to_string())
    }
}

impl From<InvalidAddress> for Problem {
    fn from(error: InvalidAddress) -> Self {
        Self::INVALID_ATTENDEE.because(error.to_string())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::unreadable(rejection.status(), rejection.body_text())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::unreadable(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
    }
}

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        Self::unreadable(rejection.status(), rejection.body_text())
    }
}

impl From<WebSocketUpgradeRejection> for Problem {
    fn from(rejection: WebSocketUpgradeRejection) -> Self {
        Self::unreadable(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        if let PathRejection::FailedToDeserializePathParams(failed) = &rejection
            && let ErrorKind::InvalidUtf8InPathParam { .. } = failed.kind()
        {
            return Self::NO_SUCH_PAGE;
        }
        Self::NO_SUCH_TALK.because("a talk is named by a number")
    }
}

impl From<di_core::Error> for Problem {
    fn from(error: di_core::Error) -> Self {
        Rejection::from(error).into()
    }
}

impl From<Rejection> for Problem {
    /// What needs the storage cannot be built without it; all else is a defect, of which the
    /// page of the error tells developers.
    fn from(rejection: Rejection) -> Self {
        match rejection.error().and_then(kind_of) {
            Some(kind) => kind(Box::new(rejection)).into(),
            None => Self { rejection: Some(rejection), ..Self::INTERNAL },
        }
    }
}

impl PartialEq for Problem {
    /// What clients can tell apart.
    fn eq(&self, other: &Self) -> bool {
        let told =
            |it: &Self| (it.kind, it.title, it.status, it.detail.clone(), it.instance.clone());
        told(self) == told(other)
    }
}

/// The response also carries the problem as an extension, so that the request
/// can be named in it before it leaves.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(rejection) = self.rejection {
            return rejection.into_response();
        }
        let body = axum::Json(&self).into_response().into_body();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn serialize_status<S: serde::Serializer>(
    status: &StatusCode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}
