//! The audit in `SQLite`.

use async_trait::async_trait;

use super::{Sqlite, StorageError};
use crate::audit::{AuditEntry, AuditLog};

/// The audit in the table of that name.
#[derive(Debug)]
pub struct SqliteAuditLog {
    database: Sqlite,
}

const APPEND: &str = "INSERT INTO audit (origin, at, action, outcome) VALUES (?, ?, ?, ?)";

impl SqliteAuditLog {
    /// Keeps it in this database.
    #[must_use]
    pub fn new(database: &Sqlite) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl AuditLog for SqliteAuditLog {
    async fn append(&self, entries: &[AuditEntry]) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        for AuditEntry { origin, at, action, outcome } in entries {
            let append = sqlx::query(APPEND).bind(origin).bind(at.to_string()).bind(action);
            append.bind(*outcome).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }
}
