//! The command, when it is told to stop.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use axum::http::{Request, StatusCode};
use futures_util::SinkExt;
use http_body_util::Full;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::{
    Place, PostOffice, Process, connect, converse, next, post_seat, send, symposium, watch,
};

on_each_database![
    a_request_that_is_running_is_answered_and_then_the_database_closed,
    all_that_can_end_by_itself_does_so_before_the_database_closes,
    what_hangs_is_cut_at_the_deadline_before_the_database_closes,
    told_a_second_time_it_cuts_at_once_and_writes_down_what_it_cut,
    clients_that_hang_do_not_hold_up_the_end,
];

const ADA: &str = r#"{"attendee":"ada@a.org"}"#;
const BOB: &str = r#"{"attendee":"bob@a.org"}"#;
const EVE: &str = r#"{"attendee":"eve@a.org"}"#;

const SEATS: &str = "SELECT count(*) FROM reservation";
const QUEUED: &str = "SELECT count(*) FROM mail";
const DELIVERED: &str = "SELECT count(*) FROM audit WHERE action LIKE 'mail %' AND outcome = 'ok'";

/// Opens a connection on which the handler waits for the body of a request, which is as long as
/// [`ADA`].
fn client_in_a_request(address: SocketAddr) -> TcpStream {
    let head = format!(
        "POST /api/talks/4/seats HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n\
         x-request-id: slow\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        ADA.len()
    );
    let mut client = connect(address, &head);
    let mut wanted = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    client.read_exact(&mut wanted).expect("the handler to ask for the body");
    client
}

fn started(place: &Place, grace: &str, further: &[&str]) -> Process {
    let arguments = ["serve", "--port", "0", "--grace", grace, "--database", &place.database];
    Process::start(&mut symposium(place.directory(), &[&arguments[..], further].concat()))
}

/// Starts the command with a mail server that says nothing yet, and has it deliver a mail.
async fn started_and_delivering(place: &Place, grace: &str) -> (Process, PostOffice) {
    let office = PostOffice::shut().await;
    let server = office.address.to_string();
    let process = started(place, grace, &["--mail", "smtp", "--smtp-server", &server]);
    assert_eq!(send(process.address, post_seat(3, EVE)).await.0, StatusCode::CREATED);
    office.await_caller().await;
    (process, office)
}

/// Waits for the end, which must be a good one, and returns the log.
#[track_caller]
fn ended_well(process: Process) -> String {
    let (code, log) = process.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.trim_end().ends_with("the database is closed"), "{log}");
    assert!(!log.contains("panicked"), "{log}");
    log
}

async fn a_request_that_is_running_is_answered_and_then_the_database_closed(place: Place) {
    for (signal, body) in [("-TERM", ADA), ("-INT", BOB)] {
        let mut process = started(&place, "20", &[]);
        let mut client = client_in_a_request(process.address);
        process.signal(signal);
        process.await_line("no more connections are accepted");
        assert!(TcpStream::connect(process.address).is_err());
        client.write_all(body.as_bytes()).expect("sent");
        let mut response = String::new();
        client.read_to_string(&mut response).expect("a response");

        assert!(response.starts_with("HTTP/1.1 201 Created\r\n"), "{response}");
        let log = ended_well(process);
        assert!(log.contains(" status=201 "), "{log}");
        assert!(!place.directory().join("test.db-wal").exists(), "the log is in the file");
    }
}

async fn all_that_can_end_by_itself_does_so_before_the_database_closes(place: Place) {
    let (mut process, office) = started_and_delivering(&place, "20").await;
    let mut request = client_in_a_request(process.address);
    let mut events = watch(process.address);
    let mut socket = converse(process.address).await;
    process.signal("-TERM");
    process.await_line("no more connections are accepted");
    office.open();

    let farewell = next(&mut socket).await;
    let Some(Message::Close(Some(frame))) = farewell else { panic!("{farewell:?}") };
    assert_eq!((frame.code, frame.reason.as_str()), (CloseCode::Away, "the server stops"));
    assert!(next(&mut socket).await.is_none(), "that is the end");
    let mut heard = String::new();
    events.read_to_string(&mut heard).expect("an end");
    assert!(heard.ends_with("0\r\n\r\n"), "the last chunk is that of a whole body: {heard}");
    request.write_all(ADA.as_bytes()).expect("sent");
    let mut response = String::new();
    request.read_to_string(&mut response).expect("a response");
    assert!(response.starts_with("HTTP/1.1 201 Created\r\n"), "{response}");

    let log = ended_well(process);
    assert!(!log.contains("what has not ended is dropped"), "{log}");
    assert!(log.contains("the courier has stopped"), "{log}");
    let (queued, delivered) = (place.number(QUEUED).await, place.number(DELIVERED).await);
    assert_eq!((place.number(SEATS).await, queued + delivered), (2, 2), "{log}");
    // That of Ada, at least: she has her seat since the office is open.
    assert!(delivered >= 1 && !office.mails().is_empty(), "{log}");
}

