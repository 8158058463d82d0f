//! Whether the parts that the application needs work.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;

use crate::storage::{Database, StorageError};
use crate::talk::Talks;

/// A part that can be asked whether it works.
#[async_trait]
pub trait Check: fmt::Debug + Send + Sync {
    /// Tries it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    async fn check(&self) -> Result<(), StorageError>;
}

/// The database, asked directly.
#[derive(Debug, Injectable)]
pub struct DatabaseCheck {
    database: Arc<Database>,
}

#[async_trait]
impl Check for DatabaseCheck {
    async fn check(&self) -> Result<(), StorageError> {
        self.database.check().await
    }
}

/// The programme, read as every page reads it.
#[derive(Debug, Injectable)]
pub struct ProgrammeCheck {
    talks: Arc<dyn Talks>,
}

#[async_trait]
impl Check for ProgrammeCheck {
    async fn check(&self) -> Result<(), StorageError> {
        self.talks.all().await.map(drop)
    }
}
