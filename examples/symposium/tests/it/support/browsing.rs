//! What a browser asks, with htmx and without.

use axum::http::request::Builder;
use axum::http::{Method, Request};
use http_body_util::Full;

use super::{Answer, Served};

impl Served {
    /// Asks as a browser without scripts does.
    pub(crate) async fn browse(&self, path: &str, as_whom: Option<&str>) -> Answer {
        let request = request(Method::GET, path, as_whom).header("accept", "text/html,*/*;q=0.8");
        self.send(request.body(Full::default()).expect("a request")).await
    }

    /// Sends a form as a browser without scripts does.
    pub(crate) async fn submit(&self, path: &str, as_whom: Option<&str>, form: &str) -> Answer {
        let request = request(Method::POST, path, as_whom)
            .header("accept", "text/html,*/*;q=0.8")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Full::from(form.to_owned())).expect("a request")).await
    }

    /// Asks, or sends a form, as htmx does.
    pub(crate) async fn htmx(
        &self,
        method: Method,
        path: &str,
        as_whom: Option<&str>,
        form: &str,
    ) -> Answer {
        let request = request(method, path, as_whom)
            .header("hx-request", "true")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Full::from(form.to_owned())).expect("a request")).await
    }
}

fn request(method: Method, path: &str, as_whom: Option<&str>) -> Builder {
    let request = Request::builder().method(method).uri(path).header("host", "localhost");
    match as_whom {
        Some(address) => request.header("cookie", format!("theme=dark; attendee={address}")),
        None => request,
    }
}
