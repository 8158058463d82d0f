//! The wiring: every service of the application, and how long each lives.

use di_core::prelude::*;
use sqlx::SqlitePool;

use crate::clock::{Clock, SystemClock};
use crate::health::{self, Check};
use crate::mailer::{Logged, Mailer, Outbox};
use crate::request::{RequestContext, RequestId};
use crate::reservation::Reservations;
use crate::reserve_seat::ReserveSeat;
use crate::seat_allocator::SeatAllocator;
use crate::storage::{self, DatabaseSettings, SqliteReservations, SqliteTalks};
use crate::talk::Talks;

/// The services of the symposium.
///
/// The pool is open from `start` to `shutdown`; what a request knows is given
/// when its scope is opened.
#[derive(Debug, Container)]
pub struct App {
    /// Where the database is.
    pub database: Value<DatabaseSettings>,
    /// The connections to the database.
    #[provide(with = storage::open, close = storage::close)]
    pub pool: Resource<SqlitePool>,
    /// Whether it answers.
    #[provide(health::Database, into dyn Check, key = "database")]
    pub database_check: Singleton<dyn Check>,
    /// What time it is.
    #[provide(SystemClock)]
    pub clock: Singleton<dyn Clock>,
    /// How mails leave.
    #[provide(Outbox, decorate = Logged)]
    pub mailer: Singleton<dyn Mailer>,
    /// The programme.
    #[provide(SqliteTalks)]
    pub talks: Singleton<dyn Talks>,
    /// The seats that are taken.
    #[provide(SqliteReservations)]
    pub reservations: Singleton<dyn Reservations>,
    /// Who gives out seats.
    #[provide(into dyn Check, key = "seats")]
    pub seats: Singleton<SeatAllocator>,
    /// The use case, a new one for each use.
    pub reserve: Factory<ReserveSeat<'static>>,
    /// What the request is called.
    #[provide(input)]
    pub request_id: Scoped<RequestId>,
    /// What is known of the request.
    #[provide(with = RequestContext::new)]
    pub request: Scoped<RequestContext>,
}
