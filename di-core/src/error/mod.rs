//! What goes wrong when something is resolved.

mod display;

use core::panic::Location;
use std::error::Error as StdError;
use std::sync::Arc;

use crate::graph::{Dependency, Node};
use crate::name::Short;

/// An error of any type, as constructors return it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What resolving returns.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why something could not be resolved.
///
/// `{}` is one line. `{:#}` and `{:?}` are the whole story: who needed what,
/// each with its `file:line`, down to the constructor's own error, which
/// [`source`](StdError::source) gives to `downcast_ref`.
///
/// ```
/// use di_core::prelude::*;
///
/// struct Pool;
///
/// fn connect() -> Result<Pool, std::num::ParseIntError> {
///     "not a port".parse::<u16>().map(|_| Pool)
/// }
///
/// #[derive(Injectable)]
/// struct Users { pool: std::sync::Arc<Pool> }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(with = connect)]
///     pool: Singleton<Pool>,
///     users: Factory<Users>,
/// }
///
/// let error = App::new().resolve::<Users>().err().expect("no pool");
/// assert_eq!(error.to_string(), "the constructor of `Pool` failed (Users -> Pool)");
/// assert!(format!("{error:#}").contains("caused by: invalid digit found in string"));
/// let source = std::error::Error::source(&error).expect("the constructor's own error");
/// assert!(source.downcast_ref::<std::num::ParseIntError>().is_some());
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// The innermost step first: each caller appends itself.
    path: Vec<Step>,
    /// Shared by all threads that waited for one failing constructor.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A constructor returned an error.
    ConstructorFailed,
    /// A constructor panicked in another thread, while this one waited for it.
    ConstructorPanicked,
    /// A constructor asked, on a way that the compiler cannot see, for what is
    /// being built because of it.
    Cycle,
    /// Something was asked for that nobody has registered.
    NotProvided,
    /// An input of a scope was asked for that the scope was not given.
    NotGiven,
    /// A scope was given two of the same input.
    GivenTwice,
    /// A scope was given something that is not registered as an input.
    NoInput,
    /// A container was started whose wiring is wrong.
    NotBuilt,
    /// Something scoped was asked of the container itself.
    ScopeRequired,
    /// A `Lazy`, a `Provider` or a `Maker` was used before its container was shared.
    NotShared,
    /// A `Lazy`, a `Provider` or a `Maker` of something scoped was asked of a scope
    /// on the stack, where it could not be found again.
    ScopeNotShared,
    /// The container, or the scope, is gone, or the container was shut down.
    Closed,
    /// A resource was asked for that is not open: the container was not started, or
    /// only overridden services need it.
    NotStarted,
    /// Something that is opened in each scope was asked for before it was opened.
    NotOpened,
    /// The `start` function of a singleton returned an error.
    StartFailed,
    /// A closer returned an error.
    CloserFailed,
    /// A closer panicked.
    CloserPanicked,
    /// A closer took longer than it was given.
    CloserTimedOut,
    /// A closer was dropped half-way, because the shutdown that ran it was.
    CloserDropped,
    /// A resource was asked for as `&T` whose closer takes the last instance.
    NotLent,
    /// A closer takes the last instance, but something else still keeps it.
    StillKept,
    /// A scope was dropped without being closed, so that the shutdown had to close it.
    LeftOpen,
    /// Scopes were open when the container was shut down, and did not end in time.
    ScopesOpen,
}

/// The provider, or the type, that something went wrong with.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) service: &'static str,
    pub(crate) by: By,
    pub(crate) location: &'static Location<'static>,
}

/// Whose location is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum By {
    /// That of the container's field that provides it.
    Field(&'static str),
    /// That of what a `Maker` makes.
    Maker,
    /// That of whoever asks the container from outside.
    Caller,
    /// That of whoever gives it to a scope.
    Giver,
    /// That of its registration. There may be several at one place, with qualifiers.
    Registration { qualifier: Option<&'static str> },
    /// Nobody's: it is about the container itself.
    Nobody,
}

impl Wanted {
    /// What is asked for from outside.
    #[cold]
    pub(crate) fn asked<T>(location: &'static Location<'static>) -> Self {
        Self { service: core::any::type_name::<T>(), by: By::Caller, location }
    }
}

impl From<&'static Node> for Wanted {
    fn from(node: &'static Node) -> Self {
        let by = if node.is_registered() {
            By::Registration { qualifier: node.qualifier() }
        } else {
            By::Field(node.name())
        };
        Self { service: node.type_name(), by, location: node.location() }
    }
}

