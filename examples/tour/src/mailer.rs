//! A service that keeps its section of the configuration.

use std::sync::Arc;

use di_core::prelude::*;

use crate::config::{MailConfig, Transport};

/// Sends mails, or says that it would.
#[derive(Debug, Injectable)]
pub struct Mailer {
    config: Arc<MailConfig>,
}

impl Mailer {
    /// Returns what is done with a mail.
    #[must_use]
    pub fn send(&self, to: &str) -> String {
        let MailConfig { host, port, sender, transport } = &*self.config;
        match transport {
            Transport::Smtp => format!("{sender} writes to {to} by way of {host}:{port}"),
            Transport::Log => format!("{sender} would write to {to}"),
        }
    }
}
