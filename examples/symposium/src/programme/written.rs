//! The fifth stage: who changes the programme replaces what is remembered of it.

use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;

use super::Programme;
use super::loader::Loader;
use super::source::Source;
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers the talks for good, until a change replaces them.
///
/// Nobody who reads waits or is shown what is old, but for the very first load; a quiet
/// programme is never loaded again. But every change costs a load, which who made it waits
/// for (changes at the same time share one), and what another program changes is not seen:
/// it is for one program that has the database for itself.
#[derive(Debug, Injectable)]
pub struct Written {
    source: Source,
    #[inject(default)]
    loader: Loader,
}

#[async_trait]
impl Programme for Written {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        let Some(version) = self.loader.version() else {
            return self.loader.load(&self.source).await;
        };
        // The load after a change may have failed.
        if version.stamp.change < self.source.now().change {
            self.loader.start(&self.source);
        }
        Ok(version.talks)
    }

    async fn changed(&self) {
        self.source.changed();
        // A failure is logged by the loader, and made up for by the next to read.
        drop(self.loader.load(&self.source).await);
    }
}