impl From<Wanted> for Step {
    fn from(Wanted { service, by, location }: Wanted) -> Self {
        Self { service: Short(service).to_string(), parameter: None, by, location }
    }
}

/// One service on the way from what was asked for to what failed.
#[derive(Clone, Debug)]
pub struct Step {
    service: String,
    parameter: Option<String>,
    by: By,
    location: &'static Location<'static>,
}

impl Step {
    /// Returns the service's type, without module paths.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Returns the field or parameter by which it asked for the next step; `None`
    /// for the step that failed, and for a constructor that resolved something
    /// itself.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }

    /// Returns where that field, or the failing step's provider, is written; where a
    /// container that is closed was asked, if the step has neither.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.location
    }
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, wanted: impl Into<Wanted>) -> Self {
        Self(Box::new(Inner { kind, path: vec![wanted.into().into()], source: None }))
    }

    /// Adds why.
    #[cold]
    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    #[cold]
    pub(crate) fn constructor(wanted: impl Into<Wanted>, source: BoxError) -> Self {
        // A constructor that resolved something itself passes our own error on:
        // one path, not an error within an error.
        match source.downcast::<Self>() {
            Ok(inner) => {
                let mut error = *inner;
                error.0.path.push(wanted.into().into());
                error
            }
            Err(source) => {
                let mut error = Self::new(ErrorKind::ConstructorFailed, wanted);
                error.0.source = Some(Arc::from(source));
                error
            }
        }
    }

    #[cold]
    pub(crate) fn panicked(node: &'static Node) -> Self {
        Self::new(ErrorKind::ConstructorPanicked, node)
    }

    #[cold]
    pub(crate) fn cycle(node: &'static Node) -> Self {
        Self::new(ErrorKind::Cycle, node)
    }

    /// Something is asked for that no provider gives.
    #[cold]
    pub(crate) fn not_provided<T>() -> Self {
        let (service, location) = (core::any::type_name::<T>(), Location::caller());
        Self::new(ErrorKind::NotProvided, Wanted { service, by: By::Nobody, location })
    }

    /// Adds where that was asked for which no provider gives, if nobody needed it on the way.
    #[cold]
    pub(crate) fn asked_at(mut self, location: &'static Location<'static>) -> Self {
        if let (ErrorKind::NotProvided, [only]) = (self.0.kind, &mut *self.0.path) {
            (only.by, only.location) = (By::Caller, location);
        }
        self
    }

    #[cold]
    pub(crate) fn scope_required(node: &'static Node) -> Self {
        Self::new(ErrorKind::ScopeRequired, node)
    }

    /// Adds the service that asked for what failed.
    #[cold]
    pub(crate) fn needed_by(mut self, dependency: &Dependency) -> Self {
        self.0.path.push(Step {
            service: Short(dependency.consumer()).to_string(),
            parameter: Some(dependency.parameter().to_owned()),
            by: By::Nobody,
            location: dependency.location(),
        });
        self
    }

    /// Adds the function whose parameter was asked for.
    #[cold]
    pub(crate) fn needed_by_parameter(
        mut self,
        service: &'static str,
        parameter: String,
        location: &'static Location<'static>,
    ) -> Self {
        let service = Short(service).to_string();
        self.0.path.push(Step { service, parameter: Some(parameter), by: By::Nobody, location });
        self
    }

    /// Adds the provider that asked, by the dependency at a position of its own.
    #[cold]
    pub(crate) fn asked_by(
        self,
        node: &'static Node,
        position: usize,
        dependency: &Dependency,
    ) -> Self {
        if dependency.parameter().is_empty() {
            let parameter = node.parameter(position);
            return self.needed_by_parameter(node.type_name(), parameter, node.location());
        }
        self.needed_by(dependency)
    }

    /// Returns what kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the services from the one that was asked for to the one that
    /// failed.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// struct Request;
    ///
    /// #[derive(Injectable)]
    /// struct Audit<'a> { request: &'a Request }
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     #[provide(input)]
    ///     request: Scoped<Request>,
    ///     audit: Factory<Audit<'static>>,
    /// }
    ///
    /// let app = App::new();
    /// let error = app.resolve::<Audit<'_>>().err().expect("there is no scope");
    /// assert_eq!(error.kind(), di_core::ErrorKind::ScopeRequired);
    /// let steps: Vec<_> = error.path().map(|it| (it.service(), it.parameter())).collect();
    /// assert_eq!(steps, [("Audit<'_>", Some("request")), ("Request", None)]);
    /// ```
    #[must_use]
    pub fn path(&self) -> impl DoubleEndedIterator<Item = &Step> + ExactSizeIterator {
        self.0.path.iter().rev()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}
