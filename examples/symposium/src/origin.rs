//! What set off the work of a scope.

use std::fmt;

use crate::mail_queue::MailId;
use crate::request::RequestId;

/// What set off the work of a scope; the log, the audit and mails name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A request.
    Request(RequestId),
    /// A mail that is to be delivered.
    Mail(MailId),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(id) => id.fmt(f),
            Self::Mail(id) => write!(f, "mail-{}", id.0),
        }
    }
}
