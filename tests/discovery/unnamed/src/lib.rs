//! A crate that is listed, and that nobody names: it contributes nothing.

use di_core::prelude::*;
use di_discovery_plugins::PriceRule;

/// Makes it dearer.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn PriceRule)]
pub struct Fee;

impl PriceRule for Fee {
    fn apply(&self, cents: u32) -> u32 {
        cents + 100
    }
}
