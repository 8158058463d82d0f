//! What clients may never learn of how the application is made.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::request::Builder;
use axum::http::{Method, Request, StatusCode};
use di_core::prelude::*;
use http_body_util::Full;
use symposium::app::App;
use symposium::plugins;
use symposium::settings::Mode;

use super::{Answer, PASSWORD, Place};

/// Returns the application as everybody sees it, not yet started.
pub(crate) fn in_production(place: &Place) -> App {
    let mut app = place.app();
    app.mode.override_with(Arc::new(Mode::Production));
    app
}

/// Who asks, and so in which form they are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    Program,
    Person,
    Htmx,
}

impl Audience {
    pub(crate) const ALL: [Self; 3] = [Self::Program, Self::Person, Self::Htmx];

    /// Begins a request of this audience.
    pub(crate) fn request(self, method: &Method, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        match self {
            Self::Program => request,
            Self::Person => request.header("accept", "text/html,*/*;q=0.8"),
            Self::Htmx => request.header("hx-request", "true"),
        }
    }

    /// Asserts that a problem is told in its form.
    #[track_caller]
    pub(crate) fn assert_told(self, answer: &Answer) {
        let (kind, beginnings): (_, &[_]) = match self {
            Self::Program => ("application/problem+json", &["{"]),
            Self::Person => ("text/html; charset=utf-8", &["<!DOCTYPE html>"]),
            // A message in the page, or over it.
            Self::Htmx => ("text/html; charset=utf-8", &["<div id=\"toast\"", "<dialog "]),
        };
        let Answer { headers, body, .. } = answer;
        assert_eq!(headers["content-type"], kind, "{self:?}: {body}");
        let is_in_form = beginnings.iter().any(|it| body.starts_with(it));
        assert!(is_in_form, "{self:?}: {body}");
    }
}

/// A request that somebody may send, and what comes of it.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    method: Method,
    path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: String,
    pub(crate) status: StatusCode,
}

impl Ask {
    pub(crate) fn new(method: Method, path: &'static str, status: u16) -> Self {
        let status = StatusCode::from_u16(status).expect("a status");
        Self { method, path, headers: &[], body: String::new(), status }
    }

    pub(crate) fn with(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    pub(crate) fn body(self, body: impl Into<String>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// Sends it in the name of one audience, and asserts that the answer is the expected one
    /// and gives nothing away.
    pub(crate) async fn send(
        &self,
        address: SocketAddr,
        audience: Audience,
        leaks: &Leaks,
    ) -> Answer {
        let answer = self.send_in_doubt(address, audience, leaks).await;
        let Self { method, path, status, .. } = self;
        assert_eq!(answer.status, *status, "{audience:?} {method} {path}: {}", answer.body);
        answer
    }

    /// Does so, whatever the answer is.
    pub(crate) async fn send_in_doubt(
        &self,
        address: SocketAddr,
        audience: Audience,
        leaks: &Leaks,
    ) -> Answer {
        let mut request = audience.request(&self.method, self.path);
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::from(self.body.clone())).expect("a request");
        let (status, headers, body) = super::send(address, request).await;
        let answer = Answer { status, headers, body };
        leaks.assert_none(&answer);
        answer
    }
}

/// What may not be in any answer.
#[derive(Debug)]
pub(crate) struct Leaks {
    /// The names of our types.
    names: BTreeSet<&'static str>,
    /// Parts of the texts of others, and secrets.
    texts: Vec<String>,
}

/// A secret, that of nobody.
pub(crate) const SECRET: &str = "hunter2-hunter2-hunter2-hunter2-hunter2";

/// What the texts of panics, of databases and of the container are made of.
const TEXTS: &[&str] = &[
    "::",
    "src/",
    ".rs",
    "panicked",
    "constructor",
    "needed by",
    "dyn ",
    "SELECT",
    "INSERT",
    "UPDATE",
    "BEGIN",
    " FROM ",
    "CREATE T",
    "reservation",
    "no such table",
    "read only",
    "os error",
    "refused",
    "sqlite",
    "postgres",
    "sqlx",
    "hyper",
    "pool",
    "hunter2",
    PASSWORD,
];

impl Leaks {
    pub(crate) fn of(place: &Place) -> Self {
        let plugins = plugins::none();
        let nodes = App::GRAPH.nodes().iter().chain(plugins.graph().nodes());
        let types = nodes.flat_map(|node| [node.type_name()].into_iter().chain(node.views()));
        let words = types.flat_map(|name| {
            name.split(|it: char| !it.is_alphanumeric() && it != '_')
                // Modules, `dyn` and `str` are no names of types.
                .filter(|word| word.starts_with(char::is_uppercase))
        });
        let mut names: BTreeSet<_> = words.collect();
        assert!(names.contains("SeatAllocator") && names.contains("TicketKey"), "{names:?}");
        // Those that are read from requests are not in the container.
        names.extend(["App", "SeatRequest", "Question", "Introduction", "TalkId", "Problem"]);
        let mut texts: Vec<_> = TEXTS.iter().map(|&text| text.to_owned()).collect();
        texts.push("test.db".to_owned());
        texts.push(place.directory().to_str().expect("text").to_owned());
        Self { names, texts }
    }

    /// Returns what not even developers may learn.
    pub(crate) fn secrets() -> Self {
        let texts = ["hunter2", PASSWORD].map(str::to_owned).into();
        Self { names: BTreeSet::new(), texts }
    }

    /// Asserts that there is nothing of it in the body or the headers.
    #[track_caller]
    pub(crate) fn assert_none(&self, answer: &Answer) {
        self.assert_none_in(&answer.body);
        for (name, value) in &answer.headers {
            self.assert_none_in(&format!("{name}: {}", value.to_str().expect("text")));
        }
    }

    #[track_caller]
    pub(crate) fn assert_none_in(&self, told: &str) {
        for text in &self.texts {
            assert!(!told.contains(text.as_str()), "`{text}` is in {told}");
        }
        let mut words = told.split(|it: char| !it.is_alphanumeric() && it != '_');
        let name = words.find(|word| self.names.contains(word));
        assert_eq!(name, None, "a type of ours is named in {told}");
    }
}
