//! What went wrong, for people.

use maud::{Markup, html};

use super::layout::{layout, message, prose};
use crate::web::Problem;

/// Draws a problem as a page of its own.
pub(in crate::web) fn problem_page(problem: &Problem) -> Markup {
    layout(
        problem.title(),
        &html! {
            main.problem {
                p.status { (problem.status().as_u16()) }
                h1 { (problem.title()) }
                @if let Some(detail) = problem.detail() { p { (prose(&sentence(detail))) } }
                p { a href="/" { "Back to the programme" } }
                @if let Some(request) = problem.instance() {
                    p.request { "If you ask us about it:" br; (request) }
                }
            }
        },
    )
}

/// Draws a problem as a message in the page that is there.
pub(in crate::web) fn problem_message(problem: &Problem) -> Markup {
    let detail = problem.detail();
    message(
        "error",
        &html! {
            strong { (problem.title()) "." }
            @if let Some(detail) = detail { " " (prose(&sentence(detail))) }
        },
    )
}

/// Makes a sentence of a detail, which is written to stand within one; an address that
/// it begins with stays as it is.
fn sentence(detail: &str) -> String {
    let (first, rest) = detail.split_at(detail.chars().next().map_or(0, char::len_utf8));
    let begins_with_address = detail.split(' ').next().is_some_and(|word| word.contains('@'));
    let first = if begins_with_address { first.to_owned() } else { first.to_uppercase() };
    format!("{first}{rest}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_becomes_a_sentence_and_an_address_stays_one() {
        assert_eq!(sentence("all 2 seats are taken"), "All 2 seats are taken.");
        assert_eq!(sentence("ada@example.org has a seat"), "ada@example.org has a seat.");
        assert_eq!(sentence("\u{e9}t\u{e9}"), "\u{c9}t\u{e9}.");
        assert_eq!(sentence(""), ".");
    }
}
