//! The sections, and what each of them expects.

use secrecy::SecretString;

use super::reader::Reader;

/// Where the database is.
#[derive(Debug)]
pub struct DatabaseConfig {
    /// A secret, because it holds the password.
    pub url: SecretString,
    /// How many connections there are at most, 1 to 100.
    pub pool: u32,
}

impl DatabaseConfig {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let url = reader.text("database.url", "`scheme://host/name`", |text| {
            text.contains("://").then(|| text.into())
        });
        let pool = reader.number("database.pool", 1..=100);
        Some(Self { url: url?, pool: pool? })
    }
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

impl MailConfig {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let host = reader.text("mail.host", "a name or an address", |text| {
            (!text.is_empty()).then(|| text.to_owned())
        });
        let port = reader.number("mail.port", 1..=u16::MAX);
        let sender = reader
            .text("mail.sender", "`name@host`", |text| text.contains('@').then(|| text.to_owned()));
        let transport = reader.text("mail.transport", "`smtp` or `log`", |text| match text {
            "smtp" => Some(Transport::Smtp),
            "log" => Some(Transport::Log),
            _ => None,
        });
        Some(Self { host: host?, port: port?, sender: sender?, transport: transport? })
    }
}

/// How prices are made.
#[derive(Debug)]
pub struct PricingConfig {
    /// What is paid in.
    pub currency: Currency,
    /// For those who come early, in per cent, 0 to 100.
    pub discount: u32,
}

/// A currency: three capital letters.
#[derive(Clone, Debug)]
pub struct Currency(pub String);

impl PricingConfig {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let currency = reader.text("pricing.currency", "three capital letters", |text| {
            let capitals = text.len() == 3 && text.bytes().all(|it| it.is_ascii_uppercase());
            capitals.then(|| Currency(text.to_owned()))
        });
        let discount = reader.number("pricing.discount", 0..=100);
        Some(Self { currency: currency?, discount: discount? })
    }
}
