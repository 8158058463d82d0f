use core::future::Future;
use core::time::Duration;
#[cfg(feature = "tokio")]
use std::time::Instant;

use super::clock;

/// How long a shutdown may take: each closer, the wait for open scopes, and all of it.
///
/// A [`Duration`] is the limit of each.
///
/// ```
/// use std::time::Duration;
/// use di_core::Limits;
///
/// let limits = Limits::each(Duration::from_secs(5)).total(Duration::from_secs(20));
/// assert_ne!(limits, Limits::from(Duration::from_secs(5)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Limits {
    pub(super) each: Duration,
    pub(super) scopes: Option<Duration>,
    pub(super) total: Option<Duration>,
}

impl Limits {
    /// Gives each closer this much time, and the scopes that are open as much to end.
    /// `#[provide(.., close_within = ..)]` on a field gives its closer another limit.
    pub const fn each(each: Duration) -> Self {
        Self { each, scopes: None, total: None }
    }

    /// Gives the scopes that are open this much time to end.
    pub const fn scopes(mut self, scopes: Duration) -> Self {
        self.scopes = Some(scopes);
        self
    }

    /// Gives all of it no more than this. What is left of it is shared out: who takes
    /// longer than its share is given up, and takes nothing from those after it.
    pub const fn total(mut self, total: Duration) -> Self {
        self.total = Some(total);
        self
    }
}

impl From<Duration> for Limits {
    fn from(each: Duration) -> Self {
        Self::each(each)
    }
}

/// What time it is, and how to wait. It is the caller's, so that `di-core` knows of no
/// executor, and a test may pause it.
///
/// Every function that sleeps is one, such as `tokio::time::sleep`; it is measured by
/// the machine's clock. With the feature `tokio`, so is `di_core::TokioTimer`, which is
/// measured by tokio's own clock.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no timer",
    label = "cannot wait",
    note = "help: hand over your executor's function that sleeps, such as `tokio::time::sleep`, or implement `di_core::Timer`"
)]
pub trait Timer: Sync {
    /// Returns the time that has passed since some moment, always the same.
    fn now(&self) -> Duration;

    /// Completes after so long.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send;
}

impl<F, S> Timer for F
where
    F: Fn(Duration) -> S + Sync,
    S: Future<Output = ()> + Send,
{
    fn now(&self) -> Duration {
        clock::now()
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send {
        self(duration)
    }
}

/// Tokio's clock.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioTimer;

#[cfg(feature = "tokio")]
impl Timer for TokioTimer {
    fn now(&self) -> Duration {
        // Long ago, because a paused clock may have stood still for a while.
        static LONG_AGO: once_cell::sync::Lazy<Instant> = once_cell::sync::Lazy::new(|| {
            let now = Instant::now();
            now.checked_sub(Duration::from_secs(3600)).unwrap_or(now)
        });
        tokio::time::Instant::now().into_std().saturating_duration_since(*LONG_AGO)
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(duration)
    }
}

/// Never.
pub(super) struct NoTimer;

impl Timer for NoTimer {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    async fn sleep(&self, _: Duration) {
        core::future::pending::<()>().await;
    }
}
