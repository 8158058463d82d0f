//! The first stage: a remembered value beside the load.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use di_core::prelude::*;

use super::Programme;
use super::source::{Source, Version};
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers the talks, and loads them when it does not.
///
/// It takes a field and three lines, and nobody ever waits for somebody else. But all who
/// miss at the same time load at the same time, just when the database is busiest. A
/// change is seen by the next to ask.
#[derive(Debug, Injectable)]
pub struct AdHoc {
    source: Source,
    #[inject(default)]
    remembered: Mutex<Option<Version>>,
}

impl AdHoc {
    fn remembered(&self) -> Option<Version> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Programme for AdHoc {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        let now = self.source.now();
        if let Some(version) = self.remembered()
            && version.stamp.is_fresh(now)
        {
            return Ok(version.talks);
        }
        let version = self.source.load().await?;
        let talks = Arc::clone(&version.talks);
        *self.remembered.lock().unwrap_or_else(PoisonError::into_inner) = Some(version);
        Ok(talks)
    }

    async fn changed(&self) {
        self.source.changed();
    }
}
