//! The wiring: every service of the application, and how long each lives.

use std::sync::Arc;

use di_core::prelude::*;

use crate::audit::{AuditLog, AuditTrail};
use crate::cancel_seat::CancelSeat;
use crate::clock::{Clock, SystemClock};
use crate::courier::{Bell, Delivery};
use crate::health::{Check, DatabaseCheck, ProgrammeCheck};
use crate::mail_queue::MailQueue;
use crate::mailer::{LogMailer, Logged, Mailer};
use crate::origin::Origin;
use crate::outbox::Outbox;
use crate::plugins::Probes;
use crate::reservation::{Bookings, Reservations};
use crate::reserve_seat::ReserveSeat;
use crate::seat_allocator::SeatAllocator;
use crate::storage::{Database, DatabaseSettings, Transaction};
use crate::talk::Talks;
use crate::unit_of_work::{Retries, RetryPolicy};

/// The services of the symposium.
///
/// The database is open from `start` to `shutdown`; of which kind it is, is for
/// its settings to say. A scope is what one request, one attempt of a unit of work, or one
/// delivery of a mail has for itself; what set it off is given when it is opened.
#[derive(Debug, Container)]
pub struct App {
    /// Where the database is.
    pub settings: Value<DatabaseSettings>,
    /// The connections to it.
    #[provide(with = Database::open, close = Database::close)]
    pub database: Resource<Database>,
    /// Whether it answers.
    #[provide(DatabaseCheck, into dyn Check, key = "database")]
    pub database_check: Singleton<dyn Check>,
    /// Whether there is a programme.
    #[provide(into dyn Check, key = "programme")]
    pub programme_check: Singleton<ProgrammeCheck>,
    /// What time it is.
    #[provide(SystemClock)]
    pub clock: Singleton<dyn Clock>,

    /// The programme.
    #[provide(with = Database::talks)]
    pub talks: Singleton<dyn Talks>,
    /// The seats that are taken, to look at.
    #[provide(with = Database::bookings)]
    pub bookings: Singleton<dyn Bookings>,
    /// Where the audit is kept.
    #[provide(with = Database::audit_log)]
    pub audit_log: Singleton<dyn AuditLog>,
    /// How often an attempt is begun anew.
    pub retry_policy: Value<RetryPolicy>,
    /// How often that was necessary.
    pub retries: Singleton<Retries>,

    /// How mails leave.
    #[provide(LogMailer, decorate = Logged)]
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
    /// What the scope has done, written when it closes.
    #[provide(close = AuditTrail::flush)]
    pub audit: Scoped<AuditTrail>,
    /// What the scope changes: all of it or nothing.
    #[provide(with = Transaction::begin, close = Transaction::end)]
    pub transaction: Scoped<Transaction>,
    /// The seats, as the transaction sees them.
    #[provide(with = Transaction::reservations)]
    pub reservations: Scoped<dyn Reservations>,
    /// The mails that it will leave behind.
    #[provide(with = Transaction::outbox)]
    pub outbox: Scoped<dyn Outbox>,
    /// The rule by which it gives out seats.
    pub seats: Factory<SeatAllocator<'static>>,
    /// The use case, a new one for each attempt.
    pub reserve: Factory<ReserveSeat<'static>>,
    /// The other one.
    pub cancel: Factory<CancelSeat<'static>>,

    /// What plugins contribute.
    #[import(Probes)]
    pub plugins: Arc<DynamicContainer>,
}
