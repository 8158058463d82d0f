//! What all pages have in common.

use maud::{DOCTYPE, Markup, html};

use crate::web::assets::{HTMX, ICON, STYLE};

/// htmx takes over the answers to errors, too; it brings no styles and evaluates no
/// text as a script, which the policy of our pages forbids.
const HTMX_CONFIG: &str = r#"{
    "responseHandling": [
        {"code": "204", "swap": false},
        {"code": "[23]..", "swap": true},
        {"code": "[45]..", "swap": true, "error": true}
    ],
    "includeIndicatorStyles": false,
    "allowEval": false
}"#;

/// Draws a page.
pub(super) fn layout(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX_CONFIG);
                title { (title) }
                link rel="icon" href=(ICON.path());
                link rel="stylesheet" href=(STYLE.path());
                script src=(HTMX.path()) defer {}
            }
            body {
                (body)
                div #toast role="status" aria-live="polite" {}
            }
        }
    }
}

/// Draws a message that htmx puts into the page beside whatever else it swaps.
pub(super) fn message(tone: &str, text: &Markup) -> Markup {
    html! { div #toast hx-swap-oob="innerHTML" { p class=(tone) { (text) } } }
}

/// Draws a text in which backticks enclose code.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (number, piece) in text.split('`').enumerate() {
            @if number % 2 == 0 { (piece) } @else { code { (piece) } }
        }
    }
}
