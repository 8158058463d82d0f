//! The programme as it is shown: remembered for a while, since many look at it and few
//! change it.
//!
//! How it is remembered is a choice of five, in the order in which such caches grow. They
//! differ in how often they load, in who waits for that, and in how soon a change is seen;
//! `tests/it/programme.rs` measures all three.

mod ad_hoc;
mod loader;
mod locked;
mod refreshed;
mod source;
mod view_only;
mod written;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use clap::ValueEnum;
use jiff::SignedDuration;

pub use ad_hoc::AdHoc;
pub use locked::Locked;
pub use refreshed::Refreshed;
pub use source::Source;
pub use view_only::ViewOnly;
pub use written::Written;

use crate::storage::StorageError;
use crate::talk::Talk;

/// How long the stages that go by age show what they remember: what another program has
/// changed is seen after that.
pub const MAX_AGE: SignedDuration = SignedDuration::from_secs(5);

/// How the programme is remembered; by default, in the way that never shows what is old after
/// a change, and is right when several programs share the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CacheStage {
    /// Without any coordination: who misses, loads.
    AdHoc,
    /// Only as pages that are drawn.
    ViewOnly,
    /// Behind a lock: one loads, and all others wait.
    #[default]
    Locked,
    /// One loads, and all others are shown what was there before.
    Refreshed,
    /// Loaded once, and from then on by those who change it.
    Written,
}

/// Draws a view of the programme: the same one of the same talks, whoever asks.
pub type Draw<'a> = dyn Fn(&[Talk]) -> String + Send + Sync + 'a;

/// The programme, for those who look at it.
///
/// Whoever stops waiting, or panics, leaves it as good for others as it was. A failure is
/// not remembered.
#[async_trait]
pub trait Programme: fmt::Debug + Send + Sync {
    /// Returns every talk, in the order in which they begin.
    ///
    /// # Errors
    ///
    /// When there is nothing to show, and the storage does not answer, or not sensibly.
    async fn talks(&self) -> Result<Arc<[Talk]>, StorageError>;

    /// Returns the view of this name, which `draw` draws if it is not remembered.
    ///
    /// # Errors
    ///
    /// As [`talks`](Self::talks).
    async fn view(&self, name: &'static str, draw: &Draw<'_>) -> Result<Arc<str>, StorageError> {
        let _ = name;
        Ok(draw(&self.talks().await?).into())
    }

    /// Takes note that a seat was taken or given back, and that this is committed.
    ///
    /// From then on nothing that was loaded before is taken for the newest. Whether it is
    /// shown while the newest is loaded, each stage says.
    async fn changed(&self);
}
