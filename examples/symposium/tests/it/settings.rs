//! What the program is told, and what it makes of that.

use std::sync::Arc;

use axum::http::StatusCode;
use clap::{Parser, ValueEnum};
use di_core::prelude::*;
use symposium::app::App;
use symposium::mailer::Mailer;
use symposium::plugins;
use symposium::programme::{CacheStage, Programme};
use symposium::settings::{Options, Settings};
use symposium::storage::{DatabaseSettings, Location};
use symposium::talk::TalkId;
use symposium::ticket::TicketMaker;

use crate::support::{
    OneTalk, PASSWORD, Place, PostOffice, Process, attendee, post_seat, send, symposium,
};

const KEY: &str = "the key of the tests is no secret";

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    options: Options,
}

fn settings(arguments: &[&str]) -> Settings {
    let cli = Cli::parse_from(["symposium"].iter().chain(arguments));
    let nowhere = DatabaseSettings::new(Location::File("/nowhere/at/all".into()));
    cli.options.settings(nowhere).expect("sane settings")
}

fn app(arguments: &[&str]) -> App {
    let mut app = App::of(settings(arguments), plugins::none());
    app.talks.override_with(OneTalk::with_seats(7));
    app
}

#[test]
fn the_programme_is_remembered_as_the_settings_say() {
    for stage in CacheStage::value_variants() {
        let name = stage.to_possible_value().expect("a name");
        let app = app(&["--cache", name.get_name()]);
        let programme: Arc<dyn Programme> = app.resolve().expect("wired");
        let (programme, stage) = (format!("{programme:?}"), format!("{stage:?} {{"));
        assert!(programme.starts_with(&stage), "{programme}");
    }
    let programme: Arc<dyn Programme> = app(&[]).resolve().expect("wired");
    assert!(format!("{programme:?}").starts_with("Locked"), "{programme:?}");
}

#[test]
fn mails_leave_as_the_settings_say() {
    for (transport, expected) in [("log", "LogMailer"), ("smtp", "SmtpMailer")] {
        let mailer: Arc<dyn Mailer> = app(&["--mail", transport]).resolve().expect("wired");
        let mailer = format!("{mailer:?}");
        let chain = format!("Logged {{ inner: Retried {{ inner: {expected} {{");
        assert!(mailer.starts_with(&chain), "{mailer}");
    }
}

#[tokio::test]
async fn ticket_codes_are_good_for_as_long_as_their_key() {
    let place = Place::sqlite();
    let mut codes = Vec::new();
    for arguments in [&["--ticket-key", KEY][..], &[], &[]] {
        let settings = Settings { database: place.settings(), ..settings(arguments) };
        let app = App::of(settings, plugins::none()).start().await.expect("a database");
        let tickets: TicketMaker = app.resolve().expect("wired");
        let ticket = tickets.make((TalkId(3), 12, attendee("ada@example.org")));
        codes.push(ticket.expect("wired").to_string());
        app.shutdown().await.expect("closed");
    }
    assert_eq!(codes[0], "B50F-XHYTS");
    assert_ne!(codes[1], codes[2]);
}

#[tokio::test]
async fn the_command_sends_its_mails_to_the_server_that_it_is_told() {
    let office = PostOffice::answering(&["451 later"]).await;
    let directory = tempfile::tempdir().expect("a directory");
    let server = office.address.to_string();
    let arguments = ["--port", "0", "--mail", "smtp", "--smtp-server", &server];
    let mut command = symposium(directory.path(), &arguments);
    let mut process = Process::start(command.env("SYMPOSIUM_MAIL_FROM", "seats@example.org"));
    let request = post_seat(3, r#"{"attendee":"ada@example.org"}"#);
    assert_eq!(send(process.address, request).await.0, StatusCode::CREATED);
    tokio::task::spawn_blocking(move || process.await_line("mail to=ada@example.org"))
        .await
        .expect("a mail");
    let mails = office.mails();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail.contains("From: seats@example.org\r\nTo: ada@example.org\r\n"), "{mail}");
    assert_eq!(office.recipients(), 2);
}

#[test]
fn what_is_wrong_with_the_settings_is_told_without_their_secrets() {
    let directory = tempfile::tempdir().expect("a directory");
    let server = format!("ada:{PASSWORD}@mail.example.org:25");
    for (variable, value, story) in [
        ("SYMPOSIUM_SMTP_SERVER", &*server, "error: a mail server is `host:port`"),
        ("SYMPOSIUM_TICKET_KEY", PASSWORD, "error: the ticket key has at least 32 bytes"),
    ] {
        for arguments in [&["--port", "0"][..], &["--help"]] {
            let mut command = symposium(directory.path(), arguments);
            let output = command.env(variable, value).output().expect("a process");
            let told = [output.stdout, output.stderr].concat();
            let told = String::from_utf8_lossy(&told);
            let is_help = arguments == ["--help"];
            assert_eq!((told.starts_with(story), output.status.success()), (!is_help, is_help));
            assert!(!told.contains(PASSWORD), "{told}");
        }
    }
    let shown = format!("{:?}", settings(&["--ticket-key", KEY]));
    assert!(!shown.contains(KEY) && shown.contains("REDACTED"), "{shown}");
}