async fn what_hangs_is_cut_at_the_deadline_before_the_database_closes(place: Place) {
    let (process, _office) = started_and_delivering(&place, "2").await;
    let mut request = client_in_a_request(process.address);
    // It has no way to hang: what ends it, the system takes from the server at once.
    let mut events = watch(process.address);
    // Nobody polls it, so it does not answer that the server leaves.
    let mut socket = converse(process.address).await;

    let began = Instant::now();
    process.signal("-TERM");
    let log = ended_well(process);
    let took = began.elapsed();
    assert!((Duration::from_secs(1)..Duration::from_secs(12)).contains(&took), "{took:?}");
    let cut = "out of time: what has not ended is dropped connections=1 jobs=2";
    assert!(log.contains(cut), "{log}");
    let mut heard = String::new();
    events.read_to_string(&mut heard).expect("an end");
    assert!(heard.ends_with("0\r\n\r\n"), "{heard}");
    // The system may tell the client by an error, or by an end.
    let mut response = String::new();
    drop(request.read_to_string(&mut response));
    assert_eq!(response, "");
    while next(&mut socket).await.is_some() {}
    assert!(socket.send(Message::from("hello?")).await.is_err());

    assert_eq!((place.number(SEATS).await, place.number(QUEUED).await), (1, 1), "{log}");
    // What the slow client wanted, nobody has heard: nothing was begun, so nothing is noted.
    assert_eq!(place.number("SELECT count(*) FROM audit WHERE origin = 'slow'").await, 0);
    assert_eq!(place.number("SELECT count(*) FROM audit WHERE action LIKE 'reserve%'").await, 1);
}

async fn told_a_second_time_it_cuts_at_once_and_writes_down_what_it_cut(place: Place) {
    // Far longer than the test waits for the end.
    let (mut process, _office) = started_and_delivering(&place, "120").await;
    let _socket = converse(process.address).await;
    let mut other = place.open().await;
    other.hold().await;
    let mut request = client_in_a_request(process.address);
    request.write_all(ADA.as_bytes()).expect("sent");
    // So many answers later, it has come as far as the database.
    for _ in 0..20 {
        let api = Request::get("/api").header("host", "localhost").body(Full::default());
        assert_eq!(send(process.address, api.expect("a request")).await.0, StatusCode::OK);
    }
    process.signal("-TERM");
    process.await_line("no more connections are accepted");
    process.signal("-TERM");
    process.await_line("told to stop again: what has not ended is dropped");
    other.execute("ROLLBACK").await;
    let log = ended_well(process);
    assert_eq!((place.number(SEATS).await, place.number(QUEUED).await), (1, 1), "{log}");
    let cut = "SELECT count(*) FROM audit \
               WHERE origin = 'slow' AND action LIKE 'reserve%' AND outcome = 'cancelled'";
    assert_eq!(place.number(cut).await, 1, "{log}");
}

async fn clients_that_hang_do_not_hold_up_the_end(place: Place) {
    let mut process = started(&place, "1", &[]);
    let silent = connect(process.address, "");
    let half_a_head = connect(process.address, "GET / HTTP/1.1\r\nhost: loc");
    let half_a_body = client_in_a_request(process.address);
    let mut idle = connect(process.address, "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n");
    idle.read_exact(&mut [0; 8]).expect("an answer");
    let requests = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(5_000);
    let deaf = connect(process.address, &requests);
    process.await_line(": answered ");

    let began = Instant::now();
    process.signal("-TERM");
    let log = ended_well(process);
    assert!(began.elapsed() < Duration::from_secs(11), "{:?}", began.elapsed());
    assert!(log.contains("out of time: what has not ended is dropped"), "{log}");
    drop((silent, half_a_head, half_a_body, idle, deaf));
}
