//! The command, when it is told to stop.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::support::{Place, Process, symposium};

on_each_database![
    a_request_that_is_running_is_answered_and_then_the_database_closed,
    clients_that_hang_do_not_hold_up_the_end,
];

const HEAD: &str = "POST /api/talks/4/seats HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n\
                    content-type: application/json\r\ncontent-length: 24\r\n\r\n";

/// Opens a connection that does not wait for ever, and sends something.
fn client(address: SocketAddr, text: &str) -> TcpStream {
    let mut client = TcpStream::connect(address).expect("a connection");
    client.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    client.write_all(text.as_bytes()).expect("sent");
    client
}

/// Opens a connection on which the handler waits for the body of a request.
fn client_in_a_request(address: SocketAddr) -> TcpStream {
    let mut client = client(address, HEAD);
    let mut wanted = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    client.read_exact(&mut wanted).expect("the handler to ask for the body");
    client
}

fn started(place: &Place, grace: &str) -> Process {
    let arguments = ["serve", "--port", "0", "--grace", grace, "--database", &place.database];
    Process::start(&mut symposium(place.directory(), &arguments))
}

async fn a_request_that_is_running_is_answered_and_then_the_database_closed(place: Place) {
    for (signal, body) in
        [("-TERM", r#"{"attendee":"ada@a.org"}"#), ("-INT", r#"{"attendee":"bob@a.org"}"#)]
    {
        let mut process = started(&place, "20");
        let mut client = client_in_a_request(process.address);
        process.signal(signal);
        process.await_line("no more connections are accepted");
        assert!(TcpStream::connect(process.address).is_err());
        client.write_all(body.as_bytes()).expect("sent");
        let mut response = String::new();
        client.read_to_string(&mut response).expect("a response");

        assert!(response.starts_with("HTTP/1.1 201 Created\r\n"), "{response}");
        let (code, log) = process.end();
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains(" status=201 "), "{log}");
        assert!(log.trim_end().ends_with("the database is closed"), "{log}");
        assert!(!place.directory().join("test.db-wal").exists(), "the log is in the file");
    }
}

async fn clients_that_hang_do_not_hold_up_the_end(place: Place) {
    let mut process = started(&place, "1");
    let silent = client(process.address, "");
    let half_a_head = client(process.address, "GET / HTTP/1.1\r\nhost: loc");
    let half_a_body = client_in_a_request(process.address);
    let mut idle = client(process.address, "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n");
    idle.read_exact(&mut [0; 8]).expect("an answer");
    let deaf = client(process.address, &"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(5_000));
    process.await_line(": answered ");

    let began = Instant::now();
    process.signal("-TERM");
    let (code, log) = process.end();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("out of time: what has not ended is dropped"), "{log}");
    assert!(log.trim_end().ends_with("the database is closed"), "{log}");
    drop((silent, half_a_head, half_a_body, idle, deaf));
}
