//! Who looks at the pages, and what is theirs.

use std::sync::Arc;

use super::Visitor;
use crate::origin::Origin;
use crate::reservation::{Bookings, Reservation};
use crate::storage::StorageError;

/// Who looks at the pages, and which seats they have: looked up once a request, when the
/// first asks.
#[derive(Debug, Clone)]
pub struct CurrentUser {
    /// Who it is; nobody if no browser asks.
    pub visitor: Visitor,
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
        let visitor = match &*origin {
            Origin::Request(request) => Visitor::of(request.headers()),
            Origin::Mail(_) => Visitor(None),
        };
        Self::named(visitor, &*bookings).await
    }

    /// Looks up what belongs to a visitor at this moment.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    pub async fn named(visitor: Visitor, bookings: &dyn Bookings) -> Result<Self, StorageError> {
        let seats = match &visitor.0 {
            Some(attendee) => bookings.of(attendee).await?,
            None => Vec::new(),
        };
        Ok(Self { visitor, seats })
    }
}
