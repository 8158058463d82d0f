//! Units of work of many people at once, some of whom leave in the midst of it.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use di_core::prelude::*;
use symposium::app::App;
use symposium::cancel_seat::Cancel;
use symposium::reserve_seat::Reserve;
use symposium::seat_allocator::NoSeat;
use symposium::storage::{Database, StorageError};
use symposium::talk::TalkId;
use symposium::unit_of_work::unit_of_work;
use symposium::web;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::support::{Place, attendee, request};

on_each_database![whatever_many_do_and_leave_undone_seats_and_mails_are_of_one_mind];

const PEOPLE: u64 = 8;
const TURNS: u64 = 40;

/// Talks that somebody has a seat in without the mails that say so, or the other way round.
const OF_TWO_MINDS: &str = "
    SELECT count(*) FROM talk, (SELECT DISTINCT recipient FROM mail) AS person
    WHERE (SELECT count(*) FROM reservation WHERE talk_id = talk.id AND attendee = recipient)
       <> (SELECT count(*) FROM mail
           WHERE mail.recipient = person.recipient AND subject = 'Your seat for ' || title)
        - (SELECT count(*) FROM mail
           WHERE mail.recipient = person.recipient
             AND subject = 'You have no seat any more for ' || title)";

const OVERFULL: &str =
    "SELECT count(*) FROM reservation JOIN talk ON talk.id = talk_id WHERE seat > seats";

/// What looks like chance, and is the same each time.
struct Chance(u64);

impl Chance {
    /// Returns a number below a limit.
    fn below(&mut self, limit: u64) -> u64 {
        // The mixture of SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// What came of the turns of one person.
#[derive(Debug, Default)]
struct Tally {
    done: i64,
    left: i64,
}

/// Takes part until all turns are taken. Somebody else takes part as the same attendee.
async fn take_part(app: Arc<App>, person: u64) -> Tally {
    let mut chance = Chance(person);
    let mut tally = Tally::default();
    let attendee = attendee(&format!("guest{}@example.org", person / 2));
    for _ in 0..TURNS {
        let (talk, attendee) = (TalkId(3 + i64::from(chance.below(2) == 0)), attendee.clone());
        let reserves = chance.below(2) == 0;
        let polls = if chance.below(2) == 0 { u64::MAX } else { 1 + chance.below(8) };
        let scope = request(&app);
        let work = async {
            if reserves {
                unit_of_work(&scope, &Reserve { talk, attendee }).await.map(drop)
            } else {
                unit_of_work(&scope, &Cancel { talk, attendee }).await
            }
        };
        match for_a_while(work, polls).await {
            None => tally.left += 1,
            Some(Ok(())) => tally.done += 1,
            Some(Err(
                NoSeat::Full { .. }
                | NoSeat::AlreadySeated { .. }
                | NoSeat::NotSeated { .. }
                // Even after all those attempts.
                | NoSeat::Storage(StorageError::Conflict(_)),
            )) => {}
            Some(Err(error)) => panic!("{error}: {error:?}"),
        }
    }
    tally
}

/// Leaves where the work waits for the last of so many times.
async fn for_a_while<T>(work: impl Future<Output = T>, mut polls: u64) -> Option<T> {
    let mut work = pin!(work);
    std::future::poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => {
            polls -= 1;
            if polls == 0 { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}

async fn whatever_many_do_and_leave_undone_seats_and_mails_are_of_one_mind(place: Place) {
    let app = place.app().start().await.expect("a database");
    // Its layer closes what those who leave have left open.
    let _router = web::router(&app).expect("wired");
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        people.spawn(take_part(Arc::clone(&app), person));
    }
    let mut all = Tally::default();
    while let Some(tally) = people.join_next().await {
        let tally = tally.expect("no panic");
        all.done += tally.done;
        all.left += tally.left;
    }
    assert!(all.done > 20 && all.left > 20, "{all:?}");

    let database: Arc<Database> = app.resolve().expect("wired");
    let are_given_back = || match &*database {
        Database::Sqlite(it) => it.pool.num_idle() == it.pool.size() as usize,
        Database::Postgres(it) => it.pool.num_idle() == it.pool.size() as usize,
    };
    let wait = async {
        while !are_given_back() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(20), wait).await.expect("no connection is kept");
    database.check().await.expect("nobody holds a lock");

    assert_eq!(place.number(OF_TWO_MINDS).await, 0);
    assert_eq!(place.number(OVERFULL).await, 0);
    // Who left may have done so when it was done, and not told yet.
    let mails = place.number("SELECT count(*) FROM mail").await;
    assert!((all.done..=all.done + all.left).contains(&mails), "{mails} mails, {all:?}");
    app.shutdown().await.expect("closed");
}
