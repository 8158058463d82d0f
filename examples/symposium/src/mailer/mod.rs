//! Confirmation mails.

mod log;
mod logged;
mod retried;
mod settings;
mod smtp;

use std::fmt;

use async_trait::async_trait;

pub use log::LogMailer;
pub use logged::Logged;
pub use retried::Retried;
pub use settings::{InvalidServer, MailSettings, MailTransport, SmtpServer};
pub use smtp::SmtpMailer;

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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It may be accepted a little later.
    #[error("the mail was not accepted for now: {0}")]
    Passing(String),
    /// Trying again will not help.
    #[error("the mail was refused: {0}")]
    Refused(String),
}

impl MailError {
    /// Returns whether the same mail may be accepted a little later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Passing(_))
    }
}

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
