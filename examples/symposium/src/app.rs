//! The wiring: every service of the application, and how long each lives.

use std::sync::Arc;

use di_axum::Background;
use di_core::prelude::*;

use crate::announcement::Announcement;
use crate::audit::{AuditLog, AuditTrail};
use crate::cancel_seat::CancelSeat;
use crate::clock::{Clock, SystemClock};
use crate::courier::{Bell, Delivery};
use crate::health::{Check, DatabaseCheck, ProgrammeCheck};
use crate::mail_queue::MailQueue;
use crate::mailer::{LogMailer, Logged, MailSettings, MailTransport, Mailer, Retried, SmtpMailer};
use crate::origin::Origin;
use crate::outbox::Outbox;
use crate::plugins::Probes;
use crate::programme::{
    AdHoc, CacheStage, Locked, Programme, Refreshed, Source, ViewOnly, Written,
};
use crate::reservation::{Bookings, Reservations};
use crate::reserve_seat::ReserveSeat;
use crate::seat_allocator::SeatAllocator;
use crate::settings::{Mode, Settings};
use crate::storage::{Database, DatabaseSettings, Transaction};
use crate::talk::Talks;
use crate::ticket::{TicketKey, TicketMaker};
use crate::unit_of_work::{Retries, RetryPolicy};
use crate::web::development::{Fuse, Lamp, Projector};
use crate::web::{CurrentUser, SeatFeed};

/// The services of the symposium.
///
/// The database is open from `start` to `shutdown`; of which kind it is, is for
/// its settings to say. A scope is what one request, one attempt of a unit of work, or one
/// delivery of a mail has for itself; what set it off is given when it is opened.
#[derive(Debug, Container)]
pub struct App {
    /// Whether developers or others look at it.
    pub mode: Value<Mode>,
    /// What runs beside the requests: the courier, and sessions.
    pub background: Value<Background>,
    /// What time it is.
    #[provide(SystemClock)]
    pub clock: Singleton<dyn Clock>,

    /// Where the database is.
    pub database_settings: Value<DatabaseSettings>,
    /// The connections to it.
    #[provide(with = Database::open, close = Database::close)]
    pub database: Resource<Database>,
    /// Whether it answers.
    #[provide(DatabaseCheck, into dyn Check, key = "database")]
    pub database_check: Singleton<dyn Check>,
    /// The talks, as they are now.
    #[provide(with = Database::talks)]
    pub talks: Singleton<dyn Talks>,
    /// The seats that are taken, to look at.
    #[provide(with = Database::bookings)]
    pub bookings: Singleton<dyn Bookings>,
    /// Where the audit is kept.
    #[provide(with = Database::audit_log)]
    pub audit_log: Singleton<dyn AuditLog>,

    /// How the programme is remembered.
    pub cache: Value<CacheStage>,
    /// What is remembered, and how old it is.
    pub programme_source: Factory<Source>,
    /// The programme, for those who look at it.
    #[provide(select = |stage: &CacheStage| match stage {
        CacheStage::AdHoc => AdHoc,
        CacheStage::ViewOnly => ViewOnly,
        CacheStage::Locked => Locked,
        CacheStage::Refreshed => Refreshed,
        CacheStage::Written => Written,
    })]
    pub programme: Singleton<dyn Programme>,
    /// Whether there is one.
    #[provide(into dyn Check, key = "programme")]
    pub programme_check: Singleton<ProgrammeCheck>,

    /// Who is told when seats change.
    #[provide(with = SeatFeed::new)]
    pub seat_feed: Singleton<SeatFeed>,

    /// Which mailer is used, and how.
    pub mail_settings: Value<MailSettings>,
    /// How mails leave.
    #[provide(
        select = |settings: &MailSettings| match settings.transport {
            MailTransport::Log => LogMailer,
            MailTransport::Smtp => SmtpMailer,
        },
        decorate = Retried,
        decorate = Logged,
    )]
    pub mailer: Singleton<dyn Mailer>,
    /// The mails that are still to go.
    #[provide(with = Database::mail_queue)]
    pub mail_queue: Singleton<dyn MailQueue>,
    /// What wakes who delivers them.
    pub bell: Singleton<Bell>,
    /// The delivery of one.
    pub delivery: Factory<Delivery>,

    /// What set off the work of this scope.
    #[provide(input)]
    pub origin: Scoped<Origin>,
    /// Who looks at the pages, looked up when somebody wants to know.
    #[provide(with = CurrentUser::of)]
    pub user: Scoped<CurrentUser>,
    /// What the scope has done, written when it closes.
    #[provide(close = AuditTrail::flush)]
    pub audit: Scoped<AuditTrail>,

    /// How often an attempt is begun anew.
    pub retry_policy: Value<RetryPolicy>,
    /// How often that was necessary.
    pub retries: Singleton<Retries>,
    /// Who is told of what the scope changes, when that is committed.
    #[provide(close = Announcement::announce)]
    pub announcement: Scoped<Announcement>,
    /// What the scope changes: all of it or nothing.
    #[provide(with = Transaction::begin, close = Transaction::end)]
    pub transaction: Scoped<Transaction>,
    /// The seats, as the transaction sees them.
    #[provide(with = Transaction::reservations)]
    pub reservations: Scoped<dyn Reservations>,
    /// The mails that it will leave behind.
    #[provide(with = Transaction::outbox)]
    pub outbox: Scoped<dyn Outbox>,
    /// What ticket codes are made with.
    pub ticket_key: Value<TicketKey>,
    /// Makes the codes of tickets.
    pub tickets: Factory<TicketMaker>,
    /// The rule by which seats are given out.
    pub seats: Factory<SeatAllocator<'static>>,
    /// The use case, a new one for each attempt.
    pub reserve: Factory<ReserveSeat<'static>>,
    /// The other one.
    pub cancel: Factory<CancelSeat<'static>>,

    /// What `/__boom` asks for.
    pub projector: Singleton<Projector>,
    /// What that needs.
    pub lamp: Singleton<Lamp>,
    /// What cannot be built.
    #[provide(with = Fuse::insert)]
    pub fuse: Singleton<Fuse>,

    /// What plugins contribute.
    #[import(Probes)]
    pub plugins: Arc<DynamicContainer>,
}

impl App {
    /// Wires the services as they are set.
    #[must_use]
    pub fn of(settings: Settings, plugins: Arc<DynamicContainer>) -> Self {
        let Settings { mode, database, mail, cache, ticket_key, retry } = settings;
        Self::new(mode, Background::new(), database, cache, mail, retry, ticket_key, plugins)
    }
}
