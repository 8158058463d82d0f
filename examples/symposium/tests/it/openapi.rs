//! The description of the interface, held against the interface.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::{HeaderValue, Method, Request, StatusCode};
use futures_util::FutureExt;
use http_body_util::Full;
use hyper::body::Bytes;
use serde_json::Value;
use symposium::web;

use crate::support::{self, OneTalk, Place, Served, post_seat};

on_each_database![
    each_example_is_accepted_and_answered_as_described,
    each_problem_is_described_where_it_is_answered,
    each_link_leads_to_what_is_described,
];

/// The methods of the interface, in an order in which what one needs was done before.
const METHODS: [Method; 5] =
    [Method::POST, Method::GET, Method::PUT, Method::PATCH, Method::DELETE];

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// Puts the examples of its parameters into a path.
fn filled(path: &str, operation: &Value) -> String {
    elements(&operation["parameters"]).fold(path.to_owned(), |path, parameter| {
        let example = parameter["example"].to_string();
        path.replace(&format!("{{{}}}", text(&parameter["name"])), example.trim_matches('"'))
    })
}

/// Holds a value against a schema; what is not described, is not allowed.
#[track_caller]
fn assert_conforms(document: &Value, schema: &Value, value: &Value) {
    if let Some(path) = schema["$ref"].as_str() {
        let schema = document.pointer(path.trim_start_matches('#')).expect("a schema");
        return assert_conforms(document, schema, value);
    }
    if let Some(schema) = elements(&schema["oneOf"]).find(|it| it["type"] != "null") {
        return assert_conforms(document, schema, value);
    }
    let is_of_kind = |kind: &Value| match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        _ => panic!("unknown: {schema}"),
    };
    let kind = &schema["type"];
    let fits = kind.is_array() && elements(kind).any(|kind| kind != "null" && is_of_kind(kind));
    assert!(fits || (kind.is_string() && is_of_kind(kind)), "{value} is no {schema}");
    for name in elements(&schema["required"]) {
        assert!(!value[text(name)].is_null(), "{name} is missing in {value}");
    }
    for (name, member) in members(value) {
        let property = schema["properties"].get(name).or(schema.get("additionalProperties"));
        let property = property.unwrap_or_else(|| panic!("{name} is not in {schema}"));
        assert_conforms(document, property, member);
    }
    elements(value).for_each(|element| assert_conforms(document, &schema["items"], element));
}

