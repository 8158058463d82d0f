//! What the pages of this crate share: their shell, their style, and how code looks in them.

mod graph;
mod provider;
mod wiring;

use std::panic::Location;

pub use graph::graph_page;
use http::HeaderValue;
use maud::{DOCTYPE, Markup, PreEscaped, html};
pub(crate) use provider::{Marked, provider};
pub(crate) use wiring::{Place, Wiring};

/// What browsers let a page do, which has no script and needs nothing but itself.
pub(crate) const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// How a page looks. All of it stands under the class `di`, so that a part of a page leaves
/// that alone which it is put into.
pub(crate) type Style = &'static [&'static str];

/// The style of a page that says little.
pub(crate) const PLAIN: Style = &[include_str!("base.css")];

/// The style of a page for developers.
pub(crate) const DETAILED: Style = &[include_str!("base.css"), include_str!("details.css")];

/// A whole page, which needs nothing but itself.
pub(crate) fn page(title: &str, style: Style, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                (sheet(style))
            }
            body.di.page { (content) }
        }
    }
}

/// A part of a page that lies above the rest of it and is closed without a script.
pub(crate) fn overlay(title: &str, style: Style, content: &Markup) -> Markup {
    html! {
        dialog.di.overlay open role="alertdialog" aria-label=(title) {
            (sheet(style))
            form method="dialog" { button autofocus { "Close" } }
            (content)
        }
    }
}

fn sheet(style: Style) -> Markup {
    html! { style { @for part in style { (PreEscaped(part)) } } }
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
