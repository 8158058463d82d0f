//! What only `PostgreSQL` does: transactions that are in each other's way, and
//! passwords.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use di_core::prelude::*;
use symposium::app::App;
use symposium::mailer::Mail;
use symposium::plugins;
use symposium::reservation::{Claim, Reservations};
use symposium::storage::{Database, DatabaseSettings, Location, StorageError};
use symposium::talk::TalkId;

use crate::support::{Log, PASSWORD, Place, attendee, noon};

/// Makes the first attempts to take a seat fail with a code, at once or at the
/// commit; a sequence counts them, since no rollback takes it back.
fn failing(attempts: u32, code: &str, when: &str) -> String {
    format!(
        "CREATE SEQUENCE attempts;
         CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('attempts') <= {attempts} THEN
                 RAISE EXCEPTION 'in the way' USING ERRCODE = '{code}';
             END IF;
             RETURN NULL;
         END $$;
         CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON reservation
             DEFERRABLE INITIALLY {when} FOR EACH ROW EXECUTE FUNCTION fail();"
    )
}

/// Takes a seat while attempts fail; returns the outcome and the number of
/// attempts.
async fn claim(failing: String) -> Option<(Result<Claim, StorageError>, i64)> {
    let place = Place::postgres().await?;
    let app = App::new(place.settings(), plugins::none()).start().await.expect("a database");
    place.execute(failing).await;
    let reservations: Arc<dyn Reservations> = app.resolve().expect("wired");
    let claimed = reservations.claim(TalkId(3), &attendee("ada@example.org"), noon()).await;
    app.shutdown().await.expect("closed");
    Some((claimed, place.number("SELECT last_value FROM attempts").await))
}

#[tokio::test]
async fn a_transaction_that_was_in_the_way_of_another_is_tried_again_also_at_its_commit() {
    for code in ["40001", "40P01"] {
        for when in ["IMMEDIATE", "DEFERRED"] {
            let Some((claimed, attempts)) = claim(failing(2, code, when)).await else { return };
            assert_eq!(claimed.expect("a claim"), Claim::Seat(1), "{code} {when}");
            assert_eq!(attempts, 3);
        }
    }
}

#[tokio::test]
async fn a_transaction_that_is_always_in_the_way_is_not_tried_for_ever() {
    let Some((claimed, attempts)) = claim(failing(99, "40001", "DEFERRED")).await else { return };
    assert!(matches!(claimed, Err(StorageError::Unavailable(_))), "{claimed:?}");
    assert_eq!(attempts, 5);
}

#[tokio::test]
async fn a_key_that_is_taken_is_not_tried_again() {
    let Some((claimed, attempts)) = claim(failing(99, "23505", "IMMEDIATE")).await else { return };
    assert!(matches!(claimed, Err(StorageError::Broken(_))), "{claimed:?}");
    assert_eq!(attempts, 1);
}

fn with_causes(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |&error| error.source());
    causes.fold(format!("{error} {error:?}"), |text, cause| format!("{text}: {cause} {cause:?}"))
}

#[tokio::test]
async fn a_password_is_neither_shown_nor_logged() {
    let Some(place) = Place::postgres().await else { return };
    let log = Log::start();
    let app = App::new(place.settings(), plugins::none()).start().await.expect("a database");
    let shown = format!("{app:?} {:?} {}", place.settings(), App::GRAPH);
    app.shutdown().await.expect("closed");
    let wrong = place.database.replace(PASSWORD, "wrong-horse");
    let nowhere = place.database.replace("/test_", "/no_test_");
    let mut shown = vec![shown];
    for database in [wrong, nowhere] {
        let mut settings = place.settings();
        settings.location = Location::parse(database).expect("a place");
        let error = Database::open(&settings).await.expect_err("no entry");
        shown.push(with_causes(&error));
        let error = App::new(settings, plugins::none()).start().await.expect_err("no entry");
        shown.push(format!("{error:#} {error:?}"));
    }
    assert!(shown[1].contains("password authentication failed for user"), "{}", shown[1]);
    assert!(shown[3].contains("does not exist"), "{}", shown[3]);
    shown.push(log.text());
    for text in shown {
        assert!(!text.contains(PASSWORD) && !text.contains("wrong-horse"), "{text}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_with_the_reason() {
    // Nobody listens on the first port.
    let url = "postgres://symposium:open-sesame@127.0.0.1:1/symposium";
    let location = Location::parse(url).expect("a place");
    let patience = Duration::from_millis(200);
    let error = Database::open(&DatabaseSettings { location, patience }).await;
    let error = with_causes(&error.expect_err("no server"));
    assert!(error.contains("`postgres://symposium@127.0.0.1:1/symposium`"), "{error}");
    assert!(error.contains("Connection refused") && !error.contains(PASSWORD), "{error}");
}

#[tokio::test]
async fn a_mail_that_another_program_is_about_to_take_is_passed_over() {
    let Some(place) = Place::postgres().await else { return };
    let database = Database::open(&place.settings()).await.expect("a database");
    let queue = database.mail_queue();
    for to in ["ada@example.org", "bob@example.org"] {
        let mail = Mail { to: attendee(to), subject: "Hello".to_owned(), body: String::new() };
        queue.push(&mail, noon()).await.expect("queued");
    }
    let mut other = place.open().await;
    other.execute("BEGIN; SELECT * FROM mail ORDER BY id LIMIT 1 FOR UPDATE").await;
    let leased = queue.lease(noon(), noon()).await.expect("an answer").expect("a mail");
    assert_eq!(leased.mail.to, attendee("bob@example.org"));
    other.execute("ROLLBACK").await;
    let leased = queue.lease(noon(), noon()).await.expect("an answer").expect("a mail");
    assert_eq!(leased.mail.to, attendee("ada@example.org"));
    database.close().await;
}
