//! Parts that stand in for the real ones, and a container that has them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::http::Request;
use di_axum::{RequestHead, RequestScope};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use symposium::app::App;
use symposium::attendee::Attendee;
use symposium::audit::{AuditEntry, AuditLog};
use symposium::clock::Clock;
use symposium::health::Check;
use symposium::mail_queue::{MailId, MailQueue, QueuedMail};
use symposium::mailer::{Mail, MailError, Mailer};
use symposium::origin::Origin;
use symposium::outbox::Outbox;
use symposium::reservation::{Bookings, Claim, Reservation, Reservations};
use symposium::storage::{DatabaseSettings, Location, StorageError};
use symposium::talk::{Talk, TalkId, Talks};
use symposium::web::Visitor;
use tokio::sync::watch;
use tokio::time::timeout;

use super::place::app_at;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub(crate) struct StoppedClock(Mutex<Timestamp>);

impl StoppedClock {
    pub(crate) fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    pub(crate) fn advance(&self, seconds: i64) {
        *self.0.lock().expect("no panic") += SignedDuration::from_secs(seconds);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no panic")
    }
}

/// A mailer that keeps what it is given; an ill one does with each mail what its
/// recipient says.
#[derive(Debug, Default)]
pub(crate) struct FakeMailer {
    pub(crate) is_ill: AtomicBool,
    sent: watch::Sender<Vec<Mail>>,
}

impl FakeMailer {
    /// Returns to whom it has sent mails, in this order.
    pub(crate) fn recipients(&self) -> Vec<String> {
        self.sent.borrow().iter().map(|mail| mail.to.to_string()).collect()
    }

    /// Waits until there is a mail to somebody.
    pub(crate) async fn await_mail(&self, to: &str) {
        let mut sent = self.sent.subscribe();
        let is_sent = |mails: &Vec<Mail>| mails.iter().any(|mail| mail.to.address() == to);
        let sent = timeout(Duration::from_secs(20), sent.wait_for(is_sent)).await;
        sent.expect("a mail in time").expect("a mailer");
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        if self.is_ill.load(Ordering::Relaxed) {
            match mail.to.address() {
                "refused@example.org" => {
                    return Err(MailError::Passing("the post office is closed".to_owned()));
                }
                "panics@example.org" => panic!("the post office is on fire"),
                "hangs@example.org" => std::future::pending().await,
                _ => {}
            }
        }
        self.sent.send_modify(|sent| sent.push(mail));
        Ok(())
    }
}

/// An outbox in memory, or one that does not answer.
#[derive(Debug, Default)]
pub(crate) struct FakeOutbox {
    pub(crate) is_gone: bool,
    pub(crate) mails: Mutex<Vec<Mail>>,
}

#[async_trait]
impl Outbox for FakeOutbox {
    async fn push(&self, mail: &Mail, _: Timestamp) -> Result<(), StorageError> {
        if self.is_gone {
            return Err(Gone::error());
        }
        self.mails.lock().expect("no panic").push(mail.clone());
        Ok(())
    }
}

/// A queue in which there are no mails.
#[derive(Debug)]
struct NoMails;

#[async_trait]
impl MailQueue for NoMails {
    async fn lease(&self, _: Timestamp, _: Timestamp) -> Result<Option<QueuedMail>, StorageError> {
        Ok(None)
    }

    async fn remove(&self, _: MailId) -> Result<(), StorageError> {
        Ok(())
    }
}

/// An audit in memory.
#[derive(Debug, Default)]
pub(crate) struct FakeAudit {
    pub(crate) entries: Mutex<Vec<AuditEntry>>,
}

#[async_trait]
impl AuditLog for FakeAudit {
    async fn append(&self, entries: &[AuditEntry]) -> Result<(), StorageError> {
        self.entries.lock().expect("no panic").extend_from_slice(entries);
        Ok(())
    }
}

/// One talk, number 1, in a room of as many seats as one likes.
#[derive(Debug)]
pub(crate) struct OneTalk {
    seats: u32,
    pub(crate) seated: Mutex<Vec<Attendee>>,
}

impl OneTalk {
    pub(crate) fn with_seats(seats: u32) -> Arc<Self> {
        Arc::new(Self { seats, seated: Mutex::default() })
    }
}

#[async_trait]
impl Talks for OneTalk {
    async fn all(&self) -> Result<Vec<Talk>, StorageError> {
        let taken = self.seated.lock().expect("no panic").len();
        Ok(vec![Talk {
            id: TalkId(1),
            title: "Fakes".to_owned(),
            speaker: "Nobody".to_owned(),
            room: "Cellar".to_owned(),
            starts: date(2027, 5, 12).at(9, 30, 0, 0),
            seats: self.seats,
            free: self.seats - u32::try_from(taken).expect("few seats"),
        }])
    }

