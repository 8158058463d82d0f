//! The programme as a web page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::talk::Talk;

const STYLE: PreEscaped<&str> = PreEscaped(include_str!("page.css"));

/// Draws the page that lists all talks, for a browser that found it at `host`.
#[must_use]
pub fn programme(talks: &[Talk], host: &str) -> Markup {
    let free: u32 = talks.iter().map(|talk| talk.free).sum();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Symposium" }
                style { (STYLE) }
            }
            body {
                header {
                    h1 { "Symposium" }
                    p { (talks.len()) " talks, " strong { (free) } " seats free" }
                }
                main {
                    ol.talks { @for talk in talks { (entry(talk)) } }
                }
                footer {
                    p { "Reserve a seat from a shell:" }
                    pre { code {
                        "curl --json '{\"attendee\":\"ada@example.org\"}' \\\n  "
                        "http://" (host) "/api/talks/3/seats"
                    } }
                    p { "The same list " a href="/api/talks" { "as JSON" } "." }
                }
            }
        }
    }
}

fn entry(talk: &Talk) -> Markup {
    let day = talk.starts.strftime("%a %-d %b").to_string();
    let hour = talk.starts.strftime("%H:%M").to_string();
    let taken = talk.seats.saturating_sub(talk.free);
    html! {
        li.talk.full[talk.free == 0] id={ "talk-" (talk.id) } {
            time datetime=(talk.starts) { b { (hour) } span { (day) } }
            div.about {
                h2 { (talk.title) }
                p { (talk.speaker) " · " (talk.room) }
            }
            div.seats {
                @if talk.free == 0 {
                    b { "full" }
                } @else {
                    b { (talk.free) } " of " (talk.seats) " free"
                }
                meter min="0" max=(talk.seats) value=(taken) {
                    (taken) " of " (talk.seats) " taken"
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::talk::TalkId;

    fn talk(free: u32) -> Talk {
        Talk {
            id: TalkId(7),
            title: "<script>alert(1)</script>".to_owned(),
            speaker: "Rosa & Mei".to_owned(),
            room: "Atelier".to_owned(),
            starts: date(2027, 5, 12).at(9, 30, 0, 0),
            seats: 40,
            free,
        }
    }

    #[test]
    fn a_talk_shows_its_time_its_free_seats_and_no_markup_of_its_own() {
        let page = programme(&[talk(38)], "localhost:3000").into_string();
        assert!(page.contains("<b>09:30</b><span>Wed 12 May</span>"), "{page}");
        assert!(page.contains("<b>38</b> of 40 free"), "{page}");
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "{page}");
    }

    #[test]
    fn a_full_talk_says_so() {
        let page = programme(&[talk(0)], "localhost:3000").into_string();
        assert!(page.contains("<b>full</b>"), "{page}");
        assert!(page.contains(r#"class="talk full""#), "{page}");
    }
}
