//! Pages over a socket, as browsers ask for them: with htmx, without scripts, and in the
//! name of another site.

use std::time::Duration;

use axum::http::{Method, Request, StatusCode};
use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Place, Served, in_production};

on_each_database![
    a_seat_is_reserved_and_given_back_by_htmx,
    a_seat_is_reserved_and_given_back_without_scripts,
    what_could_not_be_done_is_a_message_in_the_page_or_a_page,
    hostile_titles_and_addresses_are_text,
    whoever_watches_hears_of_each_change,
    a_conversation_tells_the_free_seats_of_each_talk_that_is_asked_for,
];

const ADA: Option<&str> = Some("ada@example.org");
const BOB: Option<&str> = Some("bob@example.org");
const EVE: Option<&str> = Some("eve@example.org");

/// How long a test waits for what should happen at once.
const LIMIT: Duration = Duration::from_secs(20);

async fn a_seat_is_reserved_and_given_back_by_htmx(place: Place) {
    let served = Served::at(place).await;
    let reserved = served.htmx(Method::POST, "/talks/3/seat", ADA, "").await;
    assert_eq!(reserved.status, StatusCode::OK, "{}", reserved.body);
    assert_eq!(reserved.headers["hx-trigger"], "seats-changed");
    assert_eq!(reserved.headers["vary"], "HX-Request, Accept, Cookie");
    assert!(!reserved.body.contains("<html"), "{}", reserved.body);
    assert!(reserved.body.starts_with(r#"<li class="talk mine" id="talk-3""#), "{}", reserved.body);
    for part in [r#"<section id="my-seats""#, r#"<div id="toast""#] {
        let part = reserved.body.split(part).nth(1).expect("the part");
        assert!(part.split('>').next().is_some_and(|tag| tag.contains("hx-swap-oob")), "{part}");
    }
    let counter = served.htmx(Method::GET, "/free-seats", ADA, "").await;
    assert_eq!(counter.body, "<strong>441</strong> seats free");

    let cancelled = served.htmx(Method::POST, "/talks/3/seat/cancel", ADA, "").await;
    assert_eq!(cancelled.status, StatusCode::OK);
    assert_eq!(cancelled.headers["hx-trigger"], "seats-changed");
    assert!(cancelled.body.contains("<b>2</b> of 2 free"), "{}", cancelled.body);
    let card = served.htmx(Method::GET, "/talks/3", BOB, "").await;
    assert!(card.body.contains("<b>2</b> of 2 free"), "{}", card.body);
    assert!(!card.headers.contains_key("hx-trigger"), "nothing has changed");
    served.shutdown().await;
}

async fn a_seat_is_reserved_and_given_back_without_scripts(place: Place) {
    let served = Served::at(place).await;
    let known = served.submit("/attendee", None, "attendee=Ada%40Example.org").await;
    assert_eq!((known.status, known.location()), (StatusCode::SEE_OTHER, "/"));
    let cookie = known.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.starts_with("attendee=ada@example.org; "), "{cookie}");
    for property in ["Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.split("; ").any(|it| it == property), "{property} is not in {cookie}");
    }

    let reserved = served.submit("/talks/3/seat", ADA, "").await;
    assert_eq!((reserved.status, reserved.location()), (StatusCode::SEE_OTHER, "/#talk-3"));
    let page = served.browse("/", ADA).await.body;
    assert!(page.contains("Your seat: <b>1</b>") && page.contains("ada@example.org"), "{page}");
    let page = served.browse("/", BOB).await.body;
    assert!(page.contains("<b>1</b> of 2 free") && !page.contains("Your seat"), "{page}");

    let cancelled = served.submit("/talks/3/seat/cancel", ADA, "").await;
    assert_eq!((cancelled.status, cancelled.location()), (StatusCode::SEE_OTHER, "/#talk-3"));
    let card = served.browse("/talks/3", ADA).await;
    assert_eq!((card.status, card.location()), (StatusCode::SEE_OTHER, "/#talk-3"));
    let forgotten = served.submit("/attendee/forget", ADA, "").await;
    assert_eq!((forgotten.status, forgotten.location()), (StatusCode::SEE_OTHER, "/"));
    let cookie = forgotten.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.starts_with("attendee=; Max-Age=0; "), "{cookie}");
    served.shutdown().await;
}

