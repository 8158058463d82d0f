//! Talks and reservations in a file.

use std::sync::Arc;

use di_core::prelude::*;
use sqlx::SqlitePool;
use symposium::app::App;
use symposium::reservation::{Claim, Reservations};
use symposium::storage::{self, OpenError, StorageError};
use symposium::talk::{TalkId, Talks};
use tempfile::TempDir;

use crate::support::{attendee, noon};

struct Parts {
    pool: SqlitePool,
    talks: Arc<dyn Talks>,
    reservations: Arc<dyn Reservations>,
    /// Removes the file when it is dropped.
    directory: TempDir,
}

async fn parts() -> Parts {
    let directory = tempfile::tempdir().expect("a directory");
    let pool = storage::open(directory.path().join("test.db")).await.expect("a database");
    let app = App::new(pool.clone()).build();
    Parts {
        pool,
        talks: app.resolve().expect("wired"),
        reservations: app.resolve().expect("wired"),
        directory,
    }
}

impl Parts {
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
}

#[tokio::test]
async fn what_is_taken_is_still_taken_when_the_file_is_opened_again() {
    let parts = parts().await;
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Seat(1));
    parts.pool.close().await;

    let pool = storage::open(parts.directory.path().join("test.db")).await.expect("a database");
    let talks: Arc<dyn Talks> = App::new(pool).build().resolve().expect("wired");
    let talk = talks.find(TalkId(3)).await.expect("an answer").expect("a talk");
    assert_eq!((talk.seats, talk.free), (2, 1));
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
}

#[tokio::test]
async fn a_seat_that_is_given_back_is_the_next_to_be_taken() {
    let parts = parts().await;
    parts.claim(3, "ada@example.org").await;
    parts.claim(3, "bob@example.org").await;
    sqlx::query("DELETE FROM reservation WHERE attendee = 'ada@example.org'")
        .execute(&parts.pool)
        .await
        .expect("a deletion");
    assert_eq!(parts.claim(3, "eve@example.org").await, Claim::Seat(1));
    assert_eq!(parts.claim(3, "ada@example.org").await, Claim::Full);
}

#[tokio::test]
async fn a_closed_pool_may_pass_and_a_missing_table_stays() {
    let parts = parts().await;
    sqlx::query("DROP TABLE reservation").execute(&parts.pool).await.expect("a deletion");
    let error = parts.talks.all().await.expect_err("no table");
    assert!(matches!(error, StorageError::Broken(_)), "{error:?}");
    parts.pool.close().await;
    let error = parts.talks.all().await.expect_err("no database");
    assert!(matches!(error, StorageError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn files_that_cannot_be_used_are_named() {
    let directory = tempfile::tempdir().expect("a directory");

    let text = directory.path().join("text.db");
    std::fs::write(&text, "this is no database, though it is long enough".repeat(40))
        .expect("a file");
    let error = storage::open(&text).await.expect_err("no database");
    assert!(matches!(error, OpenError::Refused { .. }), "{error:?}");
    assert!(error.to_string().contains("text.db"), "{error}");

    let newer = directory.path().join("newer.db");
    let pool = storage::open(&newer).await.expect("a database");
    sqlx::query("PRAGMA user_version = 7").execute(&pool).await.expect("a version");
    pool.close().await;
    let error = storage::open(&newer).await.expect_err("too new");
    assert!(matches!(error, OpenError::TooNew { found: 7, .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_that_start_at_once_on_a_new_file_both_start() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("new.db");
    let opening: Vec<_> = (0..4).map(|_| tokio::spawn(storage::open(file.clone()))).collect();
    for opened in opening {
        let pool = opened.await.expect("no panic").expect("a database");
        let talks: Arc<dyn Talks> = App::new(pool).build().resolve().expect("wired");
        assert_eq!(talks.all().await.expect("talks").len(), 6);
    }
}
