//! The pages in a real browser, as a person uses them.

use serde_json::json;

use crate::support::{Browser, Look, Place, Served};

/// Opens a window, or ends the test on a machine that has no browser.
macro_rules! open {
    ($served:expr, $look:expr) => {
        match Browser::open(&$served, $look).await {
            Some(browser) => browser,
            None => {
                $served.shutdown().await;
                return;
            }
        }
    };
}

/// A person says who she is.
async fn introduce(browser: &Browser, address: &str) {
    browser.types("#attendee", address).await;
    browser.click("#who button").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_person_reserves_a_seat_and_gives_it_back_without_a_reload() {
    let served = Served::at(Place::sqlite()).await;
    let browser = open!(served, Look::Light);
    browser.goto("/").await;
    browser.sees("#free-seats", "442 seats free").await;
    browser.photograph("programme").await;
    // A reload would forget it.
    browser.run("window.since = 'the beginning'", vec![]).await;

    introduce(&browser, "ada").await;
    browser.sees("#toast .error", "An e-mail address has an @.").await;
    browser.photograph("invalid-address").await;
    introduce(&browser, "Ada@Example.org").await;
    browser.sees("#who", "ada@example.org").await;

    browser.click("#talk-3 button").await;
    browser.sees("#talk-3", "Your seat: 1").await;
    browser.sees("#talk-3", "1 of 2 free").await;
    browser.sees("#my-seats", "Office hours with the SQLite file").await;
    browser.sees("#toast .success", "Seat 1 is yours.").await;
    browser.sees("#free-seats", "441 seats free").await;
    browser.holds("return document.activeElement.id === 'seat-3'").await;
    browser.photograph("reserved").await;

    browser.click("#talk-3 button").await;
    browser.sees("#talk-3", "2 of 2 free").await;
    browser.sees("#my-seats", "None yet.").await;
    browser.sees("#free-seats", "442 seats free").await;
    browser.sees("#toast .success", "Your seat is free for somebody else.").await;
    browser.has_kept_to_the_policy().await;
    let since = browser.run("return window.since", vec![]).await;
    assert_eq!(since, json!("the beginning"), "the page was loaded anew");

    browser.click("#who button").await;
    browser.sees("#who", "Who are you?").await;
    browser.has_kept_to_the_policy().await;
    browser.close().await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_window_sees_at_once_what_is_taken_and_what_is_given_back() {
    let served = Served::at(Place::sqlite()).await;
    let ada = open!(served, Look::Light);
    let bob = open!(served, Look::Light);
    bob.goto("/").await;
    introduce(&bob, "bob@example.org").await;
    bob.sees("#who", "bob@example.org").await;
    bob.holds("return feed.readyState === EventSource.OPEN").await;
    bob.run("window.since = 'the beginning'", vec![]).await;

    ada.goto("/").await;
    introduce(&ada, "ada@example.org").await;
    ada.click("#talk-3 form button").await;
    ada.sees("#talk-3", "Your seat: 1").await;
    bob.sees("#talk-3", "1 of 2 free").await;
    bob.sees("#free-seats", "441 seats free").await;
    bob.click("#talk-3 form button").await;
    bob.sees("#talk-3", "Your seat: 2").await;
    ada.sees("#talk-3", "0 of 2 free").await;
    ada.sees("#free-seats", "440 seats free").await;

    ada.click("#talk-3 form button").await;
    bob.sees("#talk-3", "1 of 2 free").await;
    bob.sees("#free-seats", "441 seats free").await;
    bob.sees("#my-seats", "seat 2").await;
    assert_eq!(bob.run("return window.since", vec![]).await, json!("the beginning"));
    ada.close().await;
    bob.close().await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_comes_too_late_is_told_and_sees_what_is_left() {
    let served = Served::at(Place::sqlite()).await;
    let browser = open!(served, Look::Light);
    browser.goto("/").await;
    introduce(&browser, "ada@example.org").await;
    browser.sees("#talk-3 form", "Reserve").await;
    // Another program takes the seats, so that the page cannot know.
    for (seat, attendee) in [(1, "bob@example.org"), (2, "eve@example.org")] {
        let taken = format!(
            "INSERT INTO reservation VALUES (3, {seat}, '{attendee}', '2027-05-01T12:00:00Z')"
        );
        served.place.execute(taken).await;
    }
    browser.sees("#talk-3", "2 of 2 free").await;
    browser.click("#talk-3 button").await;
    browser.sees("#toast .error", "The talk is full. All 2 seats of talk 3 are taken.").await;
    browser.sees("#talk-3", "0 of 2 free").await;
    browser.sees("#free-seats", "440 seats free").await;
    browser.misses("#talk-3 button").await;
    browser.photograph("too-late").await;

    served.database.close().await;
    browser.click("#talk-4 button").await;
    browser.sees("#toast .error", "The storage does not answer; try again later.").await;
    browser.goto("/").await;
    browser.sees(".problem", "The storage does not answer; try again later").await;
    browser.photograph("storage-away").await;
    browser.close().await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_interface_can_be_browsed() {
    let served = Served::at(Place::sqlite()).await;
    let browser = open!(served, Look::Light);
    browser.goto("/api").await;
    browser.sees("h1", "The interface").await;
    browser.sees("#reserve .address", "/api/talks/{id}/seats").await;
    browser.photograph("interface").await;
    browser.click("nav a[href='#reserve']").await;
    browser.holds("return document.querySelector('#reserve:target') !== null").await;
    browser.click("#reserve details summary").await;
    browser.sees("#reserve details pre", "ada@example.org").await;
    browser.photograph("interface-operation").await;
    browser.has_kept_to_the_policy().await;
    browser.close().await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_fit_a_dark_room_and_a_telephone() {
    let served = Served::at(Place::sqlite()).await;
    for look in [Look::Dark, Look::Narrow] {
        let name = format!("{look:?}").to_lowercase();
        let browser = open!(served, look);
        browser.goto("/").await;
        introduce(&browser, &format!("{name}@example.org")).await;
        browser.click("#talk-3 button").await;
        browser.sees("#talk-3", "Your seat").await;
        browser.sees("#my-seats", "Office hours").await;
        let is_dark =
            browser.run("return matchMedia('(prefers-color-scheme: dark)').matches", vec![]);
        assert_eq!(is_dark.await, json!(look == Look::Dark));
        // Nothing is wider than the window.
        let width = "return document.documentElement.scrollWidth <= window.innerWidth";
        browser.holds(width).await;
        browser.photograph(&format!("programme-{name}")).await;
        browser.goto("/api").await;
        browser.sees("h1", "The interface").await;
        browser.holds(width).await;
        browser.photograph(&format!("interface-{name}")).await;
        browser.close().await;
    }
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_scripts_a_person_reserves_a_seat_and_gives_it_back_too() {
    let served = Served::at(Place::sqlite()).await;
    let browser = open!(served, Look::Scriptless);
    browser.goto("/").await;
    introduce(&browser, "ada@example.org").await;
    browser.sees("#who", "ada@example.org").await;
    browser.click("#talk-3 button").await;
    browser.sees("#talk-3", "Your seat: 1").await;
    browser.sees("#my-seats", "Office hours with the SQLite file").await;
    browser.sees("#free-seats", "441 seats free").await;
    browser.holds("return window.htmx === undefined").await;
    browser.click("#talk-3 button").await;
    browser.sees("#talk-3", "2 of 2 free").await;
    browser.sees("#my-seats", "None yet.").await;
    browser.close().await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn developers_see_the_whole_story_of_what_failed_also_within_a_page() {
    let served = Served::at(Place::sqlite()).await;
    let browser = open!(served, Look::Light);
    browser.goto("/__boom").await;
    browser.sees("h1", "the constructor of Fuse failed").await;
    for text in ["Projector.lamp", "Lamp.fuse", "src/app.rs:", "the box is empty, token=•••"]
    {
        browser.sees("main", text).await;
    }
    browser.photograph("error").await;

    browser.goto("/").await;
    browser.run("window.since = 'the beginning'", vec![]).await;
    browser.run("htmx.ajax('GET', '/__boom', 'main')", vec![]).await;
    browser.sees("dialog", "the constructor of Fuse failed").await;
    browser.sees("dialog", "Lamp.fuse").await;
    browser.photograph("error-within-a-page").await;
    browser.click("dialog form button").await;
    browser.misses("dialog[open]").await;
    browser.sees("main", "Wiring that the compiler reads").await;
    assert_eq!(browser.run("return window.since", vec![]).await, json!("the beginning"));
    browser.has_kept_to_the_policy().await;

    browser.goto("/__di").await;
    browser.sees("h1", "App").await;
    browser.photograph("wiring").await;
    browser.close().await;
    served.shutdown().await;
}
