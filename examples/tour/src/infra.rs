//! Import: a complete container of its own, of which another takes a part.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::audit::Audit;
use crate::config::DatabaseConfig;
use crate::database::Database;
use crate::qualifier::Replica;

/// What is below the application. What `App` does not import stays private: here the
/// configuration, which holds a secret.
#[derive(Debug, Container)]
pub struct Infra {
    /// Where the database is.
    pub config: Value<DatabaseConfig>,
    /// The database that is written to.
    #[provide(with = Database::open)]
    pub primary: Singleton<Database>,
    /// The one that is only read.
    #[provide(with = Database::open_replica)]
    pub replica: Singleton<Database, Replica>,
    /// The notes of both containers.
    pub audit: Singleton<Audit>,
}

/// Asks each container for the database; it is one and the same.
///
/// # Errors
///
/// If it cannot be opened.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let imported: Arc<Database> = app.resolve()?;
    let original: Arc<Database> = app.infra.resolve()?;
    Ok(vec![format!("both have the same database: {}", Arc::ptr_eq(&imported, &original))])
}
