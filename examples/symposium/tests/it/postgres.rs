//! What only `PostgreSQL` does: transactions that are in each other's way, and
//! passwords.

use std::error::Error;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use di_core::prelude::*;
use futures_util::StreamExt;
use symposium::app::App;
use symposium::programme::{CacheStage, Programme};
use symposium::reserve_seat::Reserve;
use symposium::seat_allocator::NoSeat;
use symposium::storage::{Database, DatabaseSettings, Location, StorageError};
use symposium::talk::TalkId;
use symposium::unit_of_work::{Retries, RetryPolicy, unit_of_work};
use symposium::web::SeatFeed;
use tokio::time::timeout;

use crate::support::{Log, PASSWORD, Place, Served, app_at, attendee, noon, request};

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

/// Reserves a seat while attempts fail; returns the outcome, the number of attempts, and how
/// many mails are on their way.
async fn reserve(failing: String) -> Option<(Result<u32, NoSeat>, i64, i64)> {
    let place = Place::postgres().await?;
    let mut app = place.app();
    app.retry_policy.override_with(RetryPolicy { retries: 4, ..RetryPolicy::default() });
    let app = app.start().await.expect("a database");
    place.execute(failing).await;
    let work = Reserve { talk: TalkId(3), attendee: attendee("ada@example.org") };
    let reserved = unit_of_work(&request(&app), &work).await.map(|it| it.reservation.seat);
    let retries = app.resolve::<&Retries>().expect("wired").count();
    app.shutdown().await.expect("closed");
    let attempts = place.number("SELECT last_value FROM attempts").await;
    assert_eq!(i64::try_from(retries).expect("few"), attempts - 1);
    Some((reserved, attempts, place.number("SELECT count(*) FROM mail").await))
}

#[tokio::test]
async fn an_attempt_that_was_in_the_way_of_another_is_begun_anew_also_at_its_commit() {
    for code in ["40001", "40P01"] {
        for when in ["IMMEDIATE", "DEFERRED"] {
            let Some((reserved, attempts, mails)) = reserve(failing(2, code, when)).await else {
                return;
            };
            assert_eq!(reserved.expect("a seat"), 1, "{code} {when}");
            assert_eq!((attempts, mails), (3, 1), "one seat, one mail");
        }
    }
}

#[tokio::test]
async fn an_attempt_that_is_always_in_the_way_is_not_begun_anew_for_ever() {
    let Some((reserved, attempts, mails)) = reserve(failing(99, "40001", "DEFERRED")).await else {
        return;
    };
    assert!(matches!(reserved, Err(NoSeat::Storage(StorageError::Conflict(_)))), "{reserved:?}");
    assert_eq!((attempts, mails), (5, 0));
}

#[tokio::test]
async fn a_client_whose_attempts_are_all_in_the_way_is_asked_to_come_again() {
    let Some(place) = Place::postgres().await else { return };
    let mut app = place.app();
    app.retry_policy.override_with(RetryPolicy { retries: 1, ..RetryPolicy::default() });
    let served = Served::of(app, place).await;
    served.place.execute(failing(99, "40001", "DEFERRED")).await;
    let refused = served.reserve(3, "ada@example.org").await;
    let problem = refused.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem["type"], "urn:symposium:problem:storage-contended");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(served.place.number("SELECT count(*) FROM reservation").await, 0);
    served.shutdown().await;
}

#[tokio::test]
async fn a_key_that_is_taken_is_not_tried_again() {
    for when in ["IMMEDIATE", "DEFERRED"] {
        let Some((reserved, attempts, mails)) = reserve(failing(99, "23505", when)).await else {
            return;
        };
        assert!(matches!(reserved, Err(NoSeat::Storage(StorageError::Broken(_)))), "{reserved:?}");
        assert_eq!((attempts, mails), (1, 0));
    }
}

fn with_causes(error: &dyn Error) -> String {
    let causes = std::iter::successors(error.source(), |&error| error.source());
    causes.fold(format!("{error} {error:?}"), |text, cause| format!("{text}: {cause} {cause:?}"))
}

#[tokio::test]
async fn a_password_is_neither_shown_nor_logged() {
    let Some(place) = Place::postgres().await else { return };
    let log = Log::start();
    let app = place.app().start().await.expect("a database");
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
        let error = app_at(settings).start().await.expect_err("no entry");
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
        let push = "INSERT INTO mail (recipient, subject, body, due) VALUES";
        place.execute(format!("{push} ('{to}', 'Hello', '', '{}')", noon())).await;
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

#[tokio::test]
async fn the_pool_gives_up_an_idle_connection_before_the_server_does() {
    let Some(place) = Place::postgres().await else { return };
    let Database::Postgres(server) = Database::open(&place.settings()).await.expect("a database")
    else {
        panic!("it is a server")
    };
    let (limit,): (String,) =
        sqlx::query_as("SELECT setting FROM pg_settings WHERE name = 'idle_session_timeout'")
            .fetch_one(&server.pool)
            .await
            .expect("a setting");
    let ours = server.pool.options().get_idle_timeout().expect("a limit");
    assert!(ours.as_millis() < limit.parse().expect("milliseconds"), "{ours:?} {limit}");
    server.pool.close().await;
}

/// Makes each commit take a while.
const SLOW_COMMIT: &str = "
    CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_sleep(0.5);
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON reservation
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger();";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_outlives_its_client_is_announced_all_the_same() {
    let Some(place) = Place::postgres().await else { return };
    let mut app = place.app();
    // Nobody else would ever notice.
    app.cache.override_with(CacheStage::Written);
    let served = Served::of(app, place).await;
    let programme: Arc<dyn Programme> = served.app.resolve().expect("wired");
    let free = async || {
        let talks = programme.talks().await.expect("talks");
        talks.iter().find(|talk| talk.id == TalkId(3)).expect("a talk").free
    };
    assert_eq!(free().await, 2);
    served.place.execute(SLOW_COMMIT).await;
    let feed: Arc<SeatFeed> = served.app.resolve().expect("wired");
    let mut changes = pin!(feed.changes());

    let work = Reserve { talk: TalkId(3), attendee: attendee("ada@example.org") };
    let scope = request(&served.app);
    let left = timeout(Duration::from_millis(250), unit_of_work(&scope, &work)).await;
    assert!(left.is_err(), "it is in the midst of its commit");
    drop(scope);
    let change = timeout(Duration::from_secs(20), changes.next()).await.expect("told in time");
    assert_eq!(change.and_then(|it| it.talk), Some(TalkId(3)));
    assert_eq!(served.place.number("SELECT count(*) FROM reservation").await, 1);
    assert_eq!(free().await, 1);
    served.shutdown().await;
}