#[test]
fn what_is_routed_is_described_and_what_is_described_is_routed() {
    let app = support::app(&OneTalk::with_seats(1), &Arc::default());
    let router = web::router(&app.build_overridden().expect("no database"));
    // There is no other way to ask a router for its routes.
    let shown = format!("{router:?}");
    let paths = shown.split('"').filter(|it| it.starts_with("/api/") || *it == "/health");
    let answered: BTreeSet<_> = paths.collect();
    let document = web::api::document().now_or_never().expect("nothing to wait for").0;
    let document = serde_json::json!(document);
    let described: BTreeSet<_> = members(&document["paths"]).map(|(path, _)| path).collect();
    assert_eq!(answered, described);
    assert!(!answered.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_method_is_described_or_not_allowed() {
    let served = Served::at(Place::sqlite()).await;
    let document = served.ask(Method::GET, "/openapi.json").await.json();
    for (path, operations) in members(&document["paths"]) {
        let (_, any) = members(operations).next().expect("an operation");
        for method in METHODS {
            let answer = served.ask(method.clone(), &filled(path, any)).await;
            let is_described = operations.get(method.as_str().to_lowercase()).is_some();
            let is_refused = answer.status == StatusCode::METHOD_NOT_ALLOWED;
            assert_ne!(is_described, is_refused, "{method} {path}: {}", answer.body);
        }
    }
    served.shutdown().await;
}

async fn each_example_is_accepted_and_answered_as_described(place: Place) {
    let served = Served::at(place).await;
    let document = served.ask(Method::GET, "/openapi.json").await.json();
    let mut tried = 0;
    for method in METHODS {
        for (path, operations) in members(&document["paths"]) {
            let Some(operation) = operations.get(method.as_str().to_lowercase()) else { continue };
            let body = &operation["requestBody"]["content"]["application/json"]["example"];
            assert_eq!(body.is_null(), operation["requestBody"].is_null(), "{path}");
            let mut request = Request::builder()
                .method(method.clone())
                .uri(filled(path, operation))
                .header("host", "localhost");
            if !body.is_null() {
                request = request.header("content-type", "application/json");
            }
            let body = if body.is_null() { String::new() } else { body.to_string() };
            let answer = served.send(request.body(Full::from(body)).expect("a request")).await;

            assert!(answer.status.is_success(), "{method} {path}: {}", answer.body);
            let described = &operation["responses"][answer.status.as_str()];
            assert!(described.is_object(), "{method} {path} answers {}", answer.status);
            if let Some((kind, content)) = members(&described["content"]).next() {
                assert_eq!(answer.headers["content-type"], kind);
                assert_conforms(&document, &content["schema"], &answer.json());
            } else {
                assert_eq!(answer.body, "", "{method} {path}");
            }
            tried += 1;
        }
    }
    let operations = members(&document["paths"]).map(|(_, operations)| members(operations).count());
    assert_eq!(tried, operations.sum::<usize>());
    served.shutdown().await;
}

async fn each_problem_is_described_where_it_is_answered(place: Place) {
    let served = Served::at(place).await;
    let document = served.ask(Method::GET, "/openapi.json").await.json();
    let reserve = ("/api/talks/{id}/seats", "post");
    let cancel = ("/api/talks/{id}/seats/{attendee}", "delete");
    let json = |body: &'static str| post_seat(3, body);
    let ask = |method: &str, path: &'static str| {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        request.body(Full::default()).expect("a request")
    };
    let cross_site = |mut request: Request<Full<Bytes>>| {
        request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
        request
    };
    let mut plain = json(r#"{"attendee":"eve@example.org"}"#);
    plain.headers_mut().remove("content-type");
    served.reserve(3, "ada@example.org").await;
    served.reserve(3, "bob@example.org").await;
    let mut answers = Vec::new();
    for ((path, method), request) in [
        (reserve, json("{")),
        (reserve, json("{}")),
        (reserve, plain),
        (reserve, post_seat(3, "a".repeat(3 << 20))),
        (reserve, json(r#"{"attendee":"eve"}"#)),
        (reserve, json(r#"{"attendee":"eve@example.org"}"#)),
        (reserve, json(r#"{"attendee":"ada@example.org"}"#)),
        (reserve, post_seat(99, r#"{"attendee":"eve@example.org"}"#)),
        (reserve, cross_site(json(r#"{"attendee":"eve@example.org"}"#))),
        (("/api/talks/{id}", "get"), ask("GET", "/api/talks/99")),
        (("/api/talks/{id}", "get"), ask("GET", "/api/talks/three")),
        ((cancel.0, "get"), ask("GET", "/api/talks/3/seats/eve@example.org")),
        ((cancel.0, "get"), ask("GET", "/api/talks/3/seats/eve")),
        (cancel, ask("DELETE", "/api/talks/3/seats/eve@example.org")),
        (cancel, ask("DELETE", "/api/talks/three/seats/eve@example.org")),
        (cancel, ask("DELETE", "/api/talks/3/seats/eve")),
        (cancel, cross_site(ask("DELETE", "/api/talks/3/seats/ada@example.org"))),
        (("/api/attendees/{attendee}/seats", "get"), ask("GET", "/api/attendees/eve/seats")),
    ] {
        answers.push((path, method, served.send(request).await));
    }
    served.database.close().await;
    for (path, operations) in members(&document["paths"]).filter(|(path, _)| *path != "/health") {
        for (method, operation) in members(operations) {
            let body = &operation["requestBody"]["content"]["application/json"]["example"];
            let request = Request::builder()
                .method(method.to_uppercase().as_str())
                .uri(filled(path, operation))
                .header("host", "localhost")
                .header("content-type", "application/json")
                .body(Full::from(body.to_string()));
            answers.push((path, method, served.send(request.expect("a request")).await));
        }
    }
    for (path, method, answer) in answers {
        assert!(!answer.status.is_success(), "{method} {path}: {}", answer.body);
        let problem = answer.problem(answer.status);
        let described = &document["paths"][path][method]["responses"][answer.status.as_str()];
        let content = &described["content"]["application/problem+json"];
        assert_conforms(&document, &content["schema"], &problem);
        let mut examples = members(&content["examples"]);
        let is_described = examples.any(|(_, example)| example["value"]["type"] == problem["type"]);
        assert!(is_described, "{method} {path}: {problem} is not in {described}");
    }
    served.shutdown().await;
}

async fn each_link_leads_to_what_is_described(place: Place) {
    let served = Served::at(place).await;
    // An address all of whose characters an address in a link has to write otherwise.
    let seat = served.reserve(3, "o'hara/{?#%}@example.org").await;
    assert_eq!(seat.status, StatusCode::CREATED, "{}", seat.body);
    let seat = seat.json();
    let link = |resource: &Value, name: &str| text(&resource["_links"][name]["href"]).to_owned();
    let list = served.ask(Method::GET, &link(&seat, "collection")).await.json();
    assert_eq!(link(&list, "self"), link(&seat, "collection"));
    assert_eq!(list["_embedded"]["seats"][0]["attendee"], "o'hara/{?#%}@example.org");
    let same = served.ask(Method::GET, &link(&seat, "self")).await.json();
    assert_eq!((&same["seat"], &same["_links"]), (&seat["seat"], &seat["_links"]));

    let talk = served.ask(Method::GET, &link(&seat, "talk")).await.json();
    let (reserve, programme) = (link(&talk, "reserve"), link(&talk, "collection"));
    assert_eq!(reserve, "/api/talks/3/seats");
    let talks = served.ask(Method::GET, &programme).await.json();
    let talks = elements(&talks["_embedded"]["talks"]);
    assert!(talks.map(|talk| link(talk, "self")).any(|other| other == link(&talk, "self")));

    served.reserve(3, "bob@example.org").await;
    let full = served.ask(Method::GET, &link(&talk, "self")).await.json();
    assert!(full["_links"].get("reserve").is_none(), "{full}");
    let cancelled = served.ask(Method::DELETE, &link(&seat, "cancel")).await;
    assert_eq!(cancelled.status, StatusCode::NO_CONTENT, "{}", cancelled.body);
    let free = served.ask(Method::GET, &link(&talk, "self")).await.json();
    assert_eq!(link(&free, "reserve"), reserve);
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_page_of_the_interface_shows_all_of_it_and_its_links_lead_somewhere() {
    let served = Served::at(Place::sqlite()).await;
    let document = served.ask(Method::GET, "/openapi.json").await.json();
    let page = served.browse("/api", None).await.body;
    let mut names: Vec<String> = Vec::new();
    for (path, operations) in members(&document["paths"]) {
        assert!(page.contains(&format!("<code>{path}</code>")), "{path} is not in {page}");
        names.extend(members(operations).map(|(_, it)| text(&it["operationId"]).to_owned()));
    }
    let schemas = members(&document["components"]["schemas"]);
    names.extend(schemas.map(|(name, _)| format!("schema-{name}")));
    for name in &names {
        assert!(page.contains(&format!(r#"id="{name}""#)), "{name} is not in {page}");
    }
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!(r#"id="{target}""#)), "{target} leads nowhere");
    }
    served.shutdown().await;
}
