//! Delivers mails in the background, so that no request waits for a mailer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use di_core::prelude::*;
use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::clock::Clock;
use crate::mail_queue::{MailQueue, QueuedMail};
use crate::mailer::{Mail, MailError, Mailer};
use crate::storage::StorageError;

/// How long a delivery may take.
const DELIVERY_TIME: Duration = Duration::from_secs(3);

/// When a mail is tried again that was not delivered; much later than
/// [`DELIVERY_TIME`], so that nobody else delivers it in the meantime.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// How often it looks for mails that are due though nobody has posted one.
const ROUND: Duration = Duration::from_secs(10);

/// Takes mails at once, and delivers them one after the other.
///
/// A mail is in the queue until a mailer has accepted it, so none is lost: what a
/// mailer refuses is tried again, and what is left when the program ends, or is
/// killed, is delivered by the next one. If it is killed after a delivery and
/// before the mail is out of the queue, the mail is delivered twice.
#[derive(Debug, Injectable)]
pub struct Courier {
    queue: Arc<dyn MailQueue>,
    mailer: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
    /// Rings when there is a mail, or no more time.
    #[inject(default)]
    bell: Notify,
    #[inject(default)]
    is_stopping: AtomicBool,
    /// Holds one task from the start to the stop; dropping it ends the task.
    #[inject(default)]
    worker: Mutex<JoinSet<()>>,
}

impl Courier {
    /// Takes a mail for delivery.
    ///
    /// # Errors
    ///
    /// When the mail could not be queued; then it is not delivered.
    pub async fn post(&self, mail: &Mail) -> Result<(), StorageError> {
        self.queue.push(mail, self.clock.now()).await?;
        self.bell.notify_one();
        Ok(())
    }

    /// Begins to deliver: first what a program before this one has left.
    pub fn start(self: Arc<Self>) {
        let courier = Arc::clone(&self);
        self.worker.lock().unwrap_or_else(PoisonError::into_inner).spawn(courier.run());
    }

    /// Delivers what is in the queue, and ends; if the queue does not answer, the
    /// next program will find the mails in it.
    pub async fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
        self.bell.notify_one();
        let mut worker =
            std::mem::take(&mut *self.worker.lock().unwrap_or_else(PoisonError::into_inner));
        while worker.join_next().await.is_some() {}
        tracing::info!("the courier has stopped");
    }

    async fn run(self: Arc<Self>) {
        loop {
            // Asked for first: what was posted before the stop is in the last round.
            let is_last = self.is_stopping();
            let delivered = self.deliver_all().await;
            if let Err(error) = &delivered {
                let error: &dyn std::error::Error = error;
                tracing::error!(error, "no mails are delivered for now");
            }
            // What could not be taken out of the queue is safe in it.
            if is_last || delivered.is_err() && self.is_stopping() {
                return;
            }
            tokio::select! {
                () = self.bell.notified() => {}
                () = sleep(ROUND) => {}
            }
        }
    }

    fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Delivers what is due, each mail once.
    async fn deliver_all(&self) -> Result<(), StorageError> {
        loop {
            let now = self.clock.now();
            let Some(QueuedMail { id, mail }) = self.queue.lease(now, now + AGAIN).await? else {
                return Ok(());
            };
            match self.deliver(mail).await {
                Ok(()) => self.queue.remove(id).await?,
                Err(error) => tracing::warn!(%error, "a mail was not delivered yet"),
            }
        }
    }

    /// Gives a mail to the mailer, in a task of its own: one that panics, or does
    /// not come to an end, ends no more than that.
    async fn deliver(&self, mail: Mail) -> Result<(), MailError> {
        let mailer = Arc::clone(&self.mailer);
        let mut delivery = JoinSet::new();
        delivery.spawn(async move { mailer.send(mail).await });
        match timeout(DELIVERY_TIME, delivery.join_next()).await {
            Ok(Some(Ok(delivered))) => delivered,
            Ok(Some(Err(panicked))) => Err(MailError(panicked.to_string())),
            Ok(None) | Err(_) => Err(MailError("the mailer does not answer".to_owned())),
        }
    }
}
