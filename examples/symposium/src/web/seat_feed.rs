//! Who watches the seats is told when they change.

use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

use crate::talk::TalkId;

/// A watcher who is further behind has to look at all talks anew.
const LONGEST_BACKLOG: usize = 64;

/// Tells all who watch in which talk a seat was taken or given back.
///
/// ```
/// use futures_util::{FutureExt, StreamExt};
/// use symposium::talk::TalkId;
/// use symposium::web::{SeatChange, SeatFeed};
///
/// let feed = SeatFeed::new();
/// let mut changes = Box::pin(feed.changes());
/// feed.publish(TalkId(3));
/// let change = changes.next().now_or_never().flatten();
/// assert_eq!(change, Some(SeatChange { talk: Some(TalkId(3)) }));
/// ```
#[derive(Debug)]
pub struct SeatFeed {
    changes: Sender<TalkId>,
}

/// Seats were taken or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct SeatChange {
    /// In which talk; nobody can tell any more if the watcher was too slow.
    pub talk: Option<TalkId>,
}

impl SeatFeed {
    /// Creates a feed that nobody watches yet.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "two feeds would not know of each other, so a default would mislead"
    )]
    pub fn new() -> Self {
        Self { changes: Sender::new(LONGEST_BACKLOG) }
    }

    /// Tells everybody who watches; it is no matter if nobody does.
    pub fn publish(&self, talk: TalkId) {
        drop(self.changes.send(talk));
    }

    /// Returns what changes from now on. It ends when the feed is dropped.
    pub fn changes(&self) -> impl Stream<Item = SeatChange> + Send + use<> {
        stream::unfold(self.changes.subscribe(), next)
    }
}

async fn next(mut changes: Receiver<TalkId>) -> Option<(SeatChange, Receiver<TalkId>)> {
    let talk = match changes.recv().await {
        Ok(talk) => Some(talk),
        Err(RecvError::Lagged(_)) => None,
        Err(RecvError::Closed) => return None,
    };
    Some((SeatChange { talk }, changes))
}
