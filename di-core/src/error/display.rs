//! How an error reads.

use core::fmt;
use std::error::Error as _;

use super::{By, Error, ErrorKind, Step};

impl Error {
    fn failed(&self) -> &str {
        self.0.path.first().map_or("", Step::service)
    }

    fn write_problem(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed = self.failed();
        match self.0.kind {
            ErrorKind::ConstructorFailed => write!(f, "the constructor of `{failed}` failed"),
            // Whoever started the container got no panic, but this error and its source.
            ErrorKind::ConstructorPanicked if self.0.source.is_some() => {
                write!(f, "the constructor of `{failed}` panicked")
            }
            ErrorKind::ConstructorPanicked => {
                write!(f, "the constructor of `{failed}` panicked in another thread")
            }
            ErrorKind::NotStarted => write!(f, "`{failed}` is not open"),
            ErrorKind::StartFailed => write!(f, "`{failed}` did not start"),
            ErrorKind::CloserFailed => write!(f, "the closer of `{failed}` failed"),
            ErrorKind::CloserPanicked => write!(f, "the closer of `{failed}` panicked"),
            ErrorKind::CloserTimedOut => write!(f, "the closer of `{failed}` took too long"),
            ErrorKind::CloserDropped => {
                write!(f, "the closer of `{failed}` was dropped half-way, with its shutdown")
            }
            ErrorKind::NotOpened => write!(f, "`{failed}` is not open in this scope"),
            ErrorKind::NotLent => {
                write!(f, "`{failed}` is not lent, because its closer takes the last one")
            }
            ErrorKind::StillKept => {
                write!(f, "the closer of `{failed}` takes the last one, but something keeps it")
            }
            ErrorKind::LeftOpen => {
                write!(f, "`{failed}` was left open: its scope was dropped, not closed")
            }
            ErrorKind::ScopesOpen => write!(f, "scopes of `{failed}` were open at the shutdown"),
            ErrorKind::Cycle => write!(f, "`{failed}` needs itself while it is being built"),
            ErrorKind::NotProvided => write!(f, "no provider for `{failed}`"),
            ErrorKind::NotGiven => write!(f, "`{failed}` was not given to the scope"),
            ErrorKind::GivenTwice => write!(f, "`{failed}` was given to the scope twice"),
            ErrorKind::NoInput => write!(f, "`{failed}` is no input of a scope"),
            ErrorKind::NotBuilt => match self.source() {
                Some(report) => write!(f, "{report}"),
                None => f.write_str("the container cannot be built"),
            },
            ErrorKind::ScopeRequired => write!(f, "`{failed}` needs a scope"),
            ErrorKind::NotShared => {
                write!(f, "`{failed}` is resolved later, but its container is not shared")
            }
            ErrorKind::ScopeNotShared => {
                write!(f, "`{failed}` is resolved later, but its scope is not shared")
            }
            ErrorKind::Closed => {
                write!(f, "`{failed}` cannot be resolved: its container or scope is closed")
            }
        }
    }

    fn write_path(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.path().enumerate() {
            let arrow = if position == 0 { "" } else { " -> " };
            write!(f, "{arrow}{}", step.service)?;
        }
        Ok(())
    }

