//! The wiring: every service of the tour, and how long each lives.

use std::sync::Arc;

use di_core::prelude::*;

use crate::assisted::TicketMaker;
use crate::audit::Audit;
use crate::config::{Currency, MailConfig, PricingConfig, Settings, Transport};
use crate::database::Database;
use crate::decorate::{Audited, Signed};
use crate::function::Visitor;
use crate::generics::{Attendee, Register, Talk};
use crate::infra::Infra;
use crate::lazy::{Badge, Desk, Printer, Programme, Speakers};
use crate::list::{DatabaseCheck, HallCheck, HealthCheck};
use crate::map::{Early, PriceRule, Rate, Student};
use crate::optional::{Opening, Sponsor};
use crate::qualifier::{Replica, Report};
use crate::select::{LogMailer, Mailer, SmtpMailer};
use crate::views::{FreeSeats, Hall, TakeSeats};

/// The services of the tour.
#[derive(Debug, Container)]
pub struct App {
    /// Configuration: each section is a value of its own, which services ask for and
    /// tests override alone.
    pub mail_config: Value<MailConfig>,
    /// As above.
    pub pricing_config: Value<PricingConfig>,

    /// Lazy: it knows the speakers, and they know it.
    pub programme: Singleton<Programme>,
    /// The other half of the circle.
    pub speakers: Singleton<Speakers>,
    /// Repeated: it asks for many badges.
    pub desk: Singleton<Desk>,
    /// A new one each time.
    #[provide(with = Badge::print)]
    pub badge: Factory<Badge>,
    /// Numbers them.
    pub printer: Singleton<Printer>,

    /// Qualifiers: it reads from one database and writes to another.
    pub report: Factory<Report>,

    /// One thing under several keys: besides `Hall`, these two traits.
    #[provide(as dyn FreeSeats, as dyn TakeSeats)]
    pub hall: Singleton<Hall>,

    /// Collections: an element of the list.
    #[provide(into dyn HealthCheck)]
    pub database_check: Singleton<DatabaseCheck>,
    /// Another one.
    #[provide(into dyn HealthCheck)]
    pub hall_check: Singleton<HallCheck>,
    /// An element of the map.
    #[provide(into dyn PriceRule, key = Rate::Early)]
    pub early: Singleton<Early>,
    /// Another one.
    #[provide(into dyn PriceRule, key = Rate::Student)]
    pub student: Singleton<Student>,

    /// Optional: there is none. An override makes it present.
    #[provide(absent)]
    pub sponsor: Singleton<Sponsor>,
    /// Asks for it nevertheless.
    pub opening: Factory<Opening>,

    /// Assisted construction: a maker is a service as any other.
    pub tickets: Factory<TicketMaker>,

    /// Selection by configuration, and decorators, from the inside to the outside.
    #[provide(
        select = |config: &MailConfig| match config.transport {
            Transport::Smtp => SmtpMailer,
            Transport::Log => LogMailer,
        },
        decorate = Signed,
        decorate = Audited,
    )]
    pub mailer: Singleton<dyn Mailer>,

    /// Projection: a part of another service.
    #[provide(with = |config: &PricingConfig| config.currency.clone())]
    pub currency: Singleton<Currency>,

    /// Import: what is taken from another container.
    #[import(Arc<Database>, Named<Arc<Database>, Replica>, Arc<Audit>)]
    pub infra: Arc<Infra>,

    /// Generics: one service at two types.
    pub talks: Singleton<Register<Talk>>,
    /// The other type.
    pub attendees: Singleton<Register<Attendee>>,

    /// Functions can ask for it in a scope, which is opened for one visitor.
    #[provide(input)]
    pub visitor: Scoped<Visitor>,
}

impl From<Settings> for App {
    fn from(settings: Settings) -> Self {
        let infra = Infra::new(settings.database).build();
        Self::new(settings.mail, settings.pricing, infra)
    }
}
