//! Parts that stand in for the real ones, and a container that has them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use symposium::app::App;
use symposium::attendee::Attendee;
use symposium::clock::Clock;
use symposium::health::Check;
use symposium::mail_queue::{MailId, MailQueue, QueuedMail};
use symposium::mailer::{Mail, MailError, Mailer};
use symposium::plugins;
use symposium::reservation::{Claim, Reservations};
use symposium::storage::{DatabaseSettings, Location, StorageError};
use symposium::talk::{Talk, TalkId, Talks};
use tokio::sync::watch;
use tokio::time::timeout;

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
                    return Err(MailError("the post office is closed".to_owned()));
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

/// A queue in memory, or one that does not answer.
#[derive(Debug, Default)]
pub(crate) struct FakeQueue {
    pub(crate) is_gone: bool,
    pub(crate) mails: Mutex<Vec<Mail>>,
}

#[async_trait]
impl MailQueue for FakeQueue {
    async fn push(&self, mail: &Mail, _: Timestamp) -> Result<(), StorageError> {
        if self.is_gone {
            return Err(Gone::error());
        }
        self.mails.lock().expect("no panic").push(mail.clone());
        Ok(())
    }

    async fn lease(&self, _: Timestamp, _: Timestamp) -> Result<Option<QueuedMail>, StorageError> {
        Ok(None)
    }

    async fn remove(&self, _: MailId) -> Result<(), StorageError> {
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
pub(crate) fn app(talk: &Arc<OneTalk>, queue: &Arc<FakeQueue>) -> App {
    let mut app =
        App::new(DatabaseSettings::new(Location::File("/nowhere/at/all".into())), plugins::none());
    app.talks.override_with(talk.clone());
    app.reservations.override_with(talk.clone());
    app.mail_queue.override_with(queue.clone());
    app.database_check.override_with(Arc::new(Works));
    app.clock.override_with(StoppedClock::at(noon()));
    app
}
