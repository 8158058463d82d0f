//! The audit in `PostgreSQL`.

use async_trait::async_trait;
use sqlx::Connection;

use super::{Postgres, StorageError};
use crate::audit::{AuditEntry, AuditLog};

/// The audit in the table of that name.
#[derive(Debug)]
pub struct PgAuditLog {
    database: Postgres,
}

const APPEND: &str = "
    INSERT INTO audit (origin, at, action, outcome) VALUES ($1, $2::text::timestamptz, $3, $4)";

impl PgAuditLog {
    /// Keeps it in this database.
    #[must_use]
    pub fn new(database: &Postgres) -> Self {
        Self { database: database.clone() }
    }
}

#[async_trait]
impl AuditLog for PgAuditLog {
    async fn append(&self, entries: &[AuditEntry]) -> Result<(), StorageError> {
        let mut connection = self.database.connection().await?;
        let append = async {
            let mut transaction = connection.begin().await?;
            for AuditEntry { origin, at, action, outcome } in entries {
                let append = sqlx::query(APPEND).bind(origin).bind(at.to_string()).bind(action);
                append.bind(*outcome).execute(&mut *transaction).await?;
            }
            transaction.commit().await
        };
        Ok(self.database.answer(append).await?)
    }
}
