//! What the stages read, and by which they tell whether it is still good.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use di_core::prelude::*;
use jiff::Timestamp;

use super::MAX_AGE;
use crate::clock::Clock;
use crate::storage::StorageError;
use crate::talk::{Talk, Talks};

/// Loads the talks, and stamps them.
#[derive(Debug, Clone, Injectable)]
pub struct Source {
    talks: Arc<dyn Talks>,
    clock: Arc<dyn Clock>,
    /// How many changes there were.
    #[inject(default)]
    changes: Arc<AtomicU64>,
}

/// Says how old something is. What is loaded has the stamp of when its load began, so it
/// is never older than that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    at: Timestamp,
    /// All changes up to this one can be seen.
    pub(super) change: u64,
}

/// The talks as one load found them.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub(super) talks: Arc<[Talk]>,
    pub(super) stamp: Stamp,
}

impl Source {
    pub(super) fn now(&self) -> Stamp {
        Stamp { at: self.clock.now(), change: self.changes.load(Ordering::Acquire) }
    }

    pub(super) async fn load(&self) -> Result<Version, StorageError> {
        let stamp = self.now();
        Ok(Version { talks: self.talks.all().await?.into(), stamp })
    }

    /// Makes what was loaded until now, and what is being loaded, old.
    pub(super) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }
}

impl Stamp {
    /// Returns whether what has this stamp may be shown as the newest.
    pub(super) fn is_fresh(self, now: Self) -> bool {
        self.change >= now.change && now.at.duration_since(self.at) < MAX_AGE
    }
}
