//! One thing under several keys: who only looks is not handed what could change it.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;

/// Sees the free seats.
pub trait FreeSeats: Debug + Send + Sync {
    /// Returns how many there are.
    fn free(&self) -> u32;
}

/// Takes seats.
pub trait TakeSeats: Debug + Send + Sync {
    /// Takes the next one, and returns its number.
    fn take(&self) -> u32;
}

/// The hall, which does both, for a hundred seats.
#[derive(Debug, Injectable)]
pub struct Hall {
    #[inject(default)]
    taken: AtomicU32,
}

impl FreeSeats for Hall {
    fn free(&self) -> u32 {
        100_u32.saturating_sub(self.taken.load(Ordering::Relaxed))
    }
}

impl TakeSeats for Hall {
    fn take(&self) -> u32 {
        self.taken.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Takes a seat by one key, and sees by the other that it is gone.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let seats: Arc<dyn TakeSeats> = app.resolve()?;
    let view: &dyn FreeSeats = app.resolve()?;
    let before = view.free();
    let seat = seats.take();
    Ok(vec![format!("of {before} free seats, number {seat} is taken: {} are left", view.free())])
}
