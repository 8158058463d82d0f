//! Who is told of a problem, and in which form.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum_htmx::{HX_REQUEST, HxResponseTrigger, HxReswap, SwapOption};

use super::{Problem, view};

/// Who reads an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// A page of ours, which shows a message and stays as it is.
    Page,
    /// A person in front of a browser, who is shown a page.
    Person,
    /// A program, which reads JSON.
    Program,
}

impl Audience {
    pub(super) fn of(request: &HeaderMap) -> Self {
        let accepts = request.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        if request.get(HX_REQUEST).is_some_and(|it| it == "true") {
            Self::Page
        } else if accepts.is_some_and(|kinds| kinds.contains("text/html")) {
            Self::Person
        } else {
            Self::Program
        }
    }

    /// Tells it of a problem.
    pub(super) fn told(self, problem: Problem) -> Response {
        let status = problem.status();
        match self {
            Self::Program => problem.into_response(),
            Self::Person => (status, view::problem_page(&problem)).into_response(),
            Self::Page => {
                // What changed meanwhile is asked for by the parts that did not show it.
                let news = problem.is_news().then_some(["stale", "seats-changed"]);
                // Only the message is taken over: it says itself where it belongs.
                let swap = HxReswap(SwapOption::None);
                let message = view::problem_message(&problem);
                (status, HxResponseTrigger::normal(news.into_iter().flatten()), swap, message)
                    .into_response()
            }
        }
    }
}
