//! Units of work: what is changed together, or not at all.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use backon::{ExponentialBuilder, Retryable};
use di_axum::RequestScope;
use di_core::prelude::*;
use di_core::{OwnedScope, ScopeError};

use crate::app::App;
use crate::origin::Origin;
use crate::storage::{StorageError, kind_of};

/// How often, and for how long, a unit of work is tried again that was in the way of others.
#[derive(Debug, Clone)]
pub struct RetryPolicy {
    /// How many attempts there are after the first.
    pub retries: usize,
    /// When no further attempt is begun.
    pub patience: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { retries: 12, patience: Duration::from_secs(5) }
    }
}

/// Counts attempts that were undone and begun anew.
#[derive(Debug, Injectable)]
pub struct Retries {
    #[inject(default)]
    count: AtomicU64,
}

impl Retries {
    /// Returns how many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}

/// Why a unit of work was not done.
pub trait WorkError:
    From<StorageError> + From<di_core::Error> + Display + Send + Sync + 'static
{
    /// Returns the failure of the storage, if it is one.
    fn storage(&self) -> Option<&StorageError>;
}

/// Something that is done by one unit of work.
pub trait Work: Sync {
    /// What comes of it.
    type Done: Send;
    /// Why it was not done.
    type Error: WorkError;

    /// Does it, with what the scope of this attempt provides.
    ///
    /// # Errors
    ///
    /// Why it was not done.
    fn attempt(
        &self,
        scope: &OwnedScope<App>,
    ) -> impl Future<Output = Result<Self::Done, Self::Error>> + Send;
}

/// Does a unit of work: all that it changes is there when this returns `Ok`, and none of
/// it when it returns an error.
///
/// Each attempt is a scope of its own, in which there is a transaction: it is committed when
/// the attempt returns `Ok`, and that before this returns; and undone when it fails, panics, or
/// when its client leaves. An attempt that was in the way of others, which may turn
/// out as late as with the commit, is undone and begun anew a little later, a bounded number of
/// times; nothing else is tried again.
///
/// # Errors
///
/// What the attempt returns, and what keeps the storage from doing it; a
/// [`StorageError::Conflict`] when all attempts were in the way of others.
pub async fn unit_of_work<W: Work>(
    request: &RequestScope<App>,
    work: &W,
) -> Result<W::Done, W::Error> {
    let app = request.container();
    let (policy, retries): (Arc<RetryPolicy>, Arc<Retries>) = (app.resolve()?, app.resolve()?);
    let origin: Arc<Origin> = request.resolve()?;
    // Each pause is longer, and differs by chance, so that those that met do not meet again.
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(5))
        .with_max_delay(Duration::from_millis(200))
        .with_max_times(policy.retries)
        .with_jitter();
    let began = Instant::now();
    let attempt = || attempt(app, Origin::clone(&origin), work);
    attempt
        .retry(pauses)
        .when(|error| is_conflict(error) && began.elapsed() < policy.patience)
        .notify(|error, pause| {
            retries.count.fetch_add(1, Ordering::Relaxed);
            tracing::info!(%error, ?pause, "an attempt is begun anew");
        })
        .await
}

async fn attempt<W: Work>(app: &Arc<App>, origin: Origin, work: &W) -> Result<W::Done, W::Error> {
    let done = app.run_in_scope(origin, async |scope| work.attempt(scope).await);
    done.await.map_err(why)
}

fn is_conflict<E: WorkError>(error: &E) -> bool {
    matches!(error.storage(), Some(StorageError::Conflict(_)))
}

/// Tells why an attempt has failed: what it was for, or else the end of its transaction.
fn why<E: WorkError>(error: ScopeError<E>) -> E {
    if error.body().is_none() {
        let kind = error.closing_failures().iter().find_map(kind_of);
        return kind.unwrap_or(StorageError::Broken)(error.into()).into();
    }
    // No closer keeps it.
    error.into_body().unwrap_or_else(|| StorageError::Broken("the error was kept".into()).into())
}
