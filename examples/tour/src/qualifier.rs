//! Qualifiers: two services of one type, told apart by a type of one's own.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::database::Database;

/// Names the database that is only read. A qualifier is any type; it is never made.
#[derive(Debug)]
pub enum Replica {}

/// Reads much, and asks the replica for that; writes little.
#[derive(Debug, Injectable)]
pub struct Report {
    #[inject(Replica)]
    replica: Arc<Database>,
    primary: Arc<Database>,
}

/// Asks for both in a service; and for the replica by its type, as a function would.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let report: Report = app.resolve()?;
    let replica: Named<Arc<Database>, Replica> = app.resolve()?;
    let (from, to) = (report.replica.role, report.primary.role);
    let same = Arc::ptr_eq(&report.replica, &replica);
    Ok(vec![
        format!("the report reads from the {from} database and writes to the {to} one"),
        format!("asked for as `Named`, the replica is the same: {same}"),
    ])
}
