//! Services of another crate than the container's.

use di_core::Injectable;
use std::fmt;
use std::sync::Arc;

/// What a newsletter is sent with.
pub trait Mailer: Send + Sync {}

/// A service that needs a mailer.
#[derive(Injectable)]
pub struct Newsletter {
    mailer: Arc<dyn Mailer>,
}

impl fmt::Debug for Newsletter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Newsletter({:p})", self.mailer)
    }
}
