//! What set off the work of a scope.

use std::fmt;
use std::sync::Arc;

use di_axum::RequestHead;

use crate::mail_queue::MailId;

/// What set off the work of a scope; the log, the audit and mails name it.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A request.
    Request(Arc<RequestHead>),
    /// A mail that is to be delivered.
    Mail(MailId),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(request) => request.id().fmt(f),
            Self::Mail(id) => write!(f, "mail-{}", id.0),
        }
    }
}
