//! A crate that contributes what another one does, too.

use di_core::prelude::*;
use di_discovery_plugins::{Currency, Mailer};

#[injectable(singleton)]
fn currency() -> Currency {
    Currency("CHF")
}

/// Sends by mail.
#[derive(Debug, Injectable)]
#[injectable(singleton, as dyn Mailer)]
pub struct SmtpMailer;

impl Mailer for SmtpMailer {
    fn name(&self) -> &'static str {
        "smtp"
    }
}
