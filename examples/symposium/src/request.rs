//! What one request is known by.

use std::fmt;

use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use uuid::Uuid;

/// The header that carries a request's id, in both directions.
pub const REQUEST_ID_HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longer ids are taken for an attack on the log rather than for a name.
const LONGEST_ID: usize = 64;

/// Names one request in the log, in the response and in mails.
///
/// ```
/// use symposium::request::RequestId;
///
/// assert_eq!(RequestId::parse("abc-1").map(|id| id.to_string()).as_deref(), Some("abc-1"));
/// assert!(RequestId::parse("two\nlines").is_none());
/// assert_ne!(RequestId::new(), RequestId::new());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(
    /// Visible ASCII of at most [`LONGEST_ID`] characters, so that it is safe in
    /// a log line, a header and a mail.
    String,
);

impl RequestId {
    /// Makes a new id; ids made later sort after it.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default that differs at each call would surprise"
    )]
    pub fn new() -> Self {
        Self(Uuid::now_v7().to_string())
    }

    /// Takes over an id that somebody else made, if it is short and visible
    /// ASCII.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let sane = (1..=LONGEST_ID).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        sane.then(|| Self(text.to_owned()))
    }

    /// Takes the id that the request came with, or makes one.
    #[must_use]
    pub fn of(request: &Parts) -> Self {
        let header = request.headers.get(REQUEST_ID_HEADER);
        header.and_then(|value| value.to_str().ok()).and_then(Self::parse).unwrap_or_else(Self::new)
    }

    /// Returns the id as the value of a header.
    #[must_use]
    pub fn to_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).unwrap_or_else(|_| {
            // Visible ASCII is always a header value; see the field.
            HeaderValue::from_static("invalid")
        })
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn id_of(header: Option<&[u8]>) -> String {
        let mut request = Request::new(());
        if let Some(header) = header {
            let value = HeaderValue::from_bytes(header).expect("a header value");
            request.headers_mut().insert(REQUEST_ID_HEADER, value);
        }
        RequestId::of(&request.into_parts().0).to_string()
    }

    #[test]
    fn a_sane_id_is_taken_over() {
        assert_eq!(id_of(Some(b"edge-7f3a")), "edge-7f3a");
        assert_eq!(id_of(Some(&[b'a'; 64])), "a".repeat(64));
    }

    #[test]
    fn an_absent_long_or_invisible_id_is_replaced() {
        for header in
            [None, Some(&b""[..]), Some(b"a b"), Some(b"a\tb"), Some(b"\xff"), Some(&[b'a'; 65])]
        {
            let id = id_of(header);
            assert!(Uuid::parse_str(&id).is_ok(), "{header:?} became {id}");
        }
    }
}
