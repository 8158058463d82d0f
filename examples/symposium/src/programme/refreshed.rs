//! The fourth stage: the old version is shown while one loads the new one.

use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;

use super::Programme;
use super::loader::Loader;
use super::source::Source;
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers the talks, and has them loaded in the background when they are old.
///
/// Nobody waits but for the very first load, there is one load at a time, and an outage of
/// the storage is not seen: the old version stays. But whoever asks first after a quiet
/// time, or after a change, is shown what was there before; how old it is has no limit.
#[derive(Debug, Injectable)]
pub struct Refreshed {
    source: Source,
    #[inject(default)]
    loader: Loader,
}

#[async_trait]
impl Programme for Refreshed {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        let Some(version) = self.loader.version() else {
            return self.loader.load(&self.source).await;
        };
        if !version.stamp.is_fresh(self.source.now()) {
            self.loader.start(&self.source);
        }
        Ok(version.talks)
    }

    async fn changed(&self) {
        self.source.changed();
    }
}
