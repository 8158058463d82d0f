//! Collections: any number of services, asked for as one list.

use std::fmt::Debug;
use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::database::Database;
use crate::views::FreeSeats;

/// Says how a part of the program is.
pub trait HealthCheck: Debug + Send + Sync {
    /// Returns what was found.
    fn check(&self) -> String;
}

/// Looks at the database.
#[derive(Debug, Injectable)]
pub struct DatabaseCheck {
    database: Arc<Database>,
}

impl HealthCheck for DatabaseCheck {
    fn check(&self) -> String {
        format!("the database has at most {} connections", self.database.connections)
    }
}

/// Looks at the hall.
#[derive(Debug, Injectable)]
pub struct HallCheck {
    seats: Arc<dyn FreeSeats>,
}

impl HealthCheck for HallCheck {
    fn check(&self) -> String {
        format!("the hall has {} free seats", self.seats.free())
    }
}

/// Runs all checks, in the order of the container's fields.
///
/// # Errors
///
/// If one of them cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let checks: Vec<Arc<dyn HealthCheck>> = app.resolve()?;
    Ok(checks.iter().map(|check| check.check()).collect())
}
