use http::StatusCode;
use maud::{Markup, html};

use super::Asked;
use super::failure::{Failure, PathStep};
use crate::pages::{Marked, Place, Wiring, location, prose, provider};

/// What everybody is told: nothing but the name of the request.
pub(super) fn opaque(status: StatusCode, asked: &Asked) -> Markup {
    html! {
        main {
            h1 { (super::title(status)) }
            p.opaque { "Something went wrong. If you report it, name the request:" }
            p { code { (asked.id) } }
        }
    }
}

/// What developers are told.
pub(super) fn detailed(
    status: StatusCode,
    asked: &Asked,
    failure: &Failure<'_>,
    wiring: &Wiring,
) -> Markup {
    html! {
        main {
            p.status {
                b { (status.as_u16()) " " (super::title(status)) }
                span { (asked.method) " " (asked.path) }
            }
            h1 { (prose(&failure.problem)) }
            @if !failure.causes.is_empty() {
                blockquote {
                    @for (position, cause) in failure.causes.iter().enumerate() {
                        p {
                            small { @if position == 0 { "caused by" } @else { "which was caused by" } }
                            (prose(cause))
                        }
                    }
                }
            }
            @if let Some(help) = failure.help { p.help { b { "help: " } (prose(help)) } }
            @if !failure.path.is_empty() {
                h2 { "The way to it" }
                ol.path { @for step in &failure.path { (path_step(step)) } }
            }
            (around(failure, wiring))
            h2 { "The request" }
            dl {
                dt { "id" } dd { (asked.id) }
                dt { "method" } dd { (asked.method) }
                dt { "path" } dd { (asked.path) }
            }
            footer { "Only developers see this: in production, the response tells the id of the request, and the log all of it." }
        }
    }
}

fn path_step(step: &PathStep<'_>) -> Markup {
    html! {
        li {
            code {
                (step.step.service())
                @if let Some(parameter) = step.parameter() { span.parameter { "." (parameter) } }
            }
            (location(step.step.location()))
        }
    }
}

/// The providers on the path, each once.
fn around(failure: &Failure<'_>, wiring: &Wiring) -> Markup {
    let mut places: Vec<Place> = Vec::new();
    for place in failure.path.iter().filter_map(|it| it.provider) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let failed = failure.path.last().and_then(|it| it.provider);
    let is_shown = |place: Place| places.contains(&place);
    html! {
        @if let Some(first) = places.first() {
            h2 { "Around it in " code { (wiring.graphs()[first.graph].container()) } }
            div.providers {
                @for place in &places {
                    @let marked = if failed == Some(*place) { Marked::Failed } else { Marked::No };
                    (provider(wiring, *place, marked, &is_shown))
                }
            }
        }
    }
}