async fn what_could_not_be_done_is_a_message_in_the_page_or_a_page(place: Place) {
    let served = Served::at(place).await;
    served.submit("/talks/3/seat", ADA, "").await;
    served.submit("/talks/3/seat", BOB, "").await;
    for (path, as_whom, form, status, is_stale, text) in [
        ("/talks/3/seat", EVE, "", 409, true, "All 2 seats of talk 3 are taken."),
        ("/talks/3/seat", ADA, "", 409, true, "ada@example.org already has a seat in talk 3."),
        ("/talks/4/seat/cancel", ADA, "", 404, true, "ada@example.org has no seat in talk 4."),
        ("/talks/99/seat", ADA, "", 404, false, "There is no talk 99."),
        ("/talks/three/seat", ADA, "", 404, false, "A talk is named by a number."),
        ("/talks/4/seat", None, "", 422, false, "Say first who you are"),
        ("/talks/4/seat", Some("<b>"), "", 422, false, "Say first who you are"),
        ("/attendee", None, "attendee=ada", 422, false, "An e-mail address has an <code>@</code>."),
        ("/attendee", None, "", 422, false, "missing field <code>attendee</code>"),
        ("/nowhere", ADA, "", 404, false, "Not Found"),
    ] {
        let message = served.htmx(Method::POST, path, as_whom, form).await;
        assert_eq!(message.status, status, "{path}: {}", message.body);
        assert!(message.body.starts_with(r#"<div id="toast" hx-swap-oob"#), "{}", message.body);
        assert!(message.body.contains(text), "{text} is not in {}", message.body);
        assert_eq!(message.headers["hx-reswap"], "none");
        let trigger =
            message.headers.get("hx-trigger").map(|events| events == "stale, seats-changed");
        assert_eq!(trigger, is_stale.then_some(true), "{path}");

        let page = served.submit(path, as_whom, form).await;
        assert_eq!(page.status, status);
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
        assert!(page.body.starts_with("<!DOCTYPE html>"), "{}", page.body);
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
        assert!(page.body.contains(page.request_id()), "{}", page.body);
    }
    served.database.close().await;
    let away = served.htmx(Method::POST, "/talks/4/seat", ADA, "").await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(away.headers["retry-after"], "5");
    assert!(away.body.contains("The storage does not answer; try again later."), "{}", away.body);
    served.shutdown().await;
}

async fn hostile_titles_and_addresses_are_text(place: Place) {
    let served = Served::at(place).await;
    let talk = "INSERT INTO talk VALUES (66, '<script>alert(1)</script>', '\"><img src=x>', \
                '<b>', '2027-05-12T09:00:00', 3)";
    served.place.execute(talk).await;
    // Both an address and markup, as far as each allows.
    let hostile = Some("o'hara+{{x}}&amp@example.org");
    let reserved = served.htmx(Method::POST, "/talks/66/seat", hostile, "").await;
    assert_eq!(reserved.status, StatusCode::OK, "{}", reserved.body);
    let page = served.browse("/", hostile).await;
    for answer in [&reserved, &page] {
        assert!(answer.body.contains("&lt;script&gt;alert(1)"), "{}", answer.body);
        assert!(answer.body.contains("o'hara+{{x}}&amp;amp@example.org"), "{}", answer.body);
        for markup in ["<script>", "<img", "<b> ·"] {
            assert!(!answer.body.contains(markup), "{markup} is in {}", answer.body);
        }
    }
    let message = served.htmx(Method::POST, "/attendee", None, "attendee=%3Cscript%3E%40").await;
    assert!(!message.body.contains("<script"), "{}", message.body);
    served.shutdown().await;
}

async fn whoever_watches_hears_of_each_change(place: Place) {
    let served = Served::at(place).await;
    let stream = TcpStream::connect(served.address).await.expect("a connection");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    let request = Request::get("/events").header("host", "localhost");
    let request = request.body(Full::<Bytes>::default()).expect("a request");
    let mut events = sender.send_request(request).await.expect("a response");
    assert_eq!(events.headers()["content-type"], "text/event-stream");

    served.submit("/talks/3/seat", ADA, "").await;
    served.reserve(4, "bob@example.org").await;
    served.submit("/talks/3/seat/cancel", ADA, "").await;
    let mut heard = String::new();
    while heard.matches("\n\n").count() < 3 {
        let frame = timeout(LIMIT, events.frame()).await.expect("an event in time");
        let data = frame.expect("no end").expect("a frame").into_data().expect("data");
        heard.push_str(std::str::from_utf8(&data).expect("text"));
    }
    let event = |talk| format!("data: {{\"talk\":{talk}}}\n\n");
    assert_eq!(heard, [event(3), event(4), event(3)].concat());
    drop(events);
    served.shutdown().await;
}

async fn a_conversation_tells_the_free_seats_of_each_talk_that_is_asked_for(place: Place) {
    let served = Served::at(place).await;
    let address = format!("ws://{}/live", served.address);
    let (mut socket, _) = tokio_tungstenite::connect_async(address).await.expect("a socket");
    let mut ask = async |question: &'static str| -> Value {
        socket.send(Message::from(question)).await.expect("a connection");
        let answer = timeout(LIMIT, socket.next()).await.expect("an answer in time");
        let answer = answer.expect("no end").expect("a message").into_text().expect("text");
        serde_json::from_str(&answer).expect("JSON")
    };
    assert_eq!(ask(r#"{"talk":3}"#).await, json!({ "talk": 3, "free": 2 }));
    served.submit("/talks/3/seat", ADA, "").await;
    assert_eq!(ask(r#"{"talk":3}"#).await, json!({ "talk": 3, "free": 1 }));
    let unknown = ask(r#"{"talk":99}"#).await;
    assert_eq!(unknown["type"], "urn:symposium:problem:no-such-talk");
    assert_eq!(ask("hello").await["status"], 422);
    assert_eq!(ask(r#"{"talk":3}"#).await["free"], 1, "one nonsense does not end it");
    socket.close(None).await.expect("an end");
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_message_that_will_be_too_long_ends_the_conversation_before_it_is_there() {
    let served = Served::at(Place::sqlite()).await;
    let mut client = TcpStream::connect(served.address).await.expect("a connection");
    let hello = "GET /live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                 sec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n";
    client.write_all(hello.as_bytes()).await.expect("a connection");
    // The head of a masked text of a megabyte, which never comes.
    let text = [0x81, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 1, 2, 3, 4];
    client.write_all(&text).await.expect("a connection");
    let ended = timeout(LIMIT, client.read_to_end(&mut Vec::new())).await;
    ended.expect("it ends in time").expect("no error");
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_site_can_change_nothing() {
    let served = Served::at(Place::sqlite()).await;
    for (header, value) in
        [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
    {
        for path in ["/talks/3/seat", "/talks/3/seat/cancel", "/attendee", "/api/talks/3/seats"] {
            let request = Request::post(path)
                .header("host", "localhost")
                .header("cookie", "attendee=ada@example.org")
                .header(header, value);
            let request = request.body(Full::default()).expect("a request");
            served.send(request).await.problem(StatusCode::FORBIDDEN);
        }
    }
    assert_eq!(served.place.number("SELECT count(*) FROM reservation").await, 0);
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_may_load_its_files_which_never_change_and_nothing_else() {
    let place = Place::sqlite();
    let served = Served::of(in_production(&place), place).await;
    let page = served.browse("/", None).await;
    let policy = page.headers["content-security-policy"].to_str().expect("text");
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let quoted = page.body.split('"').filter(|text| text.starts_with("/assets/"));
    let files: Vec<_> = quoted.collect();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        let answer = served.browse(file, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
    assert!(!page.body.contains("://"), "it names another host: {}", page.body);
    assert!(!page.body.contains("style="), "{}", page.body);
    let old = served.browse("/assets/0123456789abcdef/page.css", None).await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
    assert_eq!(old.headers["cache-control"], "no-cache, private");
    served.shutdown().await;
}
