//! The command, in a process of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use axum::http::{Request, StatusCode};
use di_core::prelude::*;
use http_body_util::Full;
use symposium::app::App;

use crate::server::{post_seat, send};

/// Kills its process when it is dropped, so that none outlives a test.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing to do.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn symposium(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_symposium"));
    command.current_dir(directory).args(arguments).env_remove("RUST_LOG");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the command and reads from its output where it listens.
pub(crate) fn start(directory: &Path, arguments: &[&str]) -> (Process, SocketAddr) {
    let mut child = symposium(directory, arguments).spawn().expect("a process");
    let output = child.stdout.take().expect("an output");
    let process = Process(child);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("symposium listens on http://");
    let address = address.unwrap_or_else(|| panic!("{line:?}")).parse().expect("an address");
    (process, address)
}

pub(crate) fn log_of(mut process: Process) -> String {
    // It may have ended already.
    drop(process.0.kill());
    let mut log = String::new();
    let mut errors = process.0.stderr.take().expect("a log");
    errors.read_to_string(&mut log).expect("text");
    log
}

#[tokio::test]
async fn it_serves_from_the_file_it_is_given_and_finds_it_again() {
    let directory = tempfile::tempdir().expect("a directory");
    let arguments = ["serve", "--port", "0", "--database", "seats.db"];
    let body = r#"{"attendee":"ada@example.org"}"#;
    for status in [StatusCode::CREATED, StatusCode::CONFLICT] {
        let (process, address) = start(directory.path(), &arguments);
        let mut request = post_seat(3, body);
        request.headers_mut().insert("x-request-id", "from-the-edge".parse().expect("a header"));
        assert_eq!(send(address, request).await.0, status);
        let log = log_of(process);
        assert!(log.contains("from-the-edge") && log.contains(status.as_str()), "{log}");
        let is_mailed = log.contains("mail to=ada@example.org subject=\"Your seat for ");
        assert_eq!(is_mailed, status == StatusCode::CREATED, "{log}");
    }
    assert!(directory.path().join("seats.db").exists());
}

#[tokio::test]
async fn without_arguments_it_serves_from_the_current_directory() {
    let directory = tempfile::tempdir().expect("a directory");
    let (_process, address) = start(directory.path(), &[]);
    let request = Request::get("/").header("host", "localhost").body(Full::default());
    let (status, _, page) = send(address, request.expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Symposium"), "{page}");
    assert!(directory.path().join("symposium.db").exists());
}

#[test]
fn a_port_that_is_taken_and_a_file_that_cannot_be_are_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let failed = |arguments: &[&str]| {
        let output = symposium(directory.path(), arguments).output().expect("a process");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let error = failed(&["serve", "--port", &port]);
    assert!(error.contains(&format!("error: cannot listen on port {port}: ")), "{error}");
    std::fs::create_dir(directory.path().join("seats")).expect("a directory");
    for file in ["no/such/directory.db", "seats"] {
        let error = failed(&["--port", "0", "--database", file]);
        let story = [
            "error: the container did not start: the constructor of `Pool<Sqlite>` failed",
            "  `Pool<Sqlite>` is provided by `pool` (examples/symposium/src/app.rs:",
            "path: Pool<Sqlite>",
            &format!("caused by: the database `{file}` cannot be opened"),
            "       by: error returned from database: (code: 14) unable to open database file",
        ];
        for (line, expected) in error.lines().zip(story) {
            assert!(line.starts_with(expected), "{error}");
        }
        assert!((story.len()..10).contains(&error.lines().count()), "{error}");
    }
}

#[test]
fn the_wiring_is_printed_and_nothing_is_opened() {
    let directory = tempfile::tempdir().expect("a directory");
    let output = symposium(directory.path(), &["graph"]).output().expect("a process");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), App::GRAPH.to_string());
    assert_eq!(std::fs::read_dir(directory.path()).expect("a directory").count(), 0);
}
