//! A container whose providers are only known to the running program.

mod advice;
mod amend;
mod builder;
mod by_value;
mod cell;
mod discover;
mod draft;
mod entry;
mod hook;
mod import;
mod lifecycle;
mod link;
mod module;
mod overriding;
mod problem;
mod provides;
mod providing;
// Thousands of wirings are too many for Miri.
#[cfg(all(test, not(miri)))]
mod random;
mod recipe;
mod registration;
mod required;
mod scope;
mod select;
mod similar;
mod table;
mod validate;
mod wrapping;

use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::HashMap;
use std::sync::Arc;

pub use builder::Builder;
pub use by_value::ByValue;
use cell::{Cell, Spot, known};
pub use discover::Contribution;
use entry::Entry;
pub use module::Module;
pub use overriding::Overriding;
pub use problem::{BuildError, Place, Problem, ProblemKind};
pub use provides::{Asked, Element, Lends, by_value, lend};
pub use providing::Providing;
use recipe::Cx;
pub use registration::{BoxedOnly, Kept, Made, Registration};
pub use scope::Inputs;
use scope::ScopeSlots;
use table::TypeTable;

use crate::container::{self, Container};
use crate::context::ScopeState;
use crate::error::Error;
use crate::graph::Graph;
use crate::home::Home;
use crate::key::{Binding, Key};
use crate::lifecycle::{self as lifecycles, Limits, ShuttingDown, Step, Targets, Timer, Tracked};
use crate::resolve::Resolve;
use crate::scope::{OwnedScope, Scope};
use crate::slot::{BuildOrder, Release};

#[doc = include_str!("../doc/dynamic.md")]
pub struct DynamicContainer {
    graph: &'static Graph,
    /// The same, in which what is overridden needs nothing.
    in_effect: &'static Graph,
    entries: Box<[Entry]>,
    /// What each dependency of each constructor leads to.
    links: Box<[Spot]>,
    /// Who provides an `Arc<T>` or a `&T`, and who a `T`, without a qualifier.
    shared: TypeTable,
    owned: TypeTable,
    /// Who provides whatever is asked for.
    bindings: HashMap<Binding, Spot>,
    /// What was built, at the same positions as the entries.
    cells: Box<[Cell]>,
    order: BuildOrder,
    /// Which providers can only be asked in a scope.
    needs_scope: Box<[bool]>,
    /// How many providers are scoped.
    scoped: usize,
    home: Home,
    is_closed: AtomicBool,
}

/// A provider, and how it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Target {
    entry: usize,
    view: usize,
}

/// What leads from a constructor to the providers that it needs.
#[derive(Clone, Copy, Debug, Default)]
#[doc(hidden)]
pub enum Link {
    /// Nothing: who provides what is looked up.
    #[default]
    None,
    /// The links from this position on.
    Of(u32),
    /// To a provider; [nowhere](Spot::NOWHERE) if there is none, and that is as it should be;
    /// [somewhere](Spot::UNKNOWN) if it has to be looked up all the same.
    To(Spot),
}

impl container::Link<DynamicContainer> for Link {
    #[inline]
    fn at(self, container: &DynamicContainer, position: usize) -> Self {
        match self {
            Self::Of(first) => {
                let spot = container.links.get(first as usize + position);
                Self::To(spot.copied().unwrap_or(Spot::UNKNOWN))
            }
            // Its constructor is nobody's, and seldom called: its code looks nothing up itself.
            _ => Self::To(Spot::UNKNOWN),
        }
    }
}

impl Container for DynamicContainer {
    const GRAPH: Graph = Graph::new("DynamicContainer", &[]);

    type Link = Link;
    type Slots = ScopeSlots;
    type State = Arc<ScopeState<Self>>;
    type Tracking = Tracked;

    const STARTS: bool = true;

    fn graph(&self) -> &'static Graph {
        self.graph
    }

    fn graph_in_effect(&self) -> &'static Graph {
        self.in_effect
    }

    fn release(slots: &mut ScopeSlots) {
        slots.release();
    }

    fn is_overridden(&self, index: usize) -> bool {
        self.entries[index].is_overridden
    }

    fn open_in_scope(cx: Cx<'_>, index: usize) -> Option<Step<'_>> {
        lifecycle::open_in_scope(cx, index)
    }

    fn open_before(cx: Cx<'_>, targets: Targets) -> Step<'_> {
        lifecycles::open_before(cx, targets)
    }

    fn find(cx: Cx<'_>, key: fn() -> Key) -> Option<usize> {
        let spot = known(cx).or_else(|| cx.container().find_key(&key()));
        spot.map(|it| it.entry as usize)
    }

    fn needs_scope(&self, index: usize) -> bool {
        self.needs_scope[index]
    }

    #[inline]
    fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    fn end_within<'close>(
        &'close self,
        limits: Limits,
        timer: impl Timer + Send + 'close,
    ) -> ShuttingDown<'close> {
        lifecycles::shutdown_within(self, limits, timer)
    }

    fn note_closed(&self) {
        self.is_closed.store(true, Ordering::Release);
    }

    #[inline]
    fn home(&self) -> Option<&Home> {
        Some(&self.home)
    }
}

