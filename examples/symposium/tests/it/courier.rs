//! Mails, delivered in the background.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use di_core::prelude::*;
use jiff::SignedDuration;
use symposium::app::App;
use symposium::courier::Bell;
use symposium::mail_queue::MailQueue;
use symposium::mailer::Mail;
use symposium::outbox::Outbox;
use symposium::storage::StorageError;

use crate::support::{Courier, FakeMailer, Place, StoppedClock, attendee, noon, origin};

on_each_database![
    what_was_posted_is_delivered_before_the_end,
    a_delivery_that_fails_ends_no_other_and_is_tried_again,
    what_a_program_has_left_is_delivered_by_the_next,
    a_mail_is_leased_to_one_until_its_time_is_over,
    a_mail_of_a_transaction_that_is_undone_is_never_sent,
    each_delivery_is_in_the_audit,
];

const QUEUED: &str = "SELECT count(*) FROM mail";

struct Post {
    app: Arc<App>,
    courier: Courier,
    mailer: Arc<FakeMailer>,
    clock: Arc<StoppedClock>,
}

fn mail(to: &str) -> Mail {
    let to = attendee(&format!("{to}@example.org"));
    Mail { to, subject: "Your seat".to_owned(), body: "Seat 1\n'quoted'\n".to_owned() }
}

/// Puts a mail into the outbox, in a transaction of its own that ends as it is told.
async fn push(app: &Arc<App>, to: &str, end: Result<(), StorageError>) {
    let done = app.run_in_scope(origin(), async |scope| -> Result<(), StorageError> {
        let outbox: &dyn Outbox = scope.resolve_async().await.expect("a transaction");
        outbox.push(&mail(to), noon()).await?;
        end
    });
    drop(done.await);
}

impl Post {
    async fn at(place: &Place, is_ill: bool) -> Self {
        let mut app = place.app();
        let mailer = Arc::new(FakeMailer::default());
        mailer.is_ill.store(is_ill, Ordering::Relaxed);
        let clock = StoppedClock::at(noon());
        app.mailer.override_with(mailer.clone());
        app.clock.override_with(clock.clone());
        let app = app.start().await.expect("a database");
        Self { courier: Courier::start(&app), app, mailer, clock }
    }

    async fn post(&self, to: &str) {
        push(&self.app, to, Ok(())).await;
        self.app.resolve::<&Bell>().expect("wired").ring();
    }

    async fn shutdown(self) -> Vec<String> {
        self.courier.stop().await;
        self.app.shutdown().await.expect("closed");
        self.mailer.recipients()
    }
}

async fn what_was_posted_is_delivered_before_the_end(place: Place) {
    let post = Post::at(&place, false).await;
    let expected: Vec<_> = (0..20).map(|number| format!("guest{number}@example.org")).collect();
    for number in 0..20 {
        post.post(&format!("guest{number}")).await;
    }
    assert_eq!(post.shutdown().await, expected);
    assert_eq!(place.number(QUEUED).await, 0);
}

async fn a_delivery_that_fails_ends_no_other_and_is_tried_again(place: Place) {
    let post = Post::at(&place, true).await;
    for to in ["refused", "panics", "hangs", "ada"] {
        post.post(to).await;
    }
    post.mailer.await_mail("ada@example.org").await;
    assert_eq!(post.mailer.recipients(), ["ada@example.org"]);

    post.mailer.is_ill.store(false, Ordering::Relaxed);
    post.post("bob").await;
    post.mailer.await_mail("bob@example.org").await;
    assert_eq!(post.mailer.recipients().len(), 2, "it is too early to try again");
    post.clock.advance(31);
    let recipients = post.shutdown().await;
    assert_eq!(
        recipients[2..],
        ["refused", "panics", "hangs"].map(|to| format!("{to}@example.org"))
    );
    assert_eq!(place.number(QUEUED).await, 0);
}

async fn what_a_program_has_left_is_delivered_by_the_next(place: Place) {
    let post = Post::at(&place, true).await;
    post.post("refused").await;
    assert!(post.shutdown().await.is_empty());
    assert_eq!(place.number(QUEUED).await, 1);

    let mut app = place.app();
    let mailer = Arc::new(FakeMailer::default());
    let later = StoppedClock::at(noon() + SignedDuration::from_secs(31));
    app.mailer.override_with(mailer.clone());
    app.clock.override_with(later);
    let app = app.start().await.expect("a database");
    let courier = Courier::start(&app);
    mailer.await_mail("refused@example.org").await;
    courier.stop().await;
    app.shutdown().await.expect("closed");
    assert_eq!(place.number(QUEUED).await, 0);
}

async fn a_mail_is_leased_to_one_until_its_time_is_over(place: Place) {
    let app = place.app().start().await.expect("a database");
    let queue: Arc<dyn MailQueue> = app.resolve().expect("wired");
    for number in 0..12 {
        push(&app, &format!("guest{number}"), Ok(())).await;
    }
    let soon = noon() + SignedDuration::from_secs(30);
    let couriers: Vec<_> = (0..4)
        .map(|_| {
            let queue = Arc::clone(&queue);
            tokio::spawn(async move {
                let mut mails = Vec::new();
                while let Some(leased) = queue.lease(noon(), soon).await.expect("an answer") {
                    mails.push(leased);
                }
                mails
            })
        })
        .collect();
    let mut leased = Vec::new();
    for courier in couriers {
        leased.extend(courier.await.expect("no panic"));
    }
    let names: BTreeSet<_> = leased.iter().map(|leased| leased.mail.to.address()).collect();
    assert_eq!((leased.len(), names.len()), (12, 12));
    assert!(leased.iter().all(|leased| leased.mail.body == mail("any").body));

    queue.remove(leased[0].id).await.expect("removed");
    let again = queue.lease(soon, soon).await.expect("an answer").expect("a mail");
    assert_ne!(again.id, leased[0].id);
    assert_eq!(place.number(QUEUED).await, 11);
    app.shutdown().await.expect("closed");
}

async fn a_mail_of_a_transaction_that_is_undone_is_never_sent(place: Place) {
    let post = Post::at(&place, false).await;
    push(&post.app, "ada", Err(StorageError::Broken("the rest has failed".into()))).await;
    post.post("bob").await;
    assert_eq!(post.shutdown().await, ["bob@example.org"]);
    assert_eq!(place.number(QUEUED).await, 0);
}

async fn each_delivery_is_in_the_audit(place: Place) {
    let post = Post::at(&place, false).await;
    post.post("ada").await;
    post.post("bob").await;
    post.shutdown().await;
    let told = "SELECT count(*) FROM audit WHERE outcome = 'ok' AND origin LIKE 'mail-%'";
    assert_eq!(place.number(told).await, 2);
}
