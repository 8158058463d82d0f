//! Confirmation mails.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use di_core::prelude::*;

use crate::attendee::Attendee;

/// A mail that is ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who receives it.
    pub to: Attendee,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
}

/// A mail could not be handed over.
#[derive(Debug, thiserror::Error)]
#[error("the mail was not accepted: {0}")]
pub struct MailError(pub String);

/// Hands mails to whatever delivers them.
#[async_trait]
pub trait Mailer: fmt::Debug + Send + Sync {
    /// Sends one mail.
    ///
    /// # Errors
    ///
    /// When the mail was not accepted for delivery.
    async fn send(&self, mail: Mail) -> Result<(), MailError>;
}

/// A mailer that delivers nothing: it keeps the last mails.
#[derive(Debug, Injectable)]
pub struct Outbox {
    /// Never holds more than [`Outbox::CAPACITY`] mails.
    #[inject(default)]
    mails: Mutex<VecDeque<Mail>>,
}

impl Outbox {
    /// How many mails an outbox remembers; the oldest go first.
    pub const CAPACITY: usize = 256;

    /// Returns the mails that it remembers, the oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        let mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().cloned().collect()
    }
}

#[async_trait]
impl Mailer for Outbox {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        if mails.len() == Self::CAPACITY {
            mails.pop_front();
        }
        mails.push_back(mail);
        Ok(())
    }
}

/// Logs what another mailer accepts.
#[derive(Debug, Injectable)]
pub struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

#[async_trait]
impl Mailer for Logged {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let (to, subject) = (mail.to.clone(), mail.subject.clone());
        self.inner.send(mail).await?;
        tracing::info!(%to, subject, "mail");
        Ok(())
    }
}