impl DynamicContainer {
    /// Begins to register providers.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Begins with what all linked crates contribute: whatever is marked
    /// `#[injectable(singleton)]`, `#[injectable(scoped)]` or `#[injectable(factory)]`.
    ///
    /// It is registered in the order of the crates', modules' and services' names, whatever
    /// the linker does. A crate that nobody names is not linked, and contributes nothing:
    /// say which crates are expected, [`Builder::expect_crate`].
    #[must_use]
    #[track_caller]
    pub fn discover() -> Builder {
        let mut builder = Builder::default();
        builder.discover();
        builder
    }

    /// Returns the wiring.
    #[must_use]
    pub fn graph(&self) -> &'static Graph {
        self.graph
    }

    /// Finds who provides a key.
    fn find_key(&self, key: &Key) -> Option<Spot> {
        self.bindings.get(&key.binding).copied()
    }

    /// Opens a scope, which borrows the container.
    #[must_use]
    pub fn scope(&self) -> Scope<'_, Self> {
        Scope::open(self, ScopeSlots::default())
    }

    /// Opens a scope that may be sent to another task.
    #[must_use]
    pub fn scope_owned(self: &Arc<Self>) -> OwnedScope<Self> {
        OwnedScope::open(Arc::clone(self), ScopeSlots::default())
    }

    /// Opens a scope and gives it its inputs: a tuple with an instance for each
    /// [`Builder::input`], in any order.
    ///
    /// ```
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// struct RequestId(u32);
    ///
    /// let app = DynamicContainer::builder().input::<RequestId>().build()?;
    /// let scope = app.scope_with((RequestId(7),))?;
    /// assert_eq!(scope.resolve::<&RequestId>()?.0, 7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If something is given that is not registered as an input, or twice.
    #[track_caller]
    pub fn scope_with(&self, inputs: impl Inputs) -> Result<Scope<'_, Self>, Error> {
        let slots = ScopeSlots::default();
        self.give(inputs, &slots)?;
        Ok(Scope::open(self, slots))
    }

    /// Opens a scope that may be sent to another task, and gives it its inputs.
    ///
    /// # Errors
    ///
    /// As for [`scope_with`](Self::scope_with).
    #[track_caller]
    pub fn scope_owned_with(
        self: &Arc<Self>,
        inputs: impl Inputs,
    ) -> Result<OwnedScope<Self>, Error> {
        let slots = ScopeSlots::default();
        self.give(inputs, &slots)?;
        Ok(OwnedScope::open(Arc::clone(self), slots))
    }

    /// Resolves one element of a collection by its key, and builds none of the others.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// trait Payment: Send + Sync { fn fee(&self) -> u32; }
    ///
    /// #[derive(Injectable)]
    /// struct Card;
    /// impl Payment for Card { fn fee(&self) -> u32 { 3 } }
    ///
    /// let app = DynamicContainer::builder()
    ///     .singleton::<Card>()
    ///     .contributes_as::<_, dyn Payment>("card", |it| it)
    ///     .build()?;
    /// let card: Arc<dyn Payment> = app.resolve_entry(&"card")?;
    /// assert_eq!(card.fee(), 3);
    /// assert!(app.resolve_entry::<_, Arc<dyn Payment>>(&"cash").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is none with this key, or it cannot be resolved.
    #[track_caller]
    pub fn resolve_entry<'c, K, V>(&'c self, key: &K) -> Result<V, Error>
    where
        K: Eq + fmt::Debug + 'static,
        V: Element<'c>,
    {
        Self::entry(self.context(), key)
    }
}

impl Scope<'_, DynamicContainer> {
    /// Resolves one element of a collection by its key, as
    /// [`DynamicContainer::resolve_entry`] does.
    ///
    /// # Errors
    ///
    /// As there.
    #[track_caller]
    pub fn resolve_entry<'c, K, V>(&'c self, key: &K) -> Result<V, Error>
    where
        K: Eq + fmt::Debug + 'static,
        V: Element<'c>,
    {
        DynamicContainer::entry(self.context(), key)
    }
}

impl OwnedScope<DynamicContainer> {
    /// Resolves one element of a collection by its key, as
    /// [`DynamicContainer::resolve_entry`] does.
    ///
    /// # Errors
    ///
    /// As there.
    #[track_caller]
    pub fn resolve_entry<'c, K, V>(&'c self, key: &K) -> Result<V, Error>
    where
        K: Eq + fmt::Debug + 'static,
        V: Element<'c>,
    {
        DynamicContainer::entry(self.context(), key)
    }
}

impl Drop for DynamicContainer {
    fn drop(&mut self) {
        let resources = self.entries.iter_mut().filter_map(Entry::opened);
        let kept = self.cells.iter_mut().map(|it| &mut it.slot as &mut dyn Release);
        scope::release(&mut kept.chain(resources).collect::<Vec<_>>());
    }
}

impl fmt::Debug for DynamicContainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DynamicContainer({} providers)", self.entries.len())
    }
}

// A constructor that panics leaves its slot free again.
impl UnwindSafe for DynamicContainer {}
impl RefUnwindSafe for DynamicContainer {}
