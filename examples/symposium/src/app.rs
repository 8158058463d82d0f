//! The wiring: every service of the application, and how long each lives.

use std::sync::Arc;

use di_core::prelude::*;

use crate::clock::{Clock, SystemClock};
use crate::courier::Courier;
use crate::health::{Check, DatabaseCheck};
use crate::mail_queue::MailQueue;
use crate::mailer::{Logged, Mailer, Outbox};
use crate::plugins::Probes;
use crate::request::{RequestContext, RequestId};
use crate::reservation::Reservations;
use crate::reserve_seat::ReserveSeat;
use crate::seat_allocator::SeatAllocator;
use crate::storage::{Database, DatabaseSettings};
use crate::talk::Talks;

/// The services of the symposium.
///
/// The database is open from `start` to `shutdown`; of which kind it is, is for
/// its settings to say. What a request knows is given when its scope is opened.
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
    /// What time it is.
    #[provide(SystemClock)]
    pub clock: Singleton<dyn Clock>,
    /// How mails leave.
    #[provide(Outbox, decorate = Logged)]
    pub mailer: Singleton<dyn Mailer>,
    /// The mails that are still to go.
    #[provide(with = Database::mail_queue)]
    pub mail_queue: Singleton<dyn MailQueue>,
    /// Who brings them to the mailer; stopped before the database is closed.
    #[provide(start = Courier::start, stop = Courier::stop)]
    pub courier: Singleton<Courier>,
    /// The programme.
    #[provide(with = Database::talks)]
    pub talks: Singleton<dyn Talks>,
    /// The seats that are taken.
    #[provide(with = Database::reservations)]
    pub reservations: Singleton<dyn Reservations>,
    /// Who gives out seats.
    #[provide(into dyn Check, key = "seats")]
    pub seats: Singleton<SeatAllocator>,
    /// The use case, a new one for each use.
    pub reserve: Factory<ReserveSeat<'static>>,
    /// What plugins contribute.
    #[import(Probes)]
    pub plugins: Arc<DynamicContainer>,
    /// What the request is called.
    #[provide(input)]
    pub request_id: Scoped<RequestId>,
    /// What is known of the request.
    #[provide(with = RequestContext::new)]
    pub request: Scoped<RequestContext>,
}
