//! Mails that are sent in earnest.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use di_core::prelude::*;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Mail, MailError, MailSettings, Mailer};

/// How long each answer of the server is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Sends mails to a mail server, each on a connection of its own.
#[derive(Debug, Injectable)]
pub struct SmtpMailer {
    settings: Arc<MailSettings>,
}

impl SmtpMailer {
    fn message(&self, mail: Mail) -> Result<Message, MailError> {
        let refused = |error: &dyn std::error::Error| MailError::Refused(error.to_string());
        let to = mail.to.address().parse().map_err(|error| refused(&error))?;
        Message::builder()
            .from(self.settings.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body)
            .map_err(|error| refused(&error))
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let message = self.message(mail)?;
        let server = &self.settings.server;
        let transport: AsyncSmtpTransport<Tokio1Executor> =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host())
                .port(server.port())
                .timeout(Some(PATIENCE))
                .build();
        transport.send(message).await?;
        Ok(())
    }
}

/// What the server says is final, and what the mail itself makes impossible; all else is
/// the network, or a server that is busy.
impl From<SmtpError> for MailError {
    fn from(error: SmtpError) -> Self {
        if error.is_permanent() || error.is_client() {
            Self::Refused(error.to_string())
        } else {
            Self::Passing(error.to_string())
        }
    }
}
