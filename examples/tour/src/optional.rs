//! Optional: what may be absent, and the container says whether it is.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;

/// Who pays for the coffee. There is none yet, so the container lists it as absent.
#[derive(Debug)]
pub struct Sponsor(pub &'static str);

/// What is said at the opening.
#[derive(Debug, Injectable)]
pub struct Opening {
    sponsor: Option<Arc<Sponsor>>,
}

impl Opening {
    fn thanks(&self) -> String {
        match &self.sponsor {
            Some(sponsor) => format!("coffee is paid for by {}", sponsor.0),
            None => "coffee is paid for by you".to_owned(),
        }
    }
}

/// Says thanks to whom it may concern.
///
/// # Errors
///
/// If the sponsor is there and cannot be built: optional never hides a failure.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let opening: Opening = app.resolve()?;
    Ok(vec![opening.thanks()])
}
