//! What cannot be built, and what panics: told to developers, and to nobody else.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use axum::http::Method;
use symposium::app::App;
use symposium::attendee::Attendee;
use symposium::audit::{AuditEntry, AuditLog};
use symposium::programme::Programme;
use symposium::reservation::{Bookings, Reservation};
use symposium::storage::{StorageError, Transaction};
use symposium::talk::Talks;
use symposium::web::{CurrentUser, SeatFeed};

use crate::support::{Ask, Audience, Leaks, Log, Place, Served, in_production};

/// Says more than anybody should hear.
#[derive(Debug, thiserror::Error)]
#[error("{}", Self::TEXT)]
struct Indiscreet(#[source] io::Error);

impl Indiscreet {
    const TEXT: &str = "`SELECT * FROM reservation` in `src/storage/test.db` by \
                        `symposium::storage::Database` at postgres://janitor:hunter2@cellar";

    fn new() -> Self {
        Self(io::Error::other("refused, password=hunter2"))
    }
}

/// A part that cannot be built, or not used.
struct Fault {
    /// Which it is.
    name: &'static str,
    put_into: fn(&mut App),
    /// What needs it, and fails.
    ask: Ask,
}

const ADA: &[(&str, &str)] = &[("cookie", "attendee=ada@example.org")];

/// Makes of each part one that cannot be built, once because its constructor fails and once
/// because it panics.
macro_rules! faults {
    [$($field:ident: $service:ty => $ask:expr;)*] => {
        /// The parts whose constructors fail.
        fn failing() -> Vec<Fault> {
            vec![$(Fault {
                name: stringify!($field),
                put_into: |app| app.$field.override_with_fn(|| {
                    Err::<$service, _>(Indiscreet::new())
                }),
                ask: $ask,
            }),*]
        }

        /// The parts whose constructors panic.
        fn panicking() -> Vec<Fault> {
            vec![$(Fault {
                name: stringify!($field),
                put_into: |app| app.$field.override_with_fn(|| -> $service {
                    panic!("{}", Indiscreet::TEXT)
                }),
                ask: $ask,
            }),*]
        }
    };
}

faults![
    programme: Arc<dyn Programme> => get("/");
    talks: Arc<dyn Talks> => get("/api/talks");
    bookings: Arc<dyn Bookings> => get("/api/attendees/ada@example.org/seats");
    seat_feed: SeatFeed => get("/events");
    audit_log: Arc<dyn AuditLog> => post("/talks/4/seat");
    user: CurrentUser => get("/");
    transaction: Transaction => post("/talks/4/seat");
];

fn get(path: &'static str) -> Ask {
    Ask::new(Method::GET, path, 500).with(ADA)
}

fn post(path: &'static str) -> Ask {
    Ask::new(Method::POST, path, 500).with(ADA)
}

/// Serves with a fault; the place is one that nothing has touched.
async fn serve(fault: &Fault, app: impl Fn(&Place) -> App) -> (Served, Leaks) {
    let place = Place::sqlite();
    let (mut app, leaks) = (app(&place), Leaks::of(&place));
    (fault.put_into)(&mut app);
    (Served::of(app, place).await, leaks)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_cannot_be_built_is_in_the_log_and_in_no_answer() {
    let log = Log::start();
    for fault in failing().into_iter().chain(panicking()) {
        let (served, leaks) = serve(&fault, in_production).await;
        for audience in Audience::ALL {
            let answer = fault.ask.send(served.address, audience, &leaks).await;
            audience.assert_told(&answer);
            let log = log.text();
            let mut lines = log.lines().filter(|line| line.contains("ERROR"));
            let of_request = lines.find(|line| line.contains(answer.request_id()));
            assert!(of_request.is_some(), "{}: {log}", fault.name);
            assert!(log.contains(Indiscreet::TEXT));
        }
        served.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn developers_are_shown_the_way_to_what_cannot_be_built_and_no_secret() {
    for fault in failing() {
        let (served, _) = serve(&fault, Place::app).await;
        for audience in Audience::ALL {
            let answer = fault.ask.send(served.address, audience, &Leaks::secrets()).await;
            for text in [
                "the constructor of ",
                "examples/symposium/src/app.rs:",
                "SELECT * FROM reservation",
                "postgres://•••@cellar",
                "refused, password=•••",
            ] {
                let body = &answer.body;
                assert!(body.contains(text), "{}, {audience:?}: {text}: {body}", fault.name);
            }
        }
        served.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_handler_that_panics_is_a_problem_and_poisons_nothing() {
    for app in [Place::app, in_production] {
        let place = Place::sqlite();
        let (mut app, leaks) = (app(&place), Leaks::of(&place));
        app.bookings.override_with(Arc::new(Bomb));
        let served = Served::of(app, place).await;
        for audience in Audience::ALL {
            let ask = get("/api/attendees/ada@example.org/seats");
            audience.assert_told(&ask.send(served.address, audience, &leaks).await);
        }
        assert!(served.ask(Method::GET, "/").await.body.contains("seats free"));
        served.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_audit_that_cannot_be_written_changes_no_answer() {
    let place = Place::sqlite();
    let (mut app, leaks) = (in_production(&place), Leaks::of(&place));
    app.audit_log.override_with(Arc::new(Bomb));
    let served = Served::of(app, place).await;
    let seat = Ask::new(Method::POST, "/talks/4/seat", 303).with(ADA);
    seat.send(served.address, Audience::Person, &leaks).await;
    served.scopes.none().await;
    served.shutdown().await;
}

/// A part that is there, until somebody uses it.
#[derive(Debug)]
struct Bomb;

#[async_trait]
impl Bookings for Bomb {
    async fn of(&self, _: &Attendee) -> Result<Vec<Reservation>, StorageError> {
        panic!("{}", Indiscreet::TEXT)
    }
}

#[async_trait]
impl AuditLog for Bomb {
    async fn append(&self, _: &[AuditEntry]) -> Result<(), StorageError> {
        Err(StorageError::Broken(Indiscreet::new().into()))
    }
}
