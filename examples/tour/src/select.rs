//! Selection: the configuration says at start-up which service stands behind a trait.

use std::fmt::Debug;
use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::config::MailConfig;

/// Sends mails.
pub trait Mailer: Debug + Send + Sync {
    /// Sends one, and returns what was done with it.
    fn send(&self, to: &str, text: &str) -> String;
}

/// Sends them in earnest, or pretends to: this is a tour.
#[derive(Debug, Injectable)]
pub struct SmtpMailer {
    config: Arc<MailConfig>,
}

impl Mailer for SmtpMailer {
    fn send(&self, to: &str, text: &str) -> String {
        let MailConfig { host, port, .. } = &*self.config;
        format!("sent to {to} by way of {host}:{port}: {text}")
    }
}

/// Only writes them down.
#[derive(Debug, Injectable)]
pub struct LogMailer;

impl Mailer for LogMailer {
    fn send(&self, to: &str, text: &str) -> String {
        format!("written down for {to}: {text}")
    }
}

/// Sends a mail. Which mailer does it, this function cannot tell; `mail.transport`
/// of the configuration does.
///
/// # Errors
///
/// If the one that was selected cannot be built; the other is not.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let mailer: Arc<dyn Mailer> = app.resolve()?;
    Ok(vec![mailer.send("ada", "see you soon")])
}
