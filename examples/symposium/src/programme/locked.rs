//! The third stage: who misses keeps the others waiting.

use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;
use tokio::sync::RwLock;

use super::Programme;
use super::source::{Source, Version};
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers the talks behind a lock, which whoever loads holds.
///
/// However many miss at the same time, there is one load. But for as long as it takes
/// everybody waits, also those who would be content with what was there before; and when
/// the storage is down, each of them tries in turn. A change is seen by the next to ask.
#[derive(Debug, Injectable)]
pub struct Locked {
    source: Source,
    #[inject(default)]
    remembered: RwLock<Option<Version>>,
}

impl Locked {
    fn fresh(&self, remembered: Option<&Version>) -> Option<Arc<[Talk]>> {
        let version = remembered.filter(|version| version.stamp.is_fresh(self.source.now()))?;
        Some(Arc::clone(&version.talks))
    }
}

#[async_trait]
impl Programme for Locked {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        if let Some(talks) = self.fresh(self.remembered.read().await.as_ref()) {
            return Ok(talks);
        }
        let mut remembered = self.remembered.write().await;
        // Somebody else may have loaded while this one waited for the lock.
        if let Some(talks) = self.fresh(remembered.as_ref()) {
            return Ok(talks);
        }
        let version = self.source.load().await?;
        Ok(Arc::clone(&remembered.insert(version).talks))
    }

    async fn changed(&self) {
        self.source.changed();
    }
}
