//! Mails in the log.

use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;

use super::{Mail, MailError, Mailer};

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
