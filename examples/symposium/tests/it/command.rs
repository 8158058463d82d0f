//! The command, in a process of its own.

use std::net::TcpListener;
use std::path::Path;

use axum::http::{Request, StatusCode};
use di_core::prelude::*;
use http_body_util::Full;
use symposium::app::App;

use crate::support::{PASSWORD, Place, Process, post_seat, send, symposium};

on_each_database![it_serves_from_the_database_it_is_given_and_finds_it_again];

async fn it_serves_from_the_database_it_is_given_and_finds_it_again(place: Place) {
    let body = r#"{"attendee":"ada@example.org"}"#;
    let mut by_variable = symposium(place.directory(), &["serve", "--port", "0"]);
    by_variable.env("DATABASE_URL", &place.database);
    let arguments = ["--port", "0", "--database-url", &place.database];
    let mut by_argument = symposium(place.directory(), &arguments);
    by_argument.env("DATABASE_URL", "another.db");
    for (mut command, status) in
        [(by_variable, StatusCode::CREATED), (by_argument, StatusCode::CONFLICT)]
    {
        let mut process = Process::start(&mut command);
        let mut request = post_seat(3, body);
        request.headers_mut().insert("x-request-id", "from-the-edge".parse().expect("a header"));
        assert_eq!(send(process.address, request).await.0, status);
        process.await_line("answered");
        process.signal("-TERM");
        let (code, log) = process.end();
        assert_eq!(code, Some(0));
        assert!(log.contains("from-the-edge") && log.contains(status.as_str()), "{log}");
        let is_mailed = log.contains("mail to=ada@example.org subject=\"Your seat for ");
        assert_eq!(is_mailed, status == StatusCode::CREATED, "{log}");
        assert!(!log.contains(PASSWORD), "{log}");
    }
    let seats = "SELECT count(*) FROM reservation";
    assert_eq!(place.number(seats).await, 1);
    assert!(!place.directory().join("another.db").exists());
}

#[tokio::test]
async fn without_arguments_it_serves_from_the_current_directory() {
    let directory = tempfile::tempdir().expect("a directory");
    let process = Process::start(&mut symposium(directory.path(), &[]));
    let request = Request::get("/").header("host", "localhost").body(Full::default());
    let (status, _, page) = send(process.address, request.expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Symposium"), "{page}");
    assert!(directory.path().join("symposium.db").exists());
}

/// Runs the command, which fails, and returns what it says.
#[track_caller]
fn failed(directory: &Path, arguments: &[&str]) -> String {
    let output = symposium(directory, arguments).output().expect("a process");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_database_that_cannot_be_is_told_without_its_password() {
    let directory = tempfile::tempdir().expect("a directory");
    for (database, story) in [
        ("postgres://ada:open-sesame@db:port/seats", "error: the URL of the database is not valid"),
        ("mysql://ada:open-sesame@db/seats", "error: databases of `mysql` are not supported"),
        ("postgres://ada:open-sesame@127.0.0.1:1/seats?host=/nowhere", "No such file or directory"),
        ("", "error: the database has no name"),
    ] {
        let error = failed(directory.path(), &["--port", "0", "--database", database]);
        assert!(error.contains(story) && !error.contains(PASSWORD), "{error}");
    }
    for arguments in [&["--help"][..], &["--port", "many"], &["graph"]] {
        let mut command = symposium(directory.path(), arguments);
        command.env("DATABASE_URL", "postgres://ada:open-sesame@db/seats");
        let output = command.output().expect("a process");
        assert!(!String::from_utf8_lossy(&output.stdout).contains(PASSWORD));
        assert!(!String::from_utf8_lossy(&output.stderr).contains(PASSWORD));
    }
}

#[test]
fn a_port_that_is_taken_and_a_file_that_cannot_be_are_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let error = failed(directory.path(), &["serve", "--port", &port]);
    assert!(error.contains(&format!("error: cannot listen on port {port}: ")), "{error}");
    std::fs::create_dir(directory.path().join("seats")).expect("a directory");
    for file in ["no/such/directory.db", "seats"] {
        let error = failed(directory.path(), &["--port", "0", "--database", file]);
        let story = [
            "error: the container did not start: the constructor of `Database` failed",
            "  `Database` is provided by `database` (examples/symposium/src/app.rs:",
            "path: Database",
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
    let printed = String::from_utf8_lossy(&output.stdout);
    let plugins = printed.strip_prefix(&App::GRAPH.to_string()).expect("first, the application");
    assert!(plugins.contains("ScratchProbe: Singleton<ScratchProbe>"), "{plugins}");
    assert_eq!(std::fs::read_dir(directory.path()).expect("a directory").count(), 0);
}
