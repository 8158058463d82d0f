//! What browsers are told about our answers, and what they tell about requests.

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Problem;
use crate::settings::Mode;

/// What a page may load and where it may send: here, and nowhere else. Scripts and
/// styles that stand in the page itself are not run, whoever wrote them there.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// The same for developers: what tells them of an error within a page has its style with it.
const DEVELOPMENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'",
);

/// One address has pages, fragments and JSON, and pages of one person.
const VARY: HeaderValue = HeaderValue::from_static("HX-Request, Accept, Cookie");

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what another site has a browser do in the name of its user, and says
/// in each answer how browsers shall treat it.
pub(super) async fn guard(State(mode): State<Mode>, request: Request, next: Next) -> Response {
    let is_safe = request.method().is_safe();
    let mut response = if is_safe || is_own(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        Problem::CROSS_SITE.into_response()
    };
    let headers = response.headers_mut();
    let policy = match mode {
        Mode::Development => DEVELOPMENT_POLICY,
        Mode::Production => POLICY,
    };
    let policies = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::VARY, VARY),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache, private")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    for (name, policy) in policies {
        headers.entry(name).or_insert(policy);
    }
    response
}

/// Whether a request comes from a page of ours, from a person who typed, or from a
/// program that is no browser. Scripts can forge neither header.
fn is_own(headers: &HeaderMap, uri: &Uri) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(Authority::as_str));
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    origin.is_some_and(|(_, origin)| Some(origin) == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        super::is_own(&headers, &Uri::from_static("/attendee"))
    }

    #[test]
    fn forms_of_our_pages_and_programs_without_a_browser_may_change_things() {
        assert!(is_own(&[("host", "a.example")]));
        assert!(is_own(&[("host", "a.example"), ("sec-fetch-site", "same-origin")]));
        assert!(is_own(&[("host", "a.example"), ("sec-fetch-site", "none")]));
        assert!(is_own(&[("host", "a.example:3000"), ("origin", "http://a.example:3000")]));
    }

    #[test]
    fn forms_of_other_sites_may_not() {
        for headers in [
            [("host", "a.example"), ("sec-fetch-site", "cross-site")],
            [("host", "a.example"), ("sec-fetch-site", "same-site")],
            [("host", "a.example"), ("origin", "http://b.example")],
            [("host", "a.example"), ("origin", "http://a.example:3000")],
            [("host", "a.example"), ("origin", "null")],
        ] {
            assert!(!is_own(&headers), "{headers:?}");
        }
    }
}
