//! The description of the interface, for people: whatever the document says, and
//! nothing that it does not.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::layout::{layout, prose};

/// Draws an `OpenAPI` document.
pub(in crate::web) fn api_page(document: &Value) -> Markup {
    let operations = || {
        members(&document["paths"]).flat_map(|(path, methods)| {
            members(methods).map(move |(method, operation)| (path, method, operation))
        })
    };
    let groups = || elements(&document["tags"]);
    let schemas = || members(&document["components"]["schemas"]);
    layout(
        "Symposium: the interface",
        &html! {
            header.site {
                div {
                    h1 { "The interface" }
                    p { (prose(text(&document["info"]["description"]))) }
                }
                p { a href="/" { "The programme" } " · " a href="/openapi.json" { "openapi.json" } }
            }
            div #page.api {
                aside {
                    nav aria-label="Operations" {
                        @for tag in groups() {
                            h2 { (text(&tag["name"])) }
                            ul {
                                @for (_, method, operation) in operations().filter(|it| is_of(it.2, tag)) {
                                    li {
                                        a href={ "#" (text(&operation["operationId"])) } {
                                            (badge(method)) (text(&operation["summary"]))
                                        }
                                    }
                                }
                            }
                        }
                        h2 { "schemas" }
                        ul.schemas { @for (name, _) in schemas() { li { (schema_link(name)) } } }
                    }
                }
                main {
                    @for tag in groups() {
                        section {
                            h2 { (text(&tag["description"])) }
                            @for (path, method, operation) in operations().filter(|it| is_of(it.2, tag)) {
                                (operation_of(path, method, operation))
                            }
                        }
                    }
                    section {
                        h2 { "Schemas" }
                        @for (name, schema) in schemas() { (schema_of(name, schema)) }
                    }
                }
            }
        },
    )
}

fn is_of(operation: &Value, tag: &Value) -> bool {
    elements(&operation["tags"]).any(|name| *name == tag["name"])
}

fn operation_of(path: &str, method: &str, operation: &Value) -> Markup {
    let id = text(&operation["operationId"]);
    let parameters = || elements(&operation["parameters"]);
    html! {
        article.card id=(id) aria-labelledby={ (id) "-title" } {
            h3 id={ (id) "-title" } { (text(&operation["summary"])) }
            p.address { (badge(method)) code { (path) } }
            p { (prose(text(&operation["description"]))) }
            @if parameters().next().is_some() {
                h4 { "Parameters" }
                dl {
                    @for parameter in parameters() {
                        dt { code { (text(&parameter["name"])) } " " (kind(&parameter["schema"])) }
                        dd {
                            (text(&parameter["description"]))
                            @if let Some(example) = shown(&parameter["example"]) {
                                ", such as " code { (example) }
                            }
                        }
                    }
                }
            }
            @if let Value::Object(body) = &operation["requestBody"] {
                h4 { "Body" }
                p { (body.get("description").map(text).unwrap_or_default()) }
                (contents(&operation["requestBody"]))
            }
            h4 { "Responses" }
            @for (status, response) in members(&operation["responses"]) {
                div.response {
                    p {
                        b.failure[!status.starts_with('2')] { (status) } " "
                        (text(&response["description"]))
                    }
                    (contents(response))
                }
            }
        }
    }
}

/// Draws in which forms a body comes, each with its examples.
fn contents(body: &Value) -> Markup {
    html! {
        @for (media, content) in members(&body["content"]) {
            p.media { (media) " · " (kind(&content["schema"])) }
            @if !content["example"].is_null() { (example("Example", &content["example"])) }
            @for (name, it) in members(&content["examples"]) { (example(name, &it["value"])) }
        }
    }
}

fn example(name: &str, value: &Value) -> Markup {
    html! { details { summary { (name) } pre tabindex="0" { code { (format!("{value:#}")) } } } }
}

fn schema_of(name: &str, schema: &Value) -> Markup {
    let is_required = |name: &str| elements(&schema["required"]).any(|it| it == name);
    html! {
        article.card id={ "schema-" (name) } {
            h3 { (name) }
            p { (prose(text(&schema["description"]))) }
            dl {
                @for (name, property) in members(&schema["properties"]) {
                    dt {
                        code { (name) } " " (kind(property))
                        @if !is_required(name) { " · optional" }
                    }
                    dd {
                        (prose(text(&property["description"])))
                        @if let Some(example) = elements(&property["examples"]).find_map(shown) {
                            " Such as " code { (example) } "."
                        }
                    }
                }
            }
        }
    }
}

/// Draws what kind of value a schema allows.
fn kind(schema: &Value) -> Markup {
    let one_of = || elements(&schema["oneOf"]).filter(|it| it["type"] != "null");
    html! {
        span.kind {
            @if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
                (schema_link(name))
            } @else if schema["type"] == "array" {
                "list of " (kind(&schema["items"]))
            } @else if let Some(one) = one_of().next() {
                (kind(one))
            } @else {
                (types(&schema["type"]))
                @if let Some(format) = schema["format"].as_str() { " (" (format) ")" }
            }
        }
    }
}

/// Names the types that a schema allows; that some value may be absent is said elsewhere.
fn types(value: &Value) -> String {
    let one = value.as_str().into_iter();
    let several = elements(value).filter_map(Value::as_str).filter(|name| *name != "null");
    one.chain(several).collect::<Vec<_>>().join(" or ")
}

fn schema_link(name: &str) -> Markup {
    html! { a href={ "#schema-" (name) } { (name) } }
}

fn badge(method: &str) -> Markup {
    html! { span.method.(method) { (method.to_uppercase()) } }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Returns a value as one would type it.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flat_map(Map::iter);
    members.map(|(name, value)| (name.as_str(), value))
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
