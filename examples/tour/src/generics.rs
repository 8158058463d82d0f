//! Generics: a service at several types, a container, a function for any container.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::audit::Audit;

/// A list of things of one type. Each `Register<T>` is a service of its own.
#[derive(Debug, Injectable)]
pub struct Register<T> {
    audit: Arc<Audit>,
    #[inject(default)]
    entries: Mutex<Vec<T>>,
}

/// What someone speaks about.
#[derive(Debug)]
pub struct Talk(pub &'static str);

/// Who comes.
#[derive(Debug)]
pub struct Attendee(pub &'static str);

impl<T: Debug> Register<T> {
    /// Adds an entry, and returns how many there are.
    pub fn add(&self, entry: T) -> usize {
        self.audit.note(format!("{entry:?} is new"));
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry);
        entries.len()
    }
}

/// A container for things of any type. What `T` is, its user says.
#[derive(Debug, Container)]
pub struct Archive<T: Debug + Send + Sync + 'static> {
    /// Its own notes.
    pub audit: Singleton<Audit>,
    /// What is in it.
    pub register: Singleton<Register<T>>,
}

/// Adds an entry to the register of any container that has one for its type.
fn add<C, T>(container: &C, entry: T) -> Result<usize, Error>
where
    C: for<'c> Provides<'c, Arc<Register<T>>>,
    T: Debug,
{
    let register: Arc<Register<T>> = container.resolve()?;
    Ok(register.add(entry))
}

/// Adds to both registers of the app, and to an archive.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    add(app, Attendee("ada"))?;
    let attendees = add(app, Attendee("bob"))?;
    let talks = add(app, Talk("Wiring at compile time"))?;
    let archived = add(&Archive::new(), Talk("Wiring at start-up"))?;
    Ok(vec![format!("{attendees} attendees, {talks} talk, {archived} of last year")])
}
