//! Decorators: services around a service, each with dependencies of its own.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::audit::Audit;
use crate::config::MailConfig;
use crate::select::Mailer;

/// Signs each mail, and leaves the rest to the inner mailer.
#[derive(Debug, Injectable)]
pub struct Signed {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    config: Arc<MailConfig>,
}

impl Mailer for Signed {
    fn send(&self, to: &str, text: &str) -> String {
        self.inner.send(to, &format!("{text} -- {}", self.config.sender))
    }
}

/// Notes who was written to; around `Signed`, so it sees the mail unsigned.
#[derive(Debug, Injectable)]
pub struct Audited {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    audit: Arc<Audit>,
}

impl Mailer for Audited {
    fn send(&self, to: &str, text: &str) -> String {
        self.audit.note(format!("mail to {to}: {text}"));
        self.inner.send(to, text)
    }
}

/// Sends a mail through both, and shows what each of them made of it.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let (mailer, audit): (Arc<dyn Mailer>, Arc<Audit>) = (app.resolve()?, app.resolve()?);
    let sent = mailer.send("bob", "your seat is taken");
    let (count, last) = audit.last();
    Ok(vec![sent, format!("note {count} of the audit: {last}")])
}
