//! Configuration: a typed section for each service that needs one.
//!
//! A pattern to copy, not a library. The crate `config` reads a file and the
//! environment's variables; in `config/section.rs` each section says what it expects;
//! `config/reader.rs` collects what is wrong. To add a section, write its struct and
//! its `read`, and name it in [`Settings`] and [`load`].

mod reader;
mod section;

use std::path::Path;

use ::config::Environment;
use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
pub use reader::Problems;
use reader::Reader;
pub use section::{Currency, DatabaseConfig, MailConfig, PricingConfig, Transport};

/// All sections; each becomes a value of a container.
#[derive(Debug)]
pub struct Settings {
    /// The table `database`.
    pub database: DatabaseConfig,
    /// The table `mail`.
    pub mail: MailConfig,
    /// The table `pricing`.
    pub pricing: PricingConfig,
}

/// Reads all sections from `file`, if there is one, and the variables `TOUR__…`
/// of `environment`, which win.
///
/// # Errors
///
/// If anything is missing, mistyped or out of range: all of it.
pub fn load(file: &Path, environment: Environment) -> Result<Settings, Problems> {
    let mut reader = Reader::open(file, environment)?;
    let database = DatabaseConfig::read(&mut reader);
    let mail = MailConfig::read(&mut reader);
    let pricing = PricingConfig::read(&mut reader);
    // The `?` come last: all sections are read before the first that is wrong ends it.
    let settings = || Some(Settings { database: database?, mail: mail?, pricing: pricing? });
    settings().ok_or_else(|| reader.problems())
}

/// Asks for two sections. The one with the secret is printed without it.
///
/// # Errors
///
/// If something cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let mail: &MailConfig = app.resolve()?;
    let database: &DatabaseConfig = app.infra.resolve()?;
    Ok(vec![format!("mails are from {}", mail.sender), format!("{database:?}")])
}
