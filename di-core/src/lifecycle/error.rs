use core::fmt;
use std::error::Error as StdError;

use crate::error::Error;

/// Why a container did not start.
///
/// `{}` is one line; `{:#}` and `{:?}` are the whole story. [`source`] is the user's
/// own error.
///
/// [`source`]: StdError::source
#[derive(Clone)]
pub struct StartError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    failure: Error,
    closing: Vec<Error>,
}

/// Why a container did not shut down well: everything that could not be closed.
#[derive(Clone)]
pub struct ShutdownError(Vec<Error>);

/// Why a scope did not close well: everything in it that could not be closed.
#[derive(Clone)]
pub struct CloseError(Vec<Error>);

impl StartError {
    pub(crate) fn new(failure: Error, closing: Vec<Error>) -> Self {
        Self(Box::new(Inner { failure, closing }))
    }

    /// Returns what could not be opened, and why.
    #[must_use]
    pub fn failure(&self) -> &Error {
        &self.0.failure
    }

    /// Returns what could not be closed again after that, and before it what panicked
    /// when its opening was given up.
    #[must_use]
    pub fn closing_failures(&self) -> &[Error] {
        &self.0.closing
    }
}

impl CloseError {
    pub(super) fn of(failures: Vec<Error>) -> Result<(), Self> {
        if failures.is_empty() { Ok(()) } else { Err(Self(failures)) }
    }

    /// Returns what could not be closed, in the order in which it was tried.
    #[must_use]
    pub fn failures(&self) -> &[Error] {
        &self.0
    }
}

impl ShutdownError {
    pub(super) fn of(failures: Vec<Error>) -> Result<(), Self> {
        if failures.is_empty() { Ok(()) } else { Err(Self(failures)) }
    }

    /// Returns what could not be closed, in the order in which it was tried.
    #[must_use]
    pub fn failures(&self) -> &[Error] {
        &self.0
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            write!(f, "the container did not start: {:#}", self.0.failure)?;
            return write_list(f, "\nwhile closing what was open", &self.0.closing);
        }
        write!(f, "the container did not start: {}", self.0.failure)?;
        match self.0.closing.len() {
            0 => Ok(()),
            1 => f.write_str(", and 1 resource could not be closed"),
            more => write!(f, ", and {more} resources could not be closed"),
        }
    }
}

impl fmt::Display for ShutdownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failures(f, "the container did not shut down well", &self.0)
    }
}

impl fmt::Display for CloseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failures(f, "the scope did not close well", &self.0)
    }
}

fn write_failures(f: &mut fmt::Formatter<'_>, problem: &str, failures: &[Error]) -> fmt::Result {
    f.write_str(problem)?;
    if f.alternate() {
        return write_list(f, "", failures);
    }
    for (position, failure) in failures.iter().enumerate() {
        write!(f, "{}{failure}", if position == 0 { ": " } else { "; " })?;
    }
    Ok(())
}

/// Writes the whole story of each.
pub(super) fn write_list(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    failures: &[Error],
) -> fmt::Result {
    for failure in failures {
        write!(f, "{title}\n{failure:#}")?;
    }
    Ok(())
}

impl fmt::Debug for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl fmt::Debug for ShutdownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl fmt::Debug for CloseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl StdError for StartError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.failure.source()
    }
}

impl StdError for ShutdownError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.first().and_then(StdError::source)
    }
}

impl StdError for CloseError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.first().and_then(StdError::source)
    }
}
