//! A service that borrows its section of the configuration.

use di_core::prelude::*;

use crate::config::PricingConfig;

/// Makes prices; used and dropped, so it borrows.
#[derive(Debug, Injectable)]
pub struct Price<'a> {
    config: &'a PricingConfig,
}

impl Price<'_> {
    /// Returns the price of that many seats at `each`, with the discount.
    #[must_use]
    pub fn of(&self, seats: u32, each: u32) -> String {
        let full = u64::from(seats) * u64::from(each);
        let price = full * u64::from(100_u32.saturating_sub(self.config.discount)) / 100;
        format!("{price} {}", self.config.currency.0)
    }
}
