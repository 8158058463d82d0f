//! Delivers mails in the background, so that no request waits for a mailer.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use di_core::prelude::*;
use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::audit::AuditTrail;
use crate::clock::Clock;
use crate::mail_queue::{MailQueue, QueuedMail};
use crate::mailer::{MailError, Mailer};
use crate::origin::Origin;
use crate::storage::StorageError;

/// How long a delivery may take.
const DELIVERY_TIME: Duration = Duration::from_secs(3);

/// When a mail is tried again that was not delivered; much later than
/// [`DELIVERY_TIME`], so that nobody else delivers it in the meantime.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// How often the courier looks for mails that are due though nobody has rung.
const ROUND: Duration = Duration::from_secs(10);

/// Rings when there may be mails in the outbox.
#[derive(Debug, Injectable)]
pub struct Bell {
    #[inject(default)]
    bell: Notify,
}

impl Bell {
    /// Says that there may be mails.
    pub fn ring(&self) {
        self.bell.notify_one();
    }
}

/// Delivers what is in the outbox until `stopping` completes, and then what was there by that
/// time; if the queue does not answer, the next program will find the mails in it.
///
/// A mail is in the queue until a mailer has accepted it, so none is lost: what a
/// mailer refuses is tried again, and what is left when the program ends, or is
/// killed, is delivered by the next one. If it is killed after a delivery and
/// before the mail is out of the queue, the mail is delivered twice.
pub async fn deliver_mails(app: Arc<App>, stopping: impl Future<Output = ()> + Send) {
    let mut stopping = std::pin::pin!(stopping);
    let mut is_last = false;
    loop {
        let delivered = deliver_all(&app).await;
        if let Err(error) = &delivered {
            let error: &dyn std::error::Error = error;
            tracing::error!(error, "no mails are delivered for now");
        }
        if !is_last {
            tokio::select! {
                biased;
                () = &mut stopping => is_last = true,
                () = rung(&app) => continue,
                () = sleep(ROUND) => continue,
            }
            // What cannot be taken out of the queue is safe in it.
            if delivered.is_ok() {
                continue;
            }
        }
        tracing::info!("the courier has stopped");
        return;
    }
}

/// Completes when somebody rings.
async fn rung(app: &App) {
    match app.resolve::<&Bell>() {
        Ok(bell) => bell.bell.notified().await,
        Err(_) => pending().await,
    }
}

/// Delivers what is due, each mail once, in a scope of its own.
async fn deliver_all(app: &Arc<App>) -> Result<(), StorageError> {
    let broken = |error: di_core::Error| StorageError::Broken(error.into());
    let queue: Arc<dyn MailQueue> = app.resolve().map_err(broken)?;
    let clock: Arc<dyn Clock> = app.resolve().map_err(broken)?;
    loop {
        let now = clock.now();
        let Some(mail) = queue.lease(now, now + AGAIN).await? else { return Ok(()) };
        let id = mail.id;
        let delivered = app.run_in_scope(Origin::Mail(id), async |scope| {
            let delivery: Delivery = scope.resolve().map_err(broken)?;
            delivery.run(mail).await
        });
        if let Err(error) = delivered.await {
            tracing::error!(id = id.0, "{error:#}");
            if matches!(error.body(), Some(StorageError::Unavailable(_))) {
                return error.into_body().map_or(Ok(()), Err);
            }
        }
    }
}

/// The delivery of one mail.
#[derive(Debug, Injectable)]
pub struct Delivery {
    queue: Arc<dyn MailQueue>,
    mailer: Arc<dyn Mailer>,
    audit: Arc<AuditTrail>,
}

impl Delivery {
    /// Gives the mail to the mailer, and removes it from the queue if that accepts it.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly. A mail that was not accepted is
    /// none: it is tried again.
    async fn run(&self, QueuedMail { id, mail }: QueuedMail) -> Result<(), StorageError> {
        let to = mail.to.clone();
        // In a task of its own: one that panics, or does not come to an end, ends no more
        // than that.
        let mailer = Arc::clone(&self.mailer);
        let mut sending = JoinSet::new();
        sending.spawn(async move { mailer.send(mail).await });
        let sent = match timeout(DELIVERY_TIME, sending.join_next()).await {
            Ok(Some(Ok(sent))) => sent,
            Ok(Some(Err(panicked))) => Err(MailError::Passing(panicked.to_string())),
            Ok(None) | Err(_) => Err(MailError::Passing("the mailer does not answer".to_owned())),
        };
        match sent {
            Ok(()) => {
                self.audit.note(format!("mail {} to {to}", id.0));
                self.queue.remove(id).await
            }
            Err(error) => {
                tracing::warn!(%error, "a mail was not delivered yet");
                Ok(())
            }
        }
    }
}
