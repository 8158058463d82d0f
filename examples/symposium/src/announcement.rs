//! What others are told of a change, once it is committed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use di_core::Outcome;
use di_core::prelude::*;

use crate::courier::Bell;
use crate::programme::Programme;
use crate::talk::TalkId;
use crate::web::SeatFeed;

/// Tells the cache, those who watch the seats, and the courier of what a transaction has
/// changed.
///
/// It is opened before the transaction, and so it closes after it: when the change is committed,
/// and also if the client has left while that was going on.
#[derive(Debug, Injectable)]
pub struct Announcement {
    programme: Arc<dyn Programme>,
    feed: Arc<SeatFeed>,
    bell: Arc<Bell>,
    #[inject(default)]
    talks: Mutex<BTreeSet<TalkId>>,
}

impl Announcement {
    /// Notes that seats of a talk are about to change.
    pub fn note(&self, talk: TalkId) {
        self.talks.lock().unwrap_or_else(PoisonError::into_inner).insert(talk);
    }

    /// Tells of it, unless it has failed; the container calls it when the scope closes.
    pub async fn announce(&self, outcome: Outcome) {
        let talks = std::mem::take(&mut *self.talks.lock().unwrap_or_else(PoisonError::into_inner));
        if !outcome.is_ok() || talks.is_empty() {
            return;
        }
        self.programme.changed().await;
        for talk in talks {
            self.feed.publish(talk);
        }
        // There are mails in the outbox.
        self.bell.ring();
    }
}
