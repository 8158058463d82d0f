//! A mailer for those who have no mail server.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use di_core::prelude::*;

use super::{Mail, MailError, Mailer};

/// A mailer that delivers nothing: it keeps the last mails, and that there were mails is
/// in the log.
#[derive(Debug, Injectable)]
pub struct LogMailer {
    /// Never holds more than [`LogMailer::CAPACITY`] mails.
    #[inject(default)]
    mails: Mutex<VecDeque<Mail>>,
}

impl LogMailer {
    /// How many mails it remembers; the oldest go first.
    pub const CAPACITY: usize = 256;

    /// Returns the mails that it remembers, the oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        let mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().cloned().collect()
    }
}

#[async_trait]
impl Mailer for LogMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        if mails.len() == Self::CAPACITY {
            mails.pop_front();
        }
        mails.push_back(mail);
        Ok(())
    }
}
