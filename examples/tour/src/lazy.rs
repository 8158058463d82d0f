//! Lazy and repeated: what is resolved later than its owner is built.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;

/// Who speaks.
#[derive(Debug, Injectable)]
pub struct Speakers {
    // The programme knows the speakers, too. One of the two must be lazy about it,
    // or the compiler would call it a cycle.
    programme: Lazy<Arc<Programme>>,
}

/// Which talks there are.
#[derive(Debug, Injectable)]
pub struct Programme {
    speakers: Arc<Speakers>,
}

/// The desk at the entrance, where a new badge is wanted again and again.
#[derive(Debug, Injectable)]
pub struct Desk {
    badges: Provider<Badge>,
}

/// A badge to wear.
#[derive(Debug)]
pub struct Badge(u32);

/// Numbers the badges.
#[derive(Debug, Injectable)]
pub struct Printer {
    #[inject(default)]
    printed: AtomicU32,
}

impl Badge {
    /// Prints the next one.
    pub fn print(printer: &Printer) -> Self {
        Self(printer.printed.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

/// Goes from the programme to its speakers and back, and asks for two badges.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let programme: Arc<Programme> = app.resolve()?;
    let back = programme.speakers.programme.get()?;
    let desk: Arc<Desk> = app.resolve()?;
    let (first, second) = (desk.badges.get()?, desk.badges.get()?);
    Ok(vec![
        format!("the speakers know their own programme: {}", Arc::ptr_eq(&programme, &back)),
        format!("the desk hands out badge {}, then badge {}", first.0, second.0),
    ])
}
