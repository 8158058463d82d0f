//! The command, when it is told to stop.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;

use crate::command::{log_of, start};

#[test]
fn a_request_that_is_running_is_answered_and_then_the_database_closed() {
    let directory = tempfile::tempdir().expect("a directory");
    for (signal, body) in
        [("-TERM", r#"{"attendee":"ada@a.org"}"#), ("-INT", r#"{"attendee":"bob@a.org"}"#)]
    {
        let (mut process, address) = start(directory.path(), &["serve", "--port", "0"]);
        let mut client = TcpStream::connect(address).expect("a connection");
        let head = "POST /api/talks/4/seats HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\n\
                    content-type: application/json\r\ncontent-length: 24\r\n\r\n";
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        client.write_all(head.as_bytes()).expect("sent");
        let mut wanted = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
        client.read_exact(&mut wanted).expect("the handler to ask for the body");

        let pid = process.0.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
        assert!((0..500).any(|_| is_refused(address)), "it accepts no more");
        client.write_all(body.as_bytes()).expect("sent");
        let mut response = String::new();
        client.read_to_string(&mut response).expect("a response");

        assert!(response.starts_with("HTTP/1.1 201 Created\r\n"), "{response}");
        assert_eq!(process.0.wait().expect("a status").code(), Some(0));
        let log = log_of(process);
        let lines: Vec<_> = log.lines().rev().take(3).collect();
        let [closed, answered, ..] = lines.as_slice() else { panic!("{log}") };
        assert!(closed.ends_with("the database is closed"), "{log}");
        assert!(answered.contains("answered status=201"), "{log}");
        assert!(!directory.path().join("symposium.db-wal").exists(), "the log is in the file");
    }
}

/// Returns whether nobody accepts connections there, after a moment if somebody does.
fn is_refused(address: SocketAddr) -> bool {
    let is_refused = TcpStream::connect(address).is_err();
    if !is_refused {
        std::thread::sleep(Duration::from_millis(10));
    }
    is_refused
}
