//! The wiring: every service of the tour, and how long each lives.

use di_core::prelude::*;

use crate::config::{DatabaseConfig, MailConfig, PricingConfig, Settings};
use crate::database::Database;
use crate::mailer::Mailer;
use crate::price::Price;

/// The services of the tour.
///
/// Each section of the configuration is a value of its own: a service asks for
/// its section, and a test gives or overrides that section alone.
#[derive(Debug, Container)]
pub struct App {
    /// Where the database is; asked for by a constructor, which borrows it.
    pub database_config: Value<DatabaseConfig>,
    /// How mails leave; kept by a service, as an `Arc`.
    pub mail_config: Value<MailConfig>,
    /// How prices are made; borrowed by a service.
    pub pricing_config: Value<PricingConfig>,
    /// The connections.
    #[provide(with = Database::open)]
    pub database: Singleton<Database>,
    /// Who sends mails.
    pub mailer: Singleton<Mailer>,
    /// What a seat costs.
    pub price: Factory<Price<'static>>,
}

impl From<Settings> for App {
    fn from(settings: Settings) -> Self {
        Self::new(settings.database, settings.mail, settings.pricing)
    }
}
