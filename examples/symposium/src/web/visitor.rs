//! Who is asking, as far as she has said.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::attendee::Attendee;

const COOKIE: &str = "attendee";

/// A year, in seconds.
const A_YEAR: u32 = 31_536_000;

/// The person in front of the browser, if she has said who she is.
///
/// It is her word and no more: nobody logs in here. A cookie remembers it, out of
/// the reach of scripts, and other sites cannot send it along with their forms.
///
/// ```
/// use axum::http::{HeaderMap, HeaderValue, header};
/// use symposium::web::Visitor;
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(Visitor::of(&headers), Visitor(None));
/// headers.insert(header::COOKIE, HeaderValue::from_static("a=b; attendee=ada@example.org"));
/// assert_eq!(Visitor::of(&headers), Visitor("ada@example.org".parse().ok()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor(pub Option<Attendee>);

/// The header by which a browser is told to remember or to forget.
pub type SetCookie = [(HeaderName, String); 1];

impl Visitor {
    /// Reads who it is from the cookie; an address that is none is nobody's.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        // As bytes: other programs on this host have cookies, too, in whatever characters.
        let cookies = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes);
        let mut pairs = cookies.flat_map(|it| it.split(|byte| *byte == b';'));
        let address = pairs.find_map(|pair| {
            let value = pair.trim_ascii().strip_prefix(COOKIE.as_bytes())?.strip_prefix(b"=")?;
            str::from_utf8(value).ok()
        });
        Self(address.and_then(|address| address.parse().ok()))
    }

    /// Has the browser remember who it is.
    ///
    /// What an [`Attendee`] may consist of needs no quoting in a cookie. It is not
    /// marked `Secure`, because this program speaks plain HTTP with its own machine.
    #[must_use]
    pub fn remember(attendee: &Attendee) -> SetCookie {
        set(&format!("{attendee}; Max-Age={A_YEAR}"))
    }

    /// Has the browser forget it.
    #[must_use]
    pub fn forget() -> SetCookie {
        set("; Max-Age=0")
    }
}

fn set(value: &str) -> SetCookie {
    [(header::SET_COOKIE, format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax"))]
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookies_of_others_are_passed_over() {
        let ada = Visitor("ada@example.org".parse().ok());
        for (cookies, visitor) in [
            (&b"attendee=ada@example.org"[..], &ada),
            (b"a=b;attendee=ada@example.org;c=d", &ada),
            (b"name=Zo\xc3\xab; attendee=ada@example.org; byte=\xff", &ada),
            (b"attendees=ada@example.org; my_attendee=ada@example.org", &Visitor(None)),
            (b"attendee=\xff", &Visitor(None)),
            (b"attendee=<b>@example.org", &Visitor(None)),
        ] {
            let value = HeaderValue::from_bytes(cookies).expect("a value");
            let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
            assert_eq!(Visitor::of(&headers), *visitor, "{cookies:?}");
        }
    }
}
