//! Talks: what one can take a seat in.

use std::fmt;

use async_trait::async_trait;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::storage::StorageError;

/// Names one talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TalkId(pub i64);

impl fmt::Display for TalkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A talk as the programme shows it, with the seats that are left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Talk {
    /// Names the talk in addresses.
    pub id: TalkId,
    /// What it is called.
    pub title: String,
    /// Who gives it.
    pub speaker: String,
    /// Where it is given.
    pub room: String,
    /// When it begins, on the clock of the venue.
    pub starts: DateTime,
    /// How many people the room holds.
    pub seats: u32,
    /// How many of those seats nobody has taken.
    pub free: u32,
}

/// The programme, wherever it is kept.
#[async_trait]
pub trait Talks: fmt::Debug + Send + Sync {
    /// Returns every talk, in the order in which they begin.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn all(&self) -> Result<Vec<Talk>, StorageError>;

    /// Returns one talk, or nothing if there is none of that name.
    ///
    /// # Errors
    ///
    /// When the storage does not answer, or not sensibly.
    async fn find(&self, id: TalkId) -> Result<Option<Talk>, StorageError>;
}
