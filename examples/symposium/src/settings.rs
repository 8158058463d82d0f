//! What the program is told, section by section.

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum};
use lettre::message::Mailbox;

use crate::mailer::{InvalidServer, MailSettings, MailTransport, SmtpServer};
use crate::programme::CacheStage;
use crate::storage::DatabaseSettings;
use crate::ticket::{InvalidKey, TicketKey};
use crate::unit_of_work::RetryPolicy;

/// All sections; each becomes a value of the container.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether developers or others look at it.
    pub mode: Mode,
    /// Where the database is.
    pub database: DatabaseSettings,
    /// How mails leave.
    pub mail: MailSettings,
    /// How the programme is remembered.
    pub cache: CacheStage,
    /// What ticket codes are made with.
    pub ticket_key: TicketKey,
    /// How often what is changed is tried again.
    pub retry: RetryPolicy,
}

/// Who looks at the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Developers: pages of errors tell the whole story, and `/__di` shows the wiring.
    Development,
    /// Everybody: nobody learns how the application is made.
    Production,
}

impl Default for Mode {
    /// A program that is built to be debugged is looked at by developers.
    fn default() -> Self {
        if cfg!(debug_assertions) { Self::Development } else { Self::Production }
    }
}

/// What the command line and the environment say besides where the database is.
///
/// What may have a secret in it is checked by [`settings`](Self::settings) alone, because
/// `clap` would show it.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Who looks at it; a program that is built with `--release` is for everybody.
    #[arg(
        long,
        global = true,
        value_name = "MODE",
        env = "SYMPOSIUM_MODE",
        value_enum,
        default_value_t = Mode::default(),
    )]
    mode: Mode,

    /// How the programme is remembered.
    #[arg(
        long,
        global = true,
        value_name = "STAGE",
        env = "SYMPOSIUM_CACHE",
        value_enum,
        default_value_t = CacheStage::default(),
    )]
    cache: CacheStage,

    /// What becomes of mails.
    #[arg(
        long,
        global = true,
        value_name = "TRANSPORT",
        env = "SYMPOSIUM_MAIL",
        value_enum,
        default_value_t = MailTransport::default(),
    )]
    mail: MailTransport,

    /// The mail server, without a password.
    #[arg(
        long,
        global = true,
        value_name = "HOST:PORT",
        env = "SYMPOSIUM_SMTP_SERVER",
        hide_env_values = true,
        default_value = MailSettings::SERVER,
        value_parser = OsStringValueParser::new().map(SmtpServer::parse),
    )]
    smtp_server: Result<SmtpServer, InvalidServer>,

    /// Whom mails are from.
    #[arg(
        long,
        global = true,
        value_name = "ADDRESS",
        env = "SYMPOSIUM_MAIL_FROM",
        default_value = MailSettings::SENDER
    )]
    mail_from: Mailbox,

    /// The secret that ticket codes are made with, at least 32 bytes. Without it they are
    /// good for as long as the program runs. It is better given by the variable, since
    /// everybody can see the arguments of a program.
    #[arg(
        long,
        global = true,
        value_name = "SECRET",
        env = "SYMPOSIUM_TICKET_KEY",
        hide_env_values = true,
        value_parser = OsStringValueParser::new().map(TicketKey::parse),
    )]
    ticket_key: Option<Result<TicketKey, InvalidKey>>,
}

/// Says which section is not as it should be, and shows no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSettings {
    /// That of the mails.
    #[error(transparent)]
    Mail(#[from] InvalidServer),
    /// That of the ticket codes.
    #[error(transparent)]
    TicketKey(#[from] InvalidKey),
}

impl Settings {
    /// Chooses what needs nothing else: mails are only logged, and ticket codes are good
    /// for as long as the program runs.
    #[must_use]
    pub fn new(database: DatabaseSettings) -> Self {
        let (mail, cache) = (MailSettings::default(), CacheStage::default());
        let (mode, retry) = (Mode::default(), RetryPolicy::default());
        Self { mode, database, mail, cache, ticket_key: TicketKey::random(), retry }
    }
}

impl Options {
    /// Adds where the database is, and checks the rest.
    ///
    /// # Errors
    ///
    /// When the mail server is none, or the ticket key is too short.
    pub fn settings(self, database: DatabaseSettings) -> Result<Settings, InvalidSettings> {
        let Self { mode, cache, mail: transport, smtp_server, mail_from: sender, ticket_key } =
            self;
        let mail = MailSettings { transport, server: smtp_server?, sender };
        let settings = Settings { mode, mail, cache, ..Settings::new(database) };
        match ticket_key {
            Some(ticket_key) => Ok(Settings { ticket_key: ticket_key?, ..settings }),
            None => Ok(settings),
        }
    }
}
