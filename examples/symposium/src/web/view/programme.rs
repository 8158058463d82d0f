//! The programme, as one person sees it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};

use super::layout::{layout, message};
use crate::attendee::Attendee;
use crate::reservation::Reservation;
use crate::talk::{Talk, TalkId};
use crate::web::CurrentUser;
use crate::web::assets::LIVE;

/// All talks, and which seats the person has who looks at them.
#[derive(Debug)]
pub struct ProgrammeView {
    talks: Vec<Talk>,
    seats: BTreeMap<i64, Reservation>,
    visitor: Option<Attendee>,
}

impl ProgrammeView {
    /// Looks at the talks as somebody, or nobody in particular.
    #[must_use]
    pub fn new(talks: &[Talk], user: &CurrentUser) -> Self {
        let seats = user.seats.iter().map(|seat| (seat.talk.0, seat.clone())).collect();
        Self { talks: talks.to_vec(), seats, visitor: user.visitor.0.clone() }
    }

    /// Draws the whole page.
    #[must_use]
    pub fn page(&self) -> Markup {
        layout(
            "Symposium",
            &html! {
                header.site {
                    div {
                        h1 { "Symposium" }
                        p { (self.dates()) }
                    }
                    p #free-seats hx-get="/free-seats" hx-trigger="seats-changed from:body" {
                        (free_seats(&self.talks))
                    }
                }
                div #page {
                    aside { (self.who()) (self.my_seats(false)) }
                    main { (self.days()) }
                }
                footer {
                    p {
                        "For programs: " a href="/api" { "the interface" } ", "
                        a href="/api/talks" { "the talks as JSON" } "."
                    }
                }
                script src=(LIVE.path()) defer {}
            },
        )
    }

    /// Draws what a change in one talk makes look different: its card, and the list
    /// of the person's seats beside it. There is nothing to draw for a talk that is not
    /// in the programme.
    #[must_use]
    pub fn parts(&self, id: TalkId) -> Option<Markup> {
        let talk = self.talks.iter().find(|talk| talk.id == id)?;
        Some(html! { (self.card(talk)) (self.my_seats(true)) })
    }

    fn dates(&self) -> String {
        let (Some(first), Some(last)) = (self.talks.first(), self.talks.last()) else {
            return "The programme is still empty".to_owned();
        };
        let end = last.starts.strftime("%-d %B %Y");
        if first.starts.date() == last.starts.date() {
            return end.to_string();
        }
        let is_one_month =
            first.starts.date().first_of_month() == last.starts.date().first_of_month();
        let begin = first.starts.strftime(if is_one_month { "%-d" } else { "%-d %B" });
        format!("{begin} to {end}")
    }

    fn who(&self) -> Markup {
        html! {
            section #who aria-labelledby="who-title" {
                @if let Some(visitor) = &self.visitor {
                    h2 #who-title { "You are" }
                    form.visitor method="post" action="/attendee/forget" {
                        strong { (visitor) }
                        button.quiet type="submit" { "Not you?" }
                    }
                } @else {
                    h2 #who-title { "Who are you?" }
                    form method="post" action="/attendee" hx-post="/attendee" hx-target="#page"
                        hx-select="#page" hx-swap="outerHTML" novalidate
                    {
                        label for="attendee" { "Your e-mail address" }
                        div.row {
                            input #attendee type="email" name="attendee" required
                                autocomplete="email" placeholder="ada@example.org"
                                aria-describedby="who-note";
                            button type="submit" { "Continue" }
                        }
                    }
                    p.note #who-note {
                        "There is no account and no password: this browser remembers the \
                         address in a cookie, and your word is taken for it."
                    }
                }
            }
        }
    }

    /// The list of the person's seats; `aside` of what is swapped, it says itself
    /// where it belongs.
    fn my_seats(&self, aside: bool) -> Markup {
        let seats = self.talks.iter().filter_map(|talk| Some((talk, self.seats.get(&talk.id.0)?)));
        html! {
            section #my-seats aria-labelledby="my-seats-title" hx-swap-oob=[aside.then_some("true")] {
                @if self.visitor.is_some() {
                    h2 #my-seats-title { "My seats" }
                    @if self.seats.is_empty() {
                        p.note { "None yet." }
                    }
                    ul {
                        @for (talk, seat) in seats {
                            li {
                                a href={ "#talk-" (talk.id) } { (talk.title) }
                                span {
                                    (talk.starts.strftime("%a %H:%M")) " · " (talk.room)
                                    " · seat " (seat.seat)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn days(&self) -> Markup {
        let mut days: BTreeMap<Date, Vec<&Talk>> = BTreeMap::new();
        for talk in &self.talks {
            days.entry(talk.starts.date()).or_default().push(talk);
        }
        html! {
            @for (day, talks) in days {
                section.day aria-labelledby={ "day-" (day) } {
                    h2 id={ "day-" (day) } { (day.strftime("%A, %-d %B")) }
                    ol.talks { @for talk in talks { (self.card(talk)) } }
                }
            }
        }
    }

    fn card(&self, talk: &Talk) -> Markup {
        let seat = self.seats.get(&talk.id.0);
        html! {
            li.talk.full[talk.free == 0].mine[seat.is_some()] id={ "talk-" (talk.id) }
                hx-get={ "/talks/" (talk.id) } hx-trigger="stale" hx-target="this" hx-swap="outerHTML"
            {
                time datetime=(talk.starts) { (talk.starts.strftime("%H:%M")) }
                div.about {
                    h3 { (talk.title) }
                    p { (talk.speaker) " · " (talk.room) }
                }
                (seats_left(talk))
                div.action { (self.action(talk, seat)) }
            }
        }
    }

    /// What the person can do about a talk. The buttons have one name, so that the
    /// focus stays where it is when one takes the place of the other.
    fn action(&self, talk: &Talk, seat: Option<&Reservation>) -> Markup {
        let path = format!("/talks/{}/seat", talk.id);
        let id = format!("seat-{}", talk.id);
        html! {
            @if let Some(seat) = seat {
                p.yours { "Your seat: " b { (seat.seat) } }
                form method="post" action={ (path) "/cancel" } hx-post={ (path) "/cancel" } {
                    button.quiet id=(id) type="submit" {
                        "Cancel" span.hidden { " the seat in " (talk.title) }
                    }
                }
            } @else if talk.free == 0 {
                p.none { "Full" }
            } @else if self.visitor.is_some() {
                form method="post" action=(path) hx-post=(path) {
                    button id=(id) type="submit" {
                        "Reserve" span.hidden { " a seat in " (talk.title) }
                    }
                }
            } @else {
                a href="#who" { "Reserve" span.hidden { " a seat in " (talk.title) } }
            }
        }
    }
}

/// Draws how many seats are free in all talks.
pub(in crate::web) fn free_seats(talks: &[Talk]) -> Markup {
    let free: u32 = talks.iter().map(|talk| talk.free).sum();
    html! { strong { (free) } " seats free" }
}

/// Draws a message that something went well.
pub(in crate::web) fn success(text: &str) -> Markup {
    message("success", &html! { (text) })
}

fn seats_left(talk: &Talk) -> Markup {
    let taken = talk.seats.saturating_sub(talk.free);
    html! {
        div.seats {
            p { b { (talk.free) } " of " (talk.seats) " free" }
            meter min="0" max=(talk.seats) value=(taken) { (taken) " of " (talk.seats) " taken" }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn talk(free: u32) -> Talk {
        Talk {
            id: TalkId(7),
            title: "<script>alert(1)</script>".to_owned(),
            speaker: "Rosa & \"Mei\"".to_owned(),
            room: "Atelier".to_owned(),
            starts: date(2027, 5, 12).at(9, 30, 0, 0),
            seats: 40,
            free,
        }
    }

    fn card(free: u32, visitor: Option<&str>, seat: Option<u32>) -> String {
        let visitor: Option<Attendee> = visitor.and_then(|address| address.parse().ok());
        let seat = seat.zip(visitor.clone()).map(|(seat, attendee)| {
            (7, Reservation { talk: TalkId(7), seat, attendee, reserved_at: jiff::Timestamp::MIN })
        });
        let seats = seat.into_iter().collect();
        let programme = ProgrammeView { talks: vec![talk(free)], seats, visitor };
        programme.card(&programme.talks[0]).into_string()
    }

    #[test]
    fn a_talk_shows_its_time_its_free_seats_and_no_markup_of_its_own() {
        let card = card(38, None, None);
        assert!(card.contains(">09:30</time>"), "{card}");
        assert!(card.contains("<b>38</b> of 40 free"), "{card}");
        assert!(card.contains("&lt;script&gt;") && !card.contains("<script>"), "{card}");
        assert!(card.contains("Rosa &amp; &quot;Mei&quot;"), "{card}");
    }

    #[test]
    fn what_one_can_do_about_a_talk_depends_on_who_asks_and_on_what_is_left() {
        let reserve = r#"action="/talks/7/seat" "#;
        let cancel = r#"action="/talks/7/seat/cancel" "#;
        for (card, shown, can_reserve, can_cancel) in [
            (card(38, None, None), "<a href=\"#who\">Reserve", false, false),
            (card(38, Some("ada@example.org"), None), "Reserve", true, false),
            (card(0, Some("ada@example.org"), None), "Full", false, false),
            (card(0, Some("ada@example.org"), Some(2)), "Your seat: <b>2</b>", false, true),
        ] {
            assert!(card.contains(shown), "{shown}: {card}");
            assert_eq!(card.contains(reserve), can_reserve, "{card}");
            assert_eq!(card.contains(cancel), can_cancel, "{card}");
        }
    }
}
