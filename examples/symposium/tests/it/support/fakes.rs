//! Parts that stand in for the real ones, and a container that has them.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::date;
use symposium::app::App;
use symposium::attendee::Attendee;
use symposium::clock::Clock;
use symposium::health::Check;
use symposium::mailer::{Mail, MailError, Mailer};
use symposium::reservation::{Claim, Reservations};
use symposium::storage::{DatabaseSettings, Location, StorageError};
use symposium::talk::{Talk, TalkId, Talks};

/// A clock that stands still.
#[derive(Debug)]
pub(crate) struct StoppedClock(pub(crate) Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A mailer that keeps what it is given, or refuses it.
#[derive(Debug, Default)]
pub(crate) struct FakeMailer {
    pub(crate) refuses: bool,
    pub(crate) sent: Mutex<Vec<Mail>>,
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        if self.refuses {
            return Err(MailError("the post office is closed".to_owned()));
        }
        self.sent.lock().expect("no panic").push(mail);
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

/// Returns a container without what needs the database, whose clock and mailer are
/// replaced, too.
pub(crate) fn app(talk: &Arc<OneTalk>, mailer: &Arc<FakeMailer>) -> App {
    let mut app = App::new(DatabaseSettings::new(Location::File("/nowhere/at/all".into())));
    app.talks.override_with(talk.clone());
    app.reservations.override_with(talk.clone());
    app.mailer.override_with(mailer.clone());
    app.database_check.override_with(Arc::new(Works));
    app.clock.override_with(Arc::new(StoppedClock(noon())));
    app
}
