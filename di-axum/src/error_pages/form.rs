use http::{HeaderMap, header};

/// The form in which a client can show an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A whole page, for a browser.
    Page,
    /// A part of a page, for htmx.
    Fragment,
    /// A problem of RFC 9457, for a program.
    Problem,
}

impl Form {
    /// Reads what the client asks for; who does not ask for HTML gets none.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        if headers.get("hx-request").is_some_and(|it| it == "true") {
            return Self::Fragment;
        }
        let html = quality(headers, &["text/html", "application/xhtml+xml"]);
        let json = quality(headers, &["application/problem+json", "application/json"]);
        if html > 0 && html >= json { Self::Page } else { Self::Problem }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Page | Self::Fragment => "text/html; charset=utf-8",
            Self::Problem => "application/problem+json",
        }
    }
}

/// How much the client wants one of these media types, in thousandths; 0 if it names none.
fn quality(headers: &HeaderMap, wanted: &[&str]) -> u16 {
    let accepted = headers.get_all(header::ACCEPT).into_iter().filter_map(|it| it.to_str().ok());
    accepted
        .flat_map(|it| it.split(','))
        .filter_map(|range| {
            let mut parameters = range.split(';').map(str::trim);
            let media_type = parameters.next()?;
            if !wanted.iter().any(|it| it.eq_ignore_ascii_case(media_type)) {
                return None;
            }
            let quality = parameters.find_map(|it| it.strip_prefix("q=").or(it.strip_prefix("Q=")));
            Some(quality.map_or(1000, thousandths))
        })
        .max()
        .unwrap_or(0)
}

/// Reads a quality such as `0.8`; what is none does not count against the client.
fn thousandths(quality: &str) -> u16 {
    match quality.split_once('.') {
        Some(("0", digits)) => format!("{digits:0<3}").get(..3).and_then(|it| it.parse().ok()),
        None if quality == "0" => Some(0),
        _ => None,
    }
    .unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Form;

    #[test]
    fn the_client_says_what_it_can_show() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (accept, expected) in [
            (browser, Form::Page),
            ("text/html", Form::Page),
            ("TEXT/HTML; charset=utf-8", Form::Page),
            ("text/html;q=0.9, application/json;q=0.85", Form::Page),
            ("", Form::Problem),
            ("*/*", Form::Problem),
            ("application/json, text/plain, */*", Form::Problem),
            ("application/json, text/html;q=0.5", Form::Problem),
            ("text/html;q=0", Form::Problem),
            ("text/html;q=0.0", Form::Problem),
            ("text/html;q=0.001", Form::Page),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("accept", HeaderValue::from_static(accept));
            assert_eq!(Form::of(&headers), expected, "{accept}");
            headers.insert("hx-request", HeaderValue::from_static("true"));
            assert_eq!(Form::of(&headers), Form::Fragment, "htmx accepts */*");
        }
        assert_eq!(Form::of(&HeaderMap::new()), Form::Problem);
    }
}
