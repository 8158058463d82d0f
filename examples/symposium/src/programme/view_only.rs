//! The second stage: the page is remembered, the data is not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use di_core::prelude::*;

use super::source::{Source, Stamp};
use super::{Draw, Programme};
use crate::storage::StorageError;
use crate::talk::Talk;

/// Remembers what was drawn, by name.
///
/// A browser's page costs neither a load nor the drawing. But a client that wants the data
/// loads it each time, every view misses on its own, and those who miss at the same time
/// load at the same time. A change is seen by the next to ask.
#[derive(Debug, Injectable)]
pub struct ViewOnly {
    source: Source,
    #[inject(default)]
    views: Mutex<HashMap<&'static str, (Arc<str>, Stamp)>>,
}

impl ViewOnly {
    fn remembered(&self, name: &str) -> Option<(Arc<str>, Stamp)> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

#[async_trait]
impl Programme for ViewOnly {
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError> {
        Ok(self.source.load().await?.talks)
    }

    async fn view(&self, name: &'static str, draw: &Draw<'_>) -> Result<Arc<str>, StorageError> {
        let now = self.source.now();
        if let Some((view, stamp)) = self.remembered(name)
            && stamp.is_fresh(now)
        {
            return Ok(view);
        }
        let version = self.source.load().await?;
        let view: Arc<str> = draw(&version.talks).into();
        let remembered = (Arc::clone(&view), version.stamp);
        self.views.lock().unwrap_or_else(PoisonError::into_inner).insert(name, remembered);
        Ok(view)
    }

    async fn changed(&self) {
        self.source.changed();
    }
}
