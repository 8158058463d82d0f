use http::{Method, StatusCode};
use serde::Serialize;

use super::Asked;
use super::failure::{Failure, PathStep};

/// A problem of RFC 9457; what is beyond `status` is an extension of it.
#[derive(Debug, Serialize)]
struct Problem<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    request_id: &'a str,
    #[serde(flatten)]
    told: Option<Told<'a>>,
}

/// What only developers are told.
#[derive(Debug, Serialize)]
struct Told<'a> {
    detail: &'a str,
    #[serde(serialize_with = "as_text")]
    method: &'a Method,
    uri_path: &'a str,
    path: Vec<ToldStep<'a>>,
    causes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ToldStep<'a> {
    service: &'a str,
    parameter: Option<&'a str>,
    location: String,
}

/// Writes the problem; without a failure, it tells nothing but the request's id.
pub(super) fn problem(status: StatusCode, asked: &Asked, failure: Option<&Failure<'_>>) -> String {
    let told = failure.map(|failure| Told {
        detail: &failure.problem,
        method: &asked.method,
        uri_path: &asked.path,
        path: failure.path.iter().map(told_step).collect(),
        causes: &failure.causes,
        help: failure.help,
    });
    let problem = Problem {
        r#type: "about:blank",
        title: super::title(status),
        status: status.as_u16(),
        request_id: asked.id.as_str(),
        told,
    };
    serde_json::to_string(&problem).expect("it consists of texts")
}

fn told_step<'a>(step: &'a PathStep<'_>) -> ToldStep<'a> {
    let location = step.step.location();
    ToldStep {
        service: step.step.service(),
        parameter: step.parameter(),
        location: format!("{}:{}", location.file(), location.line()),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn as_text<S: serde::Serializer>(method: &&Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.as_str())
}
