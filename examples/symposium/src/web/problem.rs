//! Problem details, as RFC 9457 has them.

use std::error::Error;

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use di_axum::RequestId;
use serde::Serialize;

use crate::attendee::InvalidAddress;
use crate::seat_allocator::NoSeat;
use crate::storage::StorageError;

/// How many seconds a client should wait while the database does not answer.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Tells a client what went wrong, and nothing of how the application is made.
///
/// The cause is logged where the problem is made; the request's id, added when
/// the response leaves, is what ties the two together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    #[serde(serialize_with = "serialize_status")]
    status: StatusCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
}

impl Problem {
    pub(super) const INTERNAL: Self =
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "about:blank", "Internal Server Error");
    const UNAVAILABLE: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "urn:symposium:problem:storage-unavailable",
        "The storage does not answer; try again later",
    );
    const CONTENDED: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "urn:symposium:problem:storage-contended",
        "Too many others change the same at this moment; try again soon",
    );
    const NO_SUCH_TALK: Self = Self::new(
        StatusCode::NOT_FOUND,
        "urn:symposium:problem:no-such-talk",
        "There is no such talk",
    );
    const TALK_FULL: Self =
        Self::new(StatusCode::CONFLICT, "urn:symposium:problem:talk-full", "The talk is full");
    const ALREADY_SEATED: Self = Self::new(
        StatusCode::CONFLICT,
        "urn:symposium:problem:already-seated",
        "The attendee already has a seat",
    );
    const NOT_SEATED: Self = Self::new(
        StatusCode::NOT_FOUND,
        "urn:symposium:problem:not-seated",
        "The attendee has no seat to give back",
    );
    const INVALID_ATTENDEE: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "urn:symposium:problem:invalid-attendee",
        "The attendee is not an e-mail address",
    );
    pub(super) const NO_SUCH_PAGE: Self =
        Self::new(StatusCode::NOT_FOUND, "about:blank", "Not Found");
    pub(super) const METHOD_NOT_ALLOWED: Self =
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "about:blank", "Method Not Allowed");

    const fn new(status: StatusCode, kind: &'static str, title: &'static str) -> Self {
        Self { kind, title, status, detail: None, instance: None }
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

    fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Names the request in which the problem arose.
    #[must_use]
    pub fn in_request(self, id: &RequestId) -> Self {
        Self { instance: Some(format!("urn:symposium:request:{id}")), ..self }
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
        problem.detail(error.to_string())
    }
}

impl From<InvalidAddress> for Problem {
    fn from(error: InvalidAddress) -> Self {
        Self::INVALID_ATTENDEE.detail(error.to_string())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let status = rejection.status();
        let title = status.canonical_reason().unwrap_or("Bad Request");
        Self::new(status, "about:blank", title).detail(rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::NO_SUCH_TALK.detail("a talk is named by a number")
    }
}

impl From<di_core::Error> for Problem {
    fn from(error: di_core::Error) -> Self {
        tracing::error!("{error:#}");
        Self::INTERNAL
    }
}

/// The response also carries the problem as an extension, so that the request
/// can be named in it before it leaves.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
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
