//! Projection: a part of a service, provided by a closure.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::config::Currency;

/// Counts the money; needs to know the currency, and nothing else of the prices. The
/// container does not list it: what only one place wants, `make` builds there.
#[derive(Debug, Injectable)]
pub struct Till {
    currency: Arc<Currency>,
}

/// Looks into the till. Who overrides the configuration also changes its part.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let till: Till = app.make()?;
    Ok(vec![format!("the till counts {}", till.currency.0)])
}