    async fn find(&self, id: TalkId) -> Result<Option<Talk>, StorageError> {
        Ok(self.all().await?.into_iter().find(|talk| talk.id == id))
    }
}

#[async_trait]
impl Reservations for OneTalk {
    async fn talk(&self, id: TalkId) -> Result<Option<Talk>, StorageError> {
        self.find(id).await
    }

    async fn claim(
        &self,
        _: TalkId,
        attendee: &Attendee,
        _: Timestamp,
    ) -> Result<Claim, StorageError> {
        let mut seated = self.seated.lock().expect("no panic");
        if seated.contains(attendee) {
            return Ok(Claim::AlreadySeated);
        }
        let taken = u32::try_from(seated.len()).expect("few seats");
        if taken == self.seats {
            return Ok(Claim::Full);
        }
        seated.push(attendee.clone());
        Ok(Claim::Seat(taken + 1))
    }

    async fn release(&self, _: TalkId, attendee: &Attendee) -> Result<bool, StorageError> {
        let mut seated = self.seated.lock().expect("no panic");
        let before = seated.len();
        seated.retain(|it| it != attendee);
        Ok(seated.len() < before)
    }
}

#[async_trait]
impl Bookings for OneTalk {
    async fn of(&self, attendee: &Attendee) -> Result<Vec<Reservation>, StorageError> {
        let seated = self.seated.lock().expect("no panic");
        let seat = seated.iter().zip(1..).find(|(it, _)| *it == attendee);
        let reservation = |(it, seat): (&Attendee, u32)| Reservation {
            talk: TalkId(1),
            seat,
            attendee: it.clone(),
            reserved_at: noon(),
        };
        Ok(seat.map(reservation).into_iter().collect())
    }
}

/// Storage that does not answer.
#[derive(Debug)]
pub(crate) struct Gone;

impl Gone {
    fn error() -> StorageError {
        StorageError::Unavailable("SELECT secret FROM /var/lib/symposium.db".into())
    }
}

#[async_trait]
impl Talks for Gone {
    async fn all(&self) -> Result<Vec<Talk>, StorageError> {
        Err(Self::error())
    }

    async fn find(&self, _: TalkId) -> Result<Option<Talk>, StorageError> {
        Err(Self::error())
    }
}

#[async_trait]
impl Reservations for Gone {
    async fn talk(&self, _: TalkId) -> Result<Option<Talk>, StorageError> {
        Err(Self::error())
    }

    async fn claim(&self, _: TalkId, _: &Attendee, _: Timestamp) -> Result<Claim, StorageError> {
        Err(Self::error())
    }

    async fn release(&self, _: TalkId, _: &Attendee) -> Result<bool, StorageError> {
        Err(Self::error())
    }
}

/// A part that works.
#[derive(Debug)]
struct Works;

#[async_trait]
impl Check for Works {
    async fn check(&self) -> Result<(), StorageError> {
        Ok(())
    }
}

pub(crate) fn noon() -> Timestamp {
    "2027-05-01T12:00:00Z".parse().expect("a time")
}

pub(crate) fn attendee(address: &str) -> Attendee {
    address.parse().expect("an address")
}

/// Returns a container without what needs the database, whose clock is replaced,
/// too.
pub(crate) fn app(talk: &Arc<OneTalk>, outbox: &Arc<FakeOutbox>) -> App {
    let mut app = app_at(DatabaseSettings::new(Location::File("/nowhere/at/all".into())));
    app.talks.override_with(talk.clone());
    app.bookings.override_with(talk.clone());
    app.reservations.override_with(talk.clone());
    app.outbox.override_with(outbox.clone());
    app.mail_queue.override_with(Arc::new(NoMails));
    app.audit_log.override_with(Arc::new(FakeAudit::default()));
    app.database_check.override_with(Arc::new(Works));
    app.clock.override_with(StoppedClock::at(noon()));
    app
}

/// A request that nobody has sent.
pub(crate) fn origin() -> Origin {
    origin_as(&Visitor(None))
}

fn origin_as(visitor: &Visitor) -> Origin {
    let mut request = Request::get("/").header("x-request-id", "req-1");
    if let Visitor(Some(attendee)) = visitor {
        request = request.header("cookie", format!("attendee={attendee}"));
    }
    let (parts, ()) = request.body(()).expect("a request").into_parts();
    Origin::Request(Arc::new(RequestHead::of(&parts)))
}

/// Opens the scope of a request that this visitor's browser has not sent.
pub(crate) fn request_as(app: &Arc<App>, visitor: &Visitor) -> RequestScope<App> {
    RequestScope::from(app.scope_owned(origin_as(visitor)))
}

/// Opens the scope of such a request.
pub(crate) fn request(app: &Arc<App>) -> RequestScope<App> {
    RequestScope::from(app.scope_owned(origin()))
}
