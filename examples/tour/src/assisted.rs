//! Assisted construction: the caller gives a part, the container gives the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::config::Currency;
use crate::map::{FULL_PRICE, PriceRule, Rate};

/// A ticket. Who it is for and at which rate it is sold, no container can know.
#[derive(Debug, Injectable)]
pub struct Ticket {
    #[inject(assisted)]
    attendee: String,
    #[inject(assisted)]
    rate: Rate,
    rules: BTreeMap<Rate, Arc<dyn PriceRule>>,
    currency: Arc<Currency>,
}

/// Makes tickets of the assisted fields, in their order.
pub type TicketMaker = Maker<Ticket, (String, Rate)>;

impl Ticket {
    fn text(&self) -> String {
        let price = self.rules.get(&self.rate).map_or(FULL_PRICE, |rule| rule.price(FULL_PRICE));
        format!("{} pays {price} {}", self.attendee, self.currency.0)
    }
}

/// Makes two tickets.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let tickets: TicketMaker = app.resolve()?;
    let ada = tickets.make(("ada".to_owned(), Rate::Early))?;
    let bob = tickets.make(("bob".to_owned(), Rate::Student))?;
    Ok(vec![ada.text(), bob.text()])
}
