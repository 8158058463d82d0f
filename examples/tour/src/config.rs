//! The configuration: a typed section for each service that needs one.
//!
//! A pattern to copy, not a library. The crate `config` lays the environment's
//! variables over a file; a function for each section says what it expects; the
//! reader, in `config/reader.rs`, collects what is wrong. To add a section, write
//! its struct and its function, and name it in [`Settings`] and [`load`].

mod reader;

use std::path::Path;

use ::config::Environment;
use secrecy::SecretString;

pub use reader::Problems;
use reader::Reader;

/// All sections; each becomes a value of the container.
#[derive(Debug)]
pub struct Settings {
    /// The table `database`.
    pub database: DatabaseConfig,
    /// The table `mail`.
    pub mail: MailConfig,
    /// The table `pricing`.
    pub pricing: PricingConfig,
}

/// Where the database is.
#[derive(Debug)]
pub struct DatabaseConfig {
    /// A secret, because it holds the password.
    pub url: SecretString,
    /// How many connections there are at most, 1 to 100.
    pub pool: u32,
}

/// How mails leave.
#[derive(Debug)]
pub struct MailConfig {
    /// The server that takes them.
    pub host: String,
    /// Its port, never 0.
    pub port: u16,
    /// Whom they are from.
    pub sender: String,
    /// What becomes of them.
    pub transport: Transport,
}

/// What becomes of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// It is sent.
    Smtp,
    /// It is only written down.
    Log,
}

/// How prices are made.
#[derive(Debug)]
pub struct PricingConfig {
    /// Three capital letters.
    pub currency: String,
    /// In per cent, 0 to 100.
    pub discount: u32,
}

/// Reads all sections from `file`, if there is one, and the variables `TOUR__…`
/// of `environment`, which win.
///
/// # Errors
///
/// If anything is missing, mistyped or out of range: all of it.
pub fn load(file: &Path, environment: Environment) -> Result<Settings, Problems> {
    let mut reader = Reader::open(file, "TOUR", environment)?;
    let database = database(&mut reader);
    let mail = mail(&mut reader);
    let pricing = pricing(&mut reader);
    reader.finish(|| Some(Settings { database: database?, mail: mail?, pricing: pricing? }))
}

// In each of these, the `?` come last: all keys are read before the first that is
// wrong ends it.

fn database(reader: &mut Reader) -> Option<DatabaseConfig> {
    let url = reader.text("database.url", "a URL", "`scheme://host/name`", |text| {
        text.contains("://").then(|| text.into())
    });
    let pool = reader.number("database.pool", "a pool size", 1..=100);
    Some(DatabaseConfig { url: url?, pool: pool? })
}

fn mail(reader: &mut Reader) -> Option<MailConfig> {
    let host = reader.text("mail.host", "a host", "a name or an address", |text| {
        (!text.is_empty()).then(|| text.to_owned())
    });
    let port = reader.number("mail.port", "a port", 1..=u16::MAX);
    let sender = reader.text("mail.sender", "a sender", "`name@host`", |text| {
        text.contains('@').then(|| text.to_owned())
    });
    let transport =
        reader.text("mail.transport", "a transport", "`smtp` or `log`", |text| match text {
            "smtp" => Some(Transport::Smtp),
            "log" => Some(Transport::Log),
            _ => None,
        });
    Some(MailConfig { host: host?, port: port?, sender: sender?, transport: transport? })
}

fn pricing(reader: &mut Reader) -> Option<PricingConfig> {
    let currency = reader.text("pricing.currency", "a currency", "three capital letters", |text| {
        let capitals = text.len() == 3 && text.bytes().all(|it| it.is_ascii_uppercase());
        capitals.then(|| text.to_owned())
    });
    let discount = reader.number("pricing.discount", "a discount", 0..=100);
    Some(PricingConfig { currency: currency?, discount: discount? })
}
