//! Collections with keys: services to choose from by a key of any type.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::config::PricingConfig;

/// What a seat costs without any rule.
pub const FULL_PRICE: u32 = 200;

/// The key of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rate {
    /// For those who come early.
    Early,
    /// For students.
    Student,
}

/// Makes a price.
pub trait PriceRule: Debug + Send + Sync {
    /// Returns what is paid in the place of the full price.
    fn price(&self, full: u32) -> u32;
}

/// Less the discount of the configuration.
#[derive(Debug, Injectable)]
pub struct Early {
    config: Arc<PricingConfig>,
}

impl PriceRule for Early {
    fn price(&self, full: u32) -> u32 {
        full - full * self.config.discount / 100
    }
}

/// The half.
#[derive(Debug, Injectable)]
pub struct Student;

impl PriceRule for Student {
    fn price(&self, full: u32) -> u32 {
        full / 2
    }
}

/// Asks each rule for its price.
///
/// # Errors
///
/// If one of them cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let rules: BTreeMap<Rate, Arc<dyn PriceRule>> = app.resolve()?;
    let prices = rules.iter().map(|(rate, rule)| format!("{rate:?}: {}", rule.price(FULL_PRICE)));
    Ok(prices.collect())
}
