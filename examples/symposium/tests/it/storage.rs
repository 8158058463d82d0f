//! Talks and reservations in a file.

use std::sync::Arc;

use di_core::prelude::*;
use sqlx::SqlitePool;
use symposium::app::App;
use symposium::reservation::{Claim, Reservations};
use symposium::storage::{self, DatabaseSettings, OpenError, StorageError};
use symposium::talk::{TalkId, Talks};
use tempfile::TempDir;

use crate::support::{attendee, database_in, noon};

struct Parts {
    app: Arc<App>,
    pool: Arc<SqlitePool>,
    talks: Arc<dyn Talks>,
    reservations: Arc<dyn Reservations>,
    /// Removes the file when it is dropped.
    directory: TempDir,
}

async fn parts() -> Parts {
    parts_in(tempfile::tempdir().expect("a directory")).await
}

async fn parts_in(directory: TempDir) -> Parts {
    let app = App::new(database_in(directory.path())).start().await.expect("a database");
    Parts {
        pool: app.resolve().expect("wired"),
        talks: app.resolve().expect("wired"),
        reservations: app.resolve().expect("wired"),
        app,
        directory,
    }
}

impl Parts {
    /// Closes the database, and returns where it was.
    async fn shutdown(self) -> TempDir {
        self.app.shutdown().await.expect("closed");
        assert!(self.pool.is_closed());
        self.directory
    }

    async fn claim(&self, talk: i64, address: &str) -> Claim {
        let claim = self.reservations.claim(TalkId(talk), &attendee(address), noon()).await;
        claim.expect("a claim")
    }

    async fn free(&self, talk: i64) -> u32 {
        self.talks.find(TalkId(talk)).await.expect("an answer").expect("a talk").free
    }
}

#[tokio::test]
async fn a_new_file_has_a_programme_with_one_small_room() {
    let parts = parts().await;
    let talks = parts.talks.all().await.expect("talks");
    assert_eq!(talks.len(), 6);
    assert!(talks.is_sorted_by_key(|talk| talk.starts));
    assert!(talks.iter().all(|talk| talk.free == talk.seats));
    let small = parts.talks.find(TalkId(3)).await.expect("an answer").expect("a talk");
    assert_eq!(small.seats, 2);
    assert!(parts.talks.find(TalkId(99)).await.expect("an answer").is_none());
    parts.shutdown().await;
}

#[tokio::test]
async fn what_is_taken_is_still_taken_when_the_file_is_opened_again() {
    let parts = parts().await;
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Seat(1));

    let parts = parts_in(parts.shutdown().await).await;
    assert_eq!(parts.free(3).await, 1);
    parts.shutdown().await;
}

#[tokio::test]
async fn each_outcome_of_a_claim_is_told_apart_and_only_one_changes_anything() {
    let parts = parts().await;
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

#[tokio::test]
async fn a_seat_that_is_given_back_is_the_next_to_be_taken() {
    let parts = parts().await;
    parts.claim(3, "ada@example.org").await;
    parts.claim(3, "bob@example.org").await;
    sqlx::query("DELETE FROM reservation WHERE attendee = 'ada@example.org'")
        .execute(&*parts.pool)
        .await
        .expect("a deletion");
    assert_eq!(parts.claim(3, "eve@example.org").await, Claim::Seat(1));
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Full);
    parts.shutdown().await;
}

#[tokio::test]
async fn a_closed_pool_may_pass_and_a_missing_table_stays() {
    let parts = parts().await;
    sqlx::query("DROP TABLE reservation").execute(&*parts.pool).await.expect("a deletion");
    let error = parts.talks.all().await.expect_err("no table");
    assert!(matches!(error, StorageError::Broken(_)), "{error:?}");
    parts.app.shutdown().await.expect("closed");
    let error = parts.talks.all().await.expect_err("no database");
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn files_that_cannot_be_used_are_named() {
    let directory = tempfile::tempdir().expect("a directory");

    let text = DatabaseSettings { file: directory.path().join("text.db") };
    std::fs::write(&text.file, "this is no database, though it is long enough".repeat(40))
        .expect("a file");
    let error = storage::open(&text).await.expect_err("no database");
    assert!(matches!(error, OpenError::Refused { .. }), "{error:?}");
    assert!(error.to_string().contains("text.db"), "{error}");

    let newer = DatabaseSettings { file: directory.path().join("newer.db") };
    let pool = storage::open(&newer).await.expect("a database");
    sqlx::query("PRAGMA user_version = 7").execute(&pool).await.expect("a version");
    storage::close(&pool).await;
    let error = storage::open(&newer).await.expect_err("too new");
    assert!(matches!(error, OpenError::TooNew { found: 7, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_that_start_at_once_on_a_new_file_both_start() {
    let directory = tempfile::tempdir().expect("a directory");
    let start = || tokio::spawn(App::new(database_in(directory.path())).start());
    for starting in [start(), start(), start(), start()] {
        let app = starting.await.expect("no panic").expect("a database");
        let talks: Arc<dyn Talks> = app.resolve().expect("wired");
        assert_eq!(talks.all().await.expect("talks").len(), 6);
        app.shutdown().await.expect("closed");
    }
}
