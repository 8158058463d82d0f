//! What the pages of this crate share: their shell, their style, and how code looks in them.

mod graph;
mod provider;
mod type_name;
mod wiring;

use std::panic::Location;

pub use graph::graph_page;
use maud::{DOCTYPE, Markup, PreEscaped, html};
pub(crate) use provider::{Marked, provider};
pub(crate) use wiring::{Place, Wiring};

/// All of it stands under the class `di`, so that a fragment leaves the page alone that it is
/// put into.
const STYLE: PreEscaped<&str> = PreEscaped(include_str!("style.css"));

/// A whole page, which needs nothing but itself.
pub(crate) fn page(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body.di.page { (content) }
        }
    }
}

/// A part of a page that lies above the rest of it and is closed without a script.
pub(crate) fn overlay(title: &str, content: &Markup) -> Markup {
    html! {
        dialog.di.overlay open role="alertdialog" aria-label=(title) {
            style { (STYLE) }
            form method="dialog" { button autofocus { "Close" } }
            (content)
        }
    }
}

/// A text in which what stands in backticks is code.
pub(crate) fn prose(text: &str) -> Markup {
    html! {
        @for (position, part) in text.split('`').enumerate() {
            @if position % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// Where something is written.
pub(crate) fn location(location: &Location<'_>) -> Markup {
    html! { span.at { (location.file()) ":" (location.line()) } }
}
