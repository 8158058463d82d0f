//! The problems that operations may answer, described by the problems themselves.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::web::Problem;

type Responses = BTreeMap<String, RefOr<Response>>;

/// Gives a group of problems a name, by which operations list it among their responses.
macro_rules! problems {
    ($($name:ident: $problems:expr;)*) => {$(
        #[derive(ToSchema)]
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                described(&$problems)
            }
        }
    )*};
}

problems! {
    NoSuchTalk: [Problem::NO_SUCH_TALK];
    NoSeat: [Problem::TALK_FULL, Problem::ALREADY_SEATED];
    NotSeated: [Problem::NOT_SEATED, Problem::NO_SUCH_TALK];
    InvalidAttendee: [Problem::INVALID_ATTENDEE];
    Unprocessable: [Problem::INVALID_ATTENDEE, unreadable(StatusCode::UNPROCESSABLE_ENTITY)];
    Unreadable: [
        unreadable(StatusCode::BAD_REQUEST),
        unreadable(StatusCode::PAYLOAD_TOO_LARGE),
        unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ];
    CrossSite: [Problem::CROSS_SITE];
    Away: [Problem::UNAVAILABLE, Problem::INTERNAL];
}

fn unreadable(status: StatusCode) -> Problem {
    Problem::unreadable(status, "why the body cannot be read".to_owned())
}

/// Describes one response for each status, with each of its problems as an example.
fn described(problems: &[Problem]) -> Responses {
    let mut by_status: BTreeMap<String, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        by_status.entry(problem.status().as_u16().to_string()).or_default().push(problem);
    }
    let describe = |(status, problems): (String, Vec<&Problem>)| {
        let titles: Vec<_> = problems.iter().map(|problem| problem.title()).collect();
        let examples = problems.iter().map(|problem| {
            let name = problem.kind().strip_prefix("urn:symposium:problem:");
            (
                name.unwrap_or("example"),
                ExampleBuilder::new().value(Some(serde_json::json!(problem))).build(),
            )
        });
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .examples_from_iter(examples);
        let response = ResponseBuilder::new()
            .description(titles.join("; or: "))
            .content("application/problem+json", content.build());
        (status, RefOr::T(response.build()))
    };
    by_status.into_iter().map(describe).collect()
}