    fn write_story(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The whole report, which says more than this error does.
        if let (ErrorKind::NotBuilt, Some(report)) = (self.0.kind, self.source()) {
            return write!(f, "{report:#}");
        }
        self.write_problem(f)?;
        for (position, step) in self.0.path.iter().enumerate() {
            let Step { service, parameter, by, location } = step;
            let place = format!("({}:{})", location.file(), location.line());
            match (parameter, by) {
                (Some(parameter), _) => {
                    write!(f, "\n  needed by `{service}.{parameter}` {place}")?;
                }
                (None, By::Nobody) => {}
                (None, By::Registration { .. }) if position == 0 => {
                    write!(f, "\n  `{service}` is registered {place}")?;
                }
                (None, By::Registration { .. }) => {
                    write!(f, "\n  needed by the constructor of `{service}` {place}")?;
                }
                (None, By::Giver) => write!(f, "\n  `{service}` is given {place}")?,
                (None, By::Caller) => write!(f, "\n  `{service}` is asked for {place}")?,
                (None, By::Maker) if position == 0 => {
                    write!(f, "\n  `{service}` is made by a `Maker` {place}")?;
                }
                (None, By::Maker) => write!(f, "\n  needed by the `Maker` of `{service}` {place}")?,
                (None, By::Field(field)) if position == 0 => {
                    write!(f, "\n  `{service}` is provided by `{field}` {place}")?;
                }
                (None, By::Field(field)) => write!(
                    f,
                    "\n  needed by the constructor of `{service}`, provided by `{field}` {place}"
                )?,
            }
        }
        f.write_str("\npath: ")?;
        self.write_path(f)?;
        let mut source = self.source();
        let mut label = "\ncaused by";
        while let Some(cause) = source {
            write!(f, "{label}: {cause}")?;
            label = "\n       by";
            source = cause.source();
        }
        match self.help() {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }

    /// Returns what went wrong, without the way to it: the first line of `{:#}`.
    ///
    /// ```
    /// # use di_core::prelude::*;
    /// # struct Visitor;
    /// # #[derive(Container)]
    /// # struct App { #[provide(input)] visitor: Scoped<Visitor> }
    /// let error = App::new().resolve::<&Visitor>().err().expect("there is no scope");
    /// assert_eq!(error.problem().to_string(), "`Visitor` needs a scope");
    /// assert_eq!(error.help(), Some("open a scope, `container.scope(..)`, and resolve from it"));
    /// ```
    #[must_use]
    pub fn problem(&self) -> impl fmt::Display + '_ {
        Problem(self)
    }

    /// Returns what to do about it, if that is not up to what has failed itself.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        Some(match self.0.kind {
            ErrorKind::Cycle => {
                "do not resolve this service, or what needs it, while it is being built"
            }
            ErrorKind::NotGiven => "open the scope with it, `container.scope_with((..,))`",
            ErrorKind::GivenTwice => "give one of them",
            ErrorKind::NoInput => "register it, `.input::<..>()`",
            ErrorKind::NotProvided => {
                "register one; that there is one is checked when the container is built, \
                 if a service needs it, or if you say so: `.requires::<..>()`"
            }
            ErrorKind::ScopeRequired => "open a scope, `container.scope(..)`, and resolve from it",
            ErrorKind::NotShared if self.0.source.is_some() => {
                "ask the container that it imports from, or give it a `Value`"
            }
            ErrorKind::NotShared => "share the container first, `container.build()`",
            ErrorKind::ScopeNotShared => "open the scope by `container.scope_owned(..)`",
            ErrorKind::NotStarted => {
                "start the container, `container.start().await`, or override this \
                 resource: what only overridden services need is not opened"
            }
            ErrorKind::NotOpened => {
                "its constructor is `async`, so ask for it, or for what needs it, by \
                 `scope.resolve_async().await`"
            }
            ErrorKind::NotLent => "ask for an `Arc` of it, or let the closer take an `Arc`",
            ErrorKind::StillKept => {
                "drop what keeps it before it is closed, or let the closer take an `Arc`"
            }
            ErrorKind::LeftOpen => {
                "close the scope, `scope.close().await`, or say who closes what is dropped, \
                 `container.on_unclosed(..)`"
            }
            ErrorKind::ScopesOpen => {
                "give them more time, `Limits::each(..).scopes(..)`; if one never ends, something \
                 keeps it, such as a task that was spawned with it"
            }
            ErrorKind::CloserDropped => {
                "await the shutdown to its end; to bound it, give it limits: \
                 `container.shutdown_within(limits, timer)`"
            }
            ErrorKind::ConstructorFailed
            | ErrorKind::ConstructorPanicked
            | ErrorKind::NotBuilt
            | ErrorKind::StartFailed
            | ErrorKind::CloserFailed
            | ErrorKind::CloserPanicked
            | ErrorKind::CloserTimedOut
            | ErrorKind::Closed => return None,
        })
    }
}

/// What went wrong, as text.
struct Problem<'e>(&'e Error);

impl fmt::Display for Problem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_problem(f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return self.write_story(f);
        }
        self.write_problem(f)?;
        f.write_str(" (")?;
        self.write_path(f)?;
        f.write_str(")")
    }
}

/// The same as `{:#}`: it is what `main` prints of the error that it returns.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_story(f)
    }
}
