//! The third stage: who misses keeps the others waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use di_core::prelude::*;
use tokio::sync::RwLock;

use super::Programme;
use super::loader::shared;
use super::source::{Source, Version};
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers the talks behind a lock, which whoever loads holds.
///
/// However many miss at the same time, there is one load, and if that fails, one failure. But
/// for as long as it takes everybody waits, also those who would be content with what was there
/// before. A change is seen by the next to ask.
#[derive(Debug, Injectable)]
pub struct Locked {
    source: Source,
    #[inject(default)]
    remembered: RwLock<Remembered>,
    /// How many loads have failed.
    #[inject(default)]
    failures: AtomicU64,
}

#[derive(Debug, Default)]
struct Remembered {
    version: Option<Version>,
    /// Why the last load failed that did, for those who waited for it.
    failure: Option<Arc<StorageError>>,
}

impl Locked {
    fn fresh(&self, remembered: &Remembered) -> Option<Arc<[Talk]>> {
        let version = remembered.version.as_ref()?;
        version.stamp.is_fresh(self.source.now()).then(|| Arc::clone(&version.talks))
    }
}

#[async_trait]
impl Programme for Locked {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        let failures = self.failures.load(Ordering::Acquire);
        if let Some(talks) = self.fresh(&*self.remembered.read().await) {
            return Ok(talks);
        }
        let mut remembered = self.remembered.write().await;
        // Somebody else may have loaded while this one waited for the lock.
        if let Some(talks) = self.fresh(&remembered) {
            return Ok(talks);
        }
        // Or have failed: a storage that is down does not keep one waiting after the other.
        if let Some(failure) = &remembered.failure
            && self.failures.load(Ordering::Acquire) > failures
        {
            return Err(shared(failure));
        }
        match self.source.load().await {
            Ok(version) => Ok(Arc::clone(&remembered.version.insert(version).talks)),
            Err(error) => {
                let failure = remembered.failure.insert(Arc::new(error));
                self.failures.fetch_add(1, Ordering::Release);
                Err(shared(failure))
            }
        }
    }

    async fn changed(&self) {
        self.source.changed();
    }
}
