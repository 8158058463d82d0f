//! What is wrong with what is registered.

use core::fmt;
use core::panic::Location;
use std::error::Error as StdError;

use super::draft::Draft;
use crate::graph::ProviderKind;

/// Why a [`DynamicContainer`](crate::DynamicContainer) cannot be built: all that is wrong
/// with what is registered, each problem once.
///
/// `{}` is one line, `{:#}` and `{:?}` the whole report.
///
/// ```
/// use di_core::prelude::*;
/// use di_core::{DynamicContainer, ProblemKind};
///
/// struct Pool;
///
/// #[derive(Injectable)]
/// struct Users { pool: std::sync::Arc<Pool> }
///
/// let error = DynamicContainer::builder().singleton::<Users>().build().expect_err("no pool");
/// assert_eq!(error.to_string(), "the container cannot be built: no provider for `Arc<Pool>`");
/// let problem = &error.problems()[0];
/// assert_eq!(problem.kind(), ProblemKind::Missing);
/// assert_eq!(problem.places()[0].what(), "needed by `Users.pool`");
/// ```
#[derive(Clone)]
pub struct BuildError(Vec<Problem>);

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: ProblemKind,
    message: String,
    places: Vec<Place>,
    similar: Vec<String>,
    help: Vec<String>,
}

/// A place in the code that a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    what: String,
    location: Option<&'static Location<'static>>,
}

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Something is needed that nobody provides.
    Missing,
    /// Services need each other.
    Cycle,
    /// Something long-lived needs something shorter-lived.
    Captive,
    /// Something keeps itself alive through a `Lazy`.
    NeverDropped,
    /// Something scoped is imported from another container.
    ScopedImport,
    /// Two providers have the same key.
    Duplicate,
    /// Two elements of a collection have the same key.
    DuplicateEntry,
    /// Something is overridden that nobody provides.
    UnknownOverride,
    /// Something is overridden by what cannot stand in its place.
    WrongOverride,
    /// Something is overridden that nobody can ask for.
    UnreachableOverride,
    /// Another key is given to what nobody provides.
    UnknownAlias,
    /// Something is decorated that nobody provides, or that cannot be decorated.
    UnknownDecorated,
    /// Something is to replace what nobody provides.
    NothingReplaced,
    /// A crate was expected that contributes nothing.
    MissingCrate,
    /// Something is said of a provider that it has no use for.
    Misplaced,
    /// What a function returns, or a pointer, is registered, and not what is in it.
    Wrapped,
    /// Something is imported of which there is a new one each time.
    FreshImport,
    /// Something has to be opened, and the container was not started.
    NotStarted,
}

impl BuildError {
    /// Of all that is wrong; nothing if nothing is.
    pub(super) fn of(mut problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by(|one, other| one.rank().cmp(&other.rank()));
        problems.dedup();
        Err(Self(problems))
    }

    /// Returns all that is wrong: sorted by kind, then by the first place in the code.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

impl Problem {
    /// By what problems are sorted.
    fn rank(&self) -> impl Ord + use<'_> {
        let first = self.places.iter().find_map(|it| it.location);
        let places: Vec<_> = self.places.iter().map(|it| (it.location, &it.what)).collect();
        (self.kind, first, &self.message, places)
    }

    pub(super) fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        let (places, similar, help) = (Vec::new(), Vec::new(), Vec::new());
        Self { kind, message: message.into(), places, similar, help }
    }

    pub(super) fn at(
        mut self,
        what: impl Into<String>,
        location: &'static Location<'static>,
    ) -> Self {
        self.places.push(Place { what: what.into(), location: Some(location) });
        self
    }

    /// Adds a step that is written nowhere.
    pub(super) fn step(mut self, what: impl Into<String>) -> Self {
        self.places.push(Place { what: what.into(), location: None });
        self
    }

    pub(super) fn similar(mut self, similar: impl Into<String>) -> Self {
        self.similar.push(similar.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// An option that its provider has no use for.
    pub(super) fn misplaced(
        draft: &Draft,
        method: &str,
        of: &str,
        location: &'static Location<'static>,
    ) -> Self {
        let message =
            format!("`.{method}` does not belong on `{}`, which is {}", draft.name, a(draft.kind));
        Self::new(ProblemKind::Misplaced, message)
            .at("said", location)
            .help(format!("remove it: it is for {of}"))
    }

    /// A view that adds nothing, since its trait was not named.
    pub(super) fn provided_as_itself(draft: &Draft, location: &'static Location<'static>) -> Self {
        let message = format!("`{}` is provided as itself already", draft.name);
        Self::new(ProblemKind::Misplaced, message)
            .at("said", location)
            .help("name the trait: `.provides::<dyn SomeTrait>(|it| it)`")
    }

    /// A qualifier of what a scope is given by its type.
    pub(super) fn qualified_input(draft: &Draft, location: &'static Location<'static>) -> Self {
        let message = format!(
            "`{}` is given by its type, so `.qualified(..)` does not belong there",
            draft.name
        );
        Self::new(ProblemKind::Misplaced, message)
            .at(format!("said of a {}", word(draft.kind)), location)
            .help("put it into a type of its own")
    }

    /// Returns what kind of thing is wrong.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// Returns what is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the places in the code that it is about: who needs what is missing, or the way
    /// from one provider to another.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Returns what is registered that may have been meant.
    #[must_use]
    pub fn similar_to(&self) -> &[String] {
        &self.similar
    }

    /// Returns the ways out.
    #[must_use]
    pub fn ways_out(&self) -> &[String] {
        &self.help
    }
}

impl Place {
    /// Returns what is there.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Returns where it is.
    #[must_use]
    pub const fn location(&self) -> Option<&'static Location<'static>> {
        self.location
    }
}

/// A provider, in words.
const fn word(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Value => "value",
        ProviderKind::Singleton => "singleton",
        ProviderKind::Scoped => "scoped service",
        ProviderKind::Input => "scope's input",
        ProviderKind::Resource => "resource",
        ProviderKind::Factory => "factory",
        ProviderKind::Collection => "collection",
        ProviderKind::Import => "import",
    }
}

/// A provider, in words, with its article.
pub(super) fn a(kind: ProviderKind) -> String {
    let article = if kind == ProviderKind::Import { "an" } else { "a" };
    format!("{article} {}", word(kind))
}

/// Where something is, as it is told.
pub(super) fn place(location: &Location<'_>) -> String {
    format!("({}:{})", location.file(), location.line())
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for Place { what, location } in &self.places {
            write!(f, "\n  {what}")?;
            if let Some(location) = location {
                // A step ends in the word that leads to the next.
                write!(f, " {}", place(location))?;
            }
        }
        for similar in &self.similar {
            write!(f, "\nsimilar: {similar}")?;
        }
        for help in &self.help {
            write!(f, "\nhelp: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self.0.len() - 1;
        f.write_str("the container cannot be built")?;
        if f.alternate() {
            if others > 0 {
                write!(f, ": {} problems", others + 1)?;
            }
            for problem in &self.0 {
                write!(f, "\n\n{problem}")?;
            }
            return Ok(());
        }
        write!(f, ": {}", self.0[0].message)?;
        match others {
            0 => Ok(()),
            1 => f.write_str(", and one more problem"),
            _ => write!(f, ", and {others} more problems"),
        }
    }
}

/// The same as `{:#}`: it is what `main` prints of the error that it returns.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl StdError for BuildError {}
