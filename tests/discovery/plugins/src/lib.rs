//! A crate that contributes services, and whoever names it has them.

use std::sync::Arc;

use di_core::prelude::*;

/// What a price rule may change.
pub trait PriceRule: Send + Sync {
    /// Returns the new price.
    fn apply(&self, cents: u32) -> u32;
}

di_core::by_reference!(dyn PriceRule);

/// Where tickets are priced.
#[derive(Debug)]
pub struct Currency(pub &'static str);

#[injectable(singleton)]
fn currency() -> Result<Currency, std::num::ParseIntError> {
    "978".parse().map(|_: u32| Currency("EUR"))
}

/// Takes a tenth off.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn PriceRule, key = "early bird")]
#[injectable(into dyn PriceRule)]
pub struct EarlyBird {
    currency: Arc<Currency>,
}

impl PriceRule for EarlyBird {
    fn apply(&self, cents: u32) -> u32 {
        assert_eq!(self.currency.0, "EUR");
        cents - cents / 10
    }
}

/// Rounds to full units.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn PriceRule, into dyn PriceRule, key = "rounded")]
pub struct Rounded;

impl PriceRule for Rounded {
    fn apply(&self, cents: u32) -> u32 {
        cents / 100 * 100
    }
}

/// Sends something.
pub trait Mailer: Send + Sync {
    /// Returns who sends it.
    fn name(&self) -> &'static str;
}

/// Sends nothing, if nobody else does.
#[derive(Debug, Injectable)]
#[injectable(singleton, as dyn Mailer, fallback)]
pub struct LogMailer;

impl Mailer for LogMailer {
    fn name(&self) -> &'static str {
        "log"
    }
}

/// One for each scope.
#[derive(Debug, Injectable)]
#[injectable(scoped)]
pub struct Basket {
    /// The currency of all.
    pub currency: Arc<Currency>,
}

/// A new one each time, which borrows.
#[derive(Debug, Injectable)]
#[injectable(factory)]
pub struct Quote<'a> {
    /// The currency of all.
    pub currency: &'a Currency,
}

/// Not on this day.
#[derive(Debug, Injectable)]
#[injectable(singleton, when = false)]
pub struct Unwanted;
