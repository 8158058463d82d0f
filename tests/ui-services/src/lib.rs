//! Services of another crate than the container's.

use di_core::prelude::*;
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

/// Sends nothing.
#[derive(Debug, Injectable)]
struct Silent;

impl Mailer for Silent {}

/// A container, for others to import.
#[derive(Container)]
pub struct Post {
    #[provide(Silent)]
    mailer: Singleton<dyn Mailer>,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("mailer", &self.mailer).finish()
    }
}
