use core::any::Any;
use core::fmt;
use std::sync::Arc;

/// How that for which a scope was opened has ended: its closers are told.
///
/// ```
/// use di_core::Outcome;
///
/// let outcome = Outcome::failed(std::fmt::Error);
/// let Outcome::Failed(failure) = &outcome else { panic!("it failed") };
/// assert!(failure.downcast_ref::<std::fmt::Error>().is_some());
/// assert!(Outcome::Ok.is_ok() && !outcome.is_ok());
/// ```
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It went well.
    Ok,
    /// It failed.
    Failed(Failure),
    /// It was given up: the scope was dropped without being closed.
    Cancelled,
}

/// Why what a scope was opened for has failed: an error of any type, which the closers
/// share with whoever returned it.
#[derive(Clone)]
pub struct Failure {
    error: Arc<dyn Any + Send + Sync>,
    text: String,
}

impl Outcome {
    /// Makes the outcome of what has failed with this error.
    #[must_use]
    pub fn failed<E: fmt::Display + Send + Sync + 'static>(error: E) -> Self {
        Self::Failed(Failure::of(Arc::new(error)))
    }

    /// Returns whether it went well.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        matches!(self, Self::Ok)
    }
}

impl Failure {
    pub(super) fn of<E: fmt::Display + Send + Sync + 'static>(error: Arc<E>) -> Self {
        Self { text: error.to_string(), error }
    }

    /// Returns the error, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: 'static>(&self) -> Option<&E> {
        self.error.downcast_ref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Failure({})", self.text)
    }
}
