//! Talks and reservations in a database.

use std::sync::Arc;

use di_core::prelude::*;
use symposium::app::App;
use symposium::reservation::{Bookings, Claim, Reservations};
use symposium::storage::{Database, DatabaseSettings, Location, StorageError, Unfit};
use symposium::talk::{TalkId, Talks};

use crate::support::{Place, attendee, is_closed, noon, origin};

on_each_database![
    a_new_database_has_a_programme_with_one_small_room,
    what_is_taken_is_still_taken_when_the_database_is_opened_again,
    each_outcome_of_a_claim_is_told_apart_and_only_one_changes_anything,
    a_seat_that_is_given_back_is_the_next_to_be_taken,
    a_closed_pool_may_pass_and_a_missing_table_stays,
    a_database_of_a_newer_program_is_left_alone,
    programs_that_start_at_once_on_a_new_database_all_start,
];

struct Parts {
    app: Arc<App>,
    database: Arc<Database>,
    talks: Arc<dyn Talks>,
    bookings: Arc<dyn Bookings>,
    place: Place,
}

async fn parts(place: Place) -> Parts {
    let app = place.app().start().await.expect("a database");
    Parts {
        database: app.resolve().expect("wired"),
        talks: app.resolve().expect("wired"),
        bookings: app.resolve().expect("wired"),
        app,
        place,
    }
}

impl Parts {
    /// Closes the database, and returns where it was.
    async fn shutdown(self) -> Place {
        self.app.shutdown().await.expect("closed");
        assert!(is_closed(&self.database));
        self.place
    }

    async fn claim(&self, talk: i64, address: &str) -> Claim {
        let attendee = attendee(address);
        let claimed = self.app.run_in_scope(origin(), async |scope| {
            let reservations: &dyn Reservations = scope.resolve_async().await.expect("wired");
            reservations.claim(TalkId(talk), &attendee, noon()).await
        });
        claimed.await.expect("a claim")
    }

    async fn release(&self, talk: i64, address: &str) -> bool {
        let attendee = attendee(address);
        let released = self.app.run_in_scope(origin(), async |scope| {
            let reservations: &dyn Reservations = scope.resolve_async().await.expect("wired");
            reservations.release(TalkId(talk), &attendee).await
        });
        released.await.expect("an answer")
    }

    async fn free(&self, talk: i64) -> u32 {
        self.talks.find(TalkId(talk)).await.expect("an answer").expect("a talk").free
    }
}

async fn a_new_database_has_a_programme_with_one_small_room(place: Place) {
    let parts = parts(place).await;
    let talks = parts.talks.all().await.expect("talks");
    assert_eq!(talks.len(), 6);
    assert!(talks.is_sorted_by_key(|talk| talk.starts));
    assert!(talks.iter().all(|talk| talk.free == talk.seats));
    let small = parts.talks.find(TalkId(3)).await.expect("an answer").expect("a talk");
    assert_eq!(small.seats, 2);
    assert!(parts.talks.find(TalkId(99)).await.expect("an answer").is_none());
    parts.shutdown().await;
}

async fn what_is_taken_is_still_taken_when_the_database_is_opened_again(place: Place) {
    let parts = parts(place).await;
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Seat(1));

    let parts = self::parts(parts.shutdown().await).await;
    assert_eq!(parts.free(3).await, 1);
    let seats = parts.bookings.of(&attendee("ada@example.org")).await.expect("an answer");
    let [seat] = seats.as_slice() else { panic!("{seats:?}") };
    assert_eq!((seat.talk, seat.seat, seat.reserved_at), (TalkId(3), 1, noon()));
    assert!(parts.bookings.of(&attendee("bob@example.org")).await.expect("an answer").is_empty());
    parts.shutdown().await;
}

async fn each_outcome_of_a_claim_is_told_apart_and_only_one_changes_anything(place: Place) {
    let parts = parts(place).await;
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Seat(1));
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::AlreadySeated);
    assert_eq!(parts.free(3).await, 1);
    assert_eq!(parts.claim(3, "bob@example.org").await, Claim::Seat(2));
    assert_eq!(parts.claim(3, "eve@example.org").await, Claim::Full);
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::AlreadySeated);
    assert_eq!(parts.claim(99, "ada@example.org").await, Claim::NoSuchTalk);
    assert_eq!(parts.claim(4, "ada@example.org").await, Claim::Seat(1));
    assert_eq!(parts.free(3).await, 0);
    parts.shutdown().await;
}

async fn a_seat_that_is_given_back_is_the_next_to_be_taken(place: Place) {
    let parts = parts(place).await;
    parts.claim(3, "ada@example.org").await;
    parts.claim(3, "bob@example.org").await;
    assert!(parts.release(3, "ada@example.org").await);
    assert!(!parts.release(3, "ada@example.org").await);
    assert_eq!(parts.claim(3, "eve@example.org").await, Claim::Seat(1));
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Full);
    parts.shutdown().await;
}

async fn a_closed_pool_may_pass_and_a_missing_table_stays(place: Place) {
    let parts = parts(place).await;
    parts.place.execute("DROP TABLE reservation").await;
    let error = parts.talks.all().await.expect_err("no table");
    assert!(matches!(error, StorageError::Broken(_)), "{error:?}");
    parts.app.shutdown().await.expect("closed");
    let error = parts.talks.all().await.expect_err("no database");
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

async fn a_database_of_a_newer_program_is_left_alone(place: Place) {
    let database = Database::open(&place.settings()).await.expect("a database");
    let newer = match &database {
        Database::Sqlite(_) => "PRAGMA user_version = 7",
        Database::Postgres(_) => "UPDATE schema_version SET steps = 7",
    };
    database.close().await;
    place.execute(newer).await;
    let error = Database::open(&place.settings()).await.expect_err("too new");
    assert!(matches!(error.reason, Unfit::TooNew { found: 7, .. }), "{error:?}");
    assert_eq!(place.number("SELECT count(*) FROM talk").await, 6);
}

async fn programs_that_start_at_once_on_a_new_database_all_start(place: Place) {
    let start = || tokio::spawn(place.app().start());
    for starting in [start(), start(), start(), start()] {
        let app = starting.await.expect("no panic").expect("a database");
        let talks: Arc<dyn Talks> = app.resolve().expect("wired");
        assert_eq!(talks.all().await.expect("talks").len(), 6);
        app.shutdown().await.expect("closed");
    }
}

#[tokio::test]
async fn a_file_of_an_older_program_keeps_its_seats_and_gets_what_is_new() {
    let place = Place::sqlite();
    place.execute(include_str!("../../src/storage/sqlite/schema.sql")).await;
    place.execute(include_str!("../../src/storage/seed.sql")).await;
    place.execute("INSERT INTO reservation VALUES (3, 1, 'ada@example.org', 'then')").await;
    place.execute("PRAGMA user_version = 1").await;
    let parts = parts(place).await;
    assert_eq!(parts.free(3).await, 1);
    assert_eq!(parts.place.number("SELECT count(*) FROM mail").await, 0);
    parts.shutdown().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("text.db");
    std::fs::write(&file, "this is no database, though it is long enough".repeat(40))
        .expect("a file");
    let settings = DatabaseSettings::new(Location::File(file));
    let error = Database::open(&settings).await.expect_err("no database");
    assert!(matches!(error.reason, Unfit::Refused(_)), "{error:?}");
    assert!(error.to_string().contains("text.db"), "{error}");
}
