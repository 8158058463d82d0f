use std::fmt;
use std::sync::Arc;

use http::request::Parts;
use http::{HeaderName, HeaderValue};
use uuid::Uuid;

/// Longer ids are taken for an attack on the log rather than for a name.
const LONGEST: usize = 64;

/// Names one request: in the log, in the response, and wherever services write it down.
///
/// ```
/// use di_axum::RequestId;
///
/// assert_eq!(RequestId::parse("abc-1").expect("it is sane").as_str(), "abc-1");
/// assert!(RequestId::parse("two\nlines").is_none());
/// assert_ne!(RequestId::new(), RequestId::new());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(
    /// Visible ASCII of at most [`LONGEST`] characters, so that it is safe in a log line, a
    /// header and a mail.
    Arc<str>,
);

impl RequestId {
    /// The header that carries it, in both directions.
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// Makes a new id; ids made later sort after it.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default that differs at each call would surprise"
    )]
    pub fn new() -> Self {
        Self(Uuid::now_v7().to_string().into())
    }

    /// Takes over an id that somebody else made, if it is visible ASCII of at most 64
    /// characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_sane =
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_sane.then(|| Self(text.into()))
    }

    /// Returns the id of a request: the one that [`ErrorPages`](crate::ErrorPages) has given
    /// it, else the one in its header, if that is
    /// sane, else a new one.
    ///
    /// ```
    /// use axum::http::Request;
    /// use di_axum::RequestId;
    ///
    /// let request = Request::get("/").header("x-request-id", "edge-7").body(())?;
    /// assert_eq!(RequestId::of(&request.into_parts().0).as_str(), "edge-7");
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    #[must_use]
    pub fn of(request: &Parts) -> Self {
        let given = || request.extensions.get::<Self>().cloned();
        let sent = || Self::parse(request.headers.get(Self::HEADER)?.to_str().ok()?);
        given().or_else(sent).unwrap_or_else(Self::new)
    }

    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&RequestId> for HeaderValue {
    fn from(id: &RequestId) -> Self {
        Self::from_str(&id.0).expect("visible ASCII is the value of a header")
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn request(header: Option<&[u8]>) -> Parts {
        let mut request = Request::new(());
        if let Some(header) = header {
            let value = HeaderValue::from_bytes(header).expect("a header value");
            request.headers_mut().insert(RequestId::HEADER, value);
        }
        request.into_parts().0
    }

    #[test]
    fn a_sane_id_is_taken_over() {
        assert_eq!(RequestId::of(&request(Some(b"edge-7f3a"))).as_str(), "edge-7f3a");
        let longest = [b'a'; LONGEST];
        assert_eq!(RequestId::of(&request(Some(&longest))).as_str().as_bytes(), longest);
    }

    #[test]
    fn an_absent_long_or_invisible_id_is_replaced() {
        for header in
            [None, Some(&b""[..]), Some(b"a b"), Some(b"a\tb"), Some(b"\xff"), Some(&[b'a'; 65])]
        {
            let id = RequestId::of(&request(header));
            assert!(Uuid::parse_str(id.as_str()).is_ok(), "{header:?} became {id}");
        }
    }

    #[test]
    fn the_id_that_a_layer_gave_counts_more_than_the_header() {
        let mut request = request(Some(b"edge-7f3a"));
        request.extensions.insert(RequestId::parse("ours").expect("it is sane"));
        assert_eq!(RequestId::of(&request).as_str(), "ours");
    }

    #[test]
    fn it_can_be_sent_in_a_header() {
        let id = RequestId::new();
        assert_eq!(HeaderValue::from(&id), id.as_str());
    }
}
