//! Who looks at the pages.

use std::sync::Arc;

use crate::attendee::Attendee;
use crate::origin::Origin;
use crate::reservation::{Bookings, Reservation};
use crate::storage::StorageError;

/// The cookie in which a browser remembers who looks at it. It proves nothing: this is a
/// conference at which one takes a seat under whatever address one likes.
pub const COOKIE: &str = "attendee";

/// Who looks at the pages, and which seats they have.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// Nothing if they have not said yet, or if what sets off the work of this scope is no
    /// request.
    pub attendee: Option<Attendee>,
    /// In the order in which the talks begin.
    pub seats: Vec<Reservation>,
}

impl CurrentUser {
    /// Finds out.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    pub async fn of(
        origin: Arc<Origin>,
        bookings: Arc<dyn Bookings>,
    ) -> Result<Self, StorageError> {
        let attendee = attendee_of(&origin);
        let seats = match &attendee {
            Some(attendee) => bookings.of(attendee).await?,
            None => Vec::new(),
        };
        Ok(Self { attendee, seats })
    }
}

fn attendee_of(origin: &Origin) -> Option<Attendee> {
    let Origin::Request(request) = origin else { return None };
    let cookies = request.headers().get_all("cookie").iter().filter_map(|it| it.to_str().ok());
    let mut pairs = cookies.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, address)| address.parse().ok())
}
