//! Another try for mails that were not accepted for now.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use backon::{ExponentialBuilder, Retryable};
use di_core::prelude::*;

use super::{Mail, MailError, Mailer};

/// Tries again, after a pause that grows, what another mailer does not accept for now.
///
/// What is refused is not tried again. If an answer of the server is lost, the mail may be
/// delivered twice, which is better than not at all.
#[derive(Debug, Injectable)]
pub struct Retried {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

impl Retried {
    /// How often a mail is sent at most.
    pub const ATTEMPTS: usize = 3;

    /// How long the first pause is; each is twice as long as the one before.
    const PAUSE: Duration = Duration::from_millis(100);
}

#[async_trait]
impl Mailer for Retried {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(Self::PAUSE)
            .with_max_times(Self::ATTEMPTS - 1);
        (|| self.inner.send(mail.clone()))
            .retry(pauses)
            .when(MailError::is_passing)
            .notify(|error, pause| tracing::debug!(%error, ?pause, "a mail is sent again"))
            .await
    }
}
