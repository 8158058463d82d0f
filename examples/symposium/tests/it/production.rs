//! In production, nobody learns how the application is made, whatever goes wrong.

use std::io::Read;
use std::net::SocketAddr;

use axum::http::Method;
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

use crate::support::{
    Ask, Audience, Cluster, Leaks, Place, Process, SECRET, Served, connect, converse,
    in_production, next, symposium,
};

on_each_database![
    what_clients_do_wrong_tells_them_nothing_of_us,
    a_program_in_production_tells_nothing_of_itself,
    a_database_that_fails_shows_nothing_of_itself,
    a_conversation_tells_nothing_of_us_either,
];

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const FORM: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
const ADA: &[(&str, &str)] = &[("cookie", "attendee=ada@example.org")];
const EVE: &[(&str, &str)] = &[("cookie", "attendee=eve@example.org")];
const ELSEWHERE: &[(&str, &str)] =
    &[("cookie", "attendee=ada@example.org"), ("sec-fetch-site", "cross-site")];

/// All that a client can do wrong, when the two seats of talk 3 are taken, one by Ada.
fn mistakes() -> Vec<Ask> {
    let get = |path, status| Ask::new(Method::GET, path, status);
    let post = |path, status| Ask::new(Method::POST, path, status);
    let delete = |path, status| Ask::new(Method::DELETE, path, status);
    let body = |body: &str, status| post("/api/talks/3/seats", status).with(JSON).body(body);
    let seat = |path, status| post(path, status).with(JSON).body(r#"{"attendee":"eve@a.org"}"#);
    vec![
        get("/nowhere", 404),
        get("/__di", 404),
        get("/__boom", 404),
        get("/assets/nothing.css", 404),
        get("/talks/%FF", 404),
        get("/talks/three", 404),
        get("/talks/999", 404),
        get("/talks/99999999999999999999999", 404),
        get("/api/talks/-1", 404),
        get("/api/talks/three", 404),
        get("/api/talks/3/seats/eve@a.org", 404),
        get("/api/talks/3/seats/eve", 422),
        get("/api/attendees/%00/seats", 422),
        get("/live", 400),
        post("/live", 405),
        post("/", 405),
        delete("/events", 405),
        Ask::new(Method::PATCH, "/api/talks/3/seats", 405),
        body("{", 400),
        body("", 400),
        body("[]", 422),
        body("7", 422),
        body("null", 422),
        body(r#"{"attendee":{}}"#, 422),
        body(r#"{"seat":7}"#, 422),
        body(r#"{"attendee":"eve"}"#, 422),
        post("/api/talks/3/seats", 415).body("{}"),
        post("/api/talks/3/seats", 413).with(JSON).body("x".repeat(3 << 20)),
        seat("/api/talks/999/seats", 404),
        seat("/api/talks/three/seats", 404),
        seat("/api/talks/3/seats", 409),
        delete("/api/talks/3/seats/eve@a.org", 404),
        post("/talks/4/seat", 422),
        post("/talks/3/seat", 409).with(ADA),
        post("/talks/3/seat", 409).with(EVE),
        post("/talks/999/seat", 404).with(EVE),
        post("/talks/4/seat/cancel", 404).with(EVE),
        post("/talks/4/seat", 403).with(ELSEWHERE),
        post("/attendee", 415).body("attendee=ada@example.org"),
        post("/attendee", 422).with(FORM),
        post("/attendee", 422).with(FORM).body("attendee=ada"),
        post("/attendee", 422).with(FORM).body("attendee=%FF%00'; SELECT"),
        post("/attendee", 422).with(FORM).body("attendee=a@b&attendee=c@d"),
    ]
}

/// Requests that need all that the application is made of.
fn errands(status: u16) -> Vec<Ask> {
    let get = |path| Ask::new(Method::GET, path, status);
    let post = |path| Ask::new(Method::POST, path, status);
    vec![
        get("/").with(ADA),
        get("/free-seats"),
        get("/talks/3"),
        get("/api/talks"),
        get("/api/talks/3"),
        get("/api/attendees/ada@example.org/seats"),
        post("/api/talks/4/seats").with(JSON).body(r#"{"attendee":"eve@a.org"}"#),
        post("/talks/4/seat").with(ADA),
        post("/talks/3/seat/cancel").with(ADA),
    ]
}

/// Sends each request in the name of each audience, which are told of a problem in their form.
async fn provoke(address: SocketAddr, asks: &[Ask], leaks: &Leaks) {
    for ask in asks {
        for audience in Audience::ALL {
            audience.assert_told(&ask.send(address, audience, leaks).await);
        }
    }
}

/// Takes the two seats of talk 3.
async fn fill(address: SocketAddr, leaks: &Leaks) {
    let seat = Ask::new(Method::POST, "/talks/3/seat", 303);
    let bob: &[_] = &[("cookie", "attendee=bob@example.org")];
    for attendee in [ADA, bob] {
        seat.clone().with(attendee).send(address, Audience::Person, leaks).await;
    }
}

async fn what_clients_do_wrong_tells_them_nothing_of_us(place: Place) {
    let (app, leaks) = (in_production(&place), Leaks::of(&place));
    let served = Served::of(app, place).await;
    fill(served.address, &leaks).await;
    provoke(served.address, &mistakes(), &leaks).await;
    served.shutdown().await;
}

async fn a_program_in_production_tells_nothing_of_itself(place: Place) {
    let leaks = Leaks::of(&place);
    let arguments = ["serve", "--port", "0", "--mode", "production", "--database", &place.database];
    let mut command = symposium(place.directory(), &arguments);
    let process = Process::start(command.env("SYMPOSIUM_TICKET_KEY", SECRET));
    fill(process.address, &leaks).await;
    provoke(process.address, &mistakes(), &leaks).await;
    for nonsense in
        ["nonsense\r\n\r\n", "GET / HTTP/1.1\r\nno header\r\n\r\n", "GET / HTTP/7\r\n\r\n"]
    {
        let mut told = String::new();
        connect(process.address, nonsense).read_to_string(&mut told).expect("an answer");
        assert!(told.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{told}");
        leaks.assert_none_in(&told.replace("HTTP/1.1", ""));
    }
    process.signal("-TERM");
    assert_eq!(process.end().0, Some(0));
}

async fn a_database_that_fails_shows_nothing_of_itself(place: Place) {
    let (app, leaks) = (in_production(&place), Leaks::of(&place));
    let served = Served::of(app, place).await;
    let health = Ask::new(Method::GET, "/health", 503);
    served.place.execute("ALTER TABLE reservation RENAME TO SELECT_secret_FROM").await;
    provoke(served.address, &errands(500), &leaks).await;
    health.send(served.address, Audience::Program, &leaks).await;
    served.database.close().await;
    provoke(served.address, &errands(503), &leaks).await;
    health.send(served.address, Audience::Program, &leaks).await;
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_file_that_becomes_garbage_shows_nothing_of_itself() {
    let place = Place::sqlite();
    let (app, leaks) = (in_production(&place), Leaks::of(&place));
    let served = Served::of(app, place).await;
    fill(served.address, &leaks).await;
    for file in ["test.db", "test.db-wal"] {
        let file = served.place.directory().join(file);
        std::fs::write(file, "SELECT hunter2 ".repeat(50_000)).expect("written");
    }
    let mut failed = 0;
    for ask in errands(500) {
        for audience in Audience::ALL {
            // What was read before, it still knows.
            let answer = ask.send_in_doubt(served.address, audience, &leaks).await;
            failed += usize::from(answer.status.is_server_error());
        }
    }
    assert!(failed > 0, "all went well");
    served.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_is_stopped_shows_nothing_of_itself() {
    let Some(cluster) = Cluster::new() else { return };
    let place = Place::at(cluster.network_url("postgres")).impatient();
    let (app, leaks) = (in_production(&place), Leaks::of(&place));
    let served = Served::of(app, place).await;
    cluster.stop();
    let asks = errands(503);
    let asks = asks.iter().flat_map(|ask| Audience::ALL.map(|audience| (ask, audience)));
    // At the same time, since each waits for as long as the patience is.
    let told = asks.map(|(ask, audience)| {
        let told = ask.send(served.address, audience, &leaks);
        async move { audience.assert_told(&told.await) }
    });
    futures_util::future::join_all(told).await;
    served.shutdown().await;
}

async fn a_conversation_tells_nothing_of_us_either(place: Place) {
    let (app, leaks) = (in_production(&place), Leaks::of(&place));
    let served = Served::of(app, place).await;
    let mut socket = converse(served.address).await;
    let mut ask = async |question: &'static str, status: &str| {
        socket.send(Message::from(question)).await.expect("a connection");
        let told = next(&mut socket).await.expect("an answer").into_text().expect("text");
        assert!(told.contains(&format!(r#""status":{status}"#)), "{told}");
        leaks.assert_none_in(&told);
    };
    for question in
        ["", "hello", "7", "[]", "null", r#"{"talk":"3"}"#, r#"{"talk":3,"seat":1}"#, "{}"]
    {
        ask(question, "422").await;
    }
    ask(r#"{"talk":999}"#, "404").await;
    served.place.execute("ALTER TABLE reservation RENAME TO SELECT_secret_FROM").await;
    ask(r#"{"talk":3}"#, "500").await;
    served.database.close().await;
    ask(r#"{"talk":3}"#, "503").await;
    drop(socket);
    served.shutdown().await;
}
