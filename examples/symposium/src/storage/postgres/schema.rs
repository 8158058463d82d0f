//! Brings a database to the present schema.

use sqlx::{Connection, PgConnection};

use crate::storage::Unfit;

/// What leads from an empty database to the present schema; the table
/// `schema_version` counts the steps that a database has behind it.
pub(in crate::storage) const STEPS: [&str; 2] =
    [concat!(include_str!("schema.sql"), include_str!("../seed.sql")), include_str!("audit.sql")];

/// Names the lock among those of other programs in the same database: the
/// letters of `symposia`.
const LOCK: i64 = i64::from_be_bytes(*b"symposia");

/// Takes the steps that are left.
///
/// One program at a time does, so of two that start at once on one new database,
/// one prepares it and the other finds it prepared.
pub(super) async fn prepare(connection: &mut PgConnection) -> Result<(), Unfit> {
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    let found = taken(&mut transaction).await?;
    if found.is_none() {
        let create = "CREATE TABLE schema_version AS SELECT 0::BIGINT AS steps";
        sqlx::query(create).execute(&mut *transaction).await?;
    }
    let found = found.unwrap_or(0);
    if found > STEPS.len() {
        return Err(Unfit::TooNew { found, known: STEPS.len() });
    }
    for step in STEPS.into_iter().skip(found) {
        sqlx::raw_sql(step).execute(&mut *transaction).await?;
        sqlx::query("UPDATE schema_version SET steps = steps + 1")
            .execute(&mut *transaction)
            .await?;
    }
    Ok(transaction.commit().await?)
}

/// Returns how many steps were taken; nothing if it was never looked at.
pub(in crate::storage) async fn taken(
    connection: &mut PgConnection,
) -> Result<Option<usize>, sqlx::Error> {
    let (exists,): (bool,) = sqlx::query_as("SELECT to_regclass('schema_version') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        return Ok(None);
    }
    let (steps,): (i64,) =
        sqlx::query_as("SELECT steps FROM schema_version").fetch_one(connection).await?;
    usize::try_from(steps).map(Some).map_err(|error| sqlx::Error::Decode(error.into()))
}
