//! Whether the parts that the application needs work.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use di_core::prelude::*;
use sqlx::SqlitePool;

use crate::seat_allocator::SeatAllocator;
use crate::storage::StorageError;

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
pub struct Database {
    pool: Arc<SqlitePool>,
}

#[async_trait]
impl Check for Database {
    async fn check(&self) -> Result<(), StorageError> {
        sqlx::query("SELECT 1").execute(&*self.pool).await?;
        Ok(())
    }
}

#[async_trait]
impl Check for SeatAllocator {
    async fn check(&self) -> Result<(), StorageError> {
        self.free().await.map(drop)
    }
}
