//! Dependency injection whose wiring the compiler checks.
//!
//! A *service* is a type that the container builds: `#[derive(Injectable)]`. A
//! *container* is a struct that lists *providers*: `#[derive(Container)]`. A
//! provider says how a service is obtained and how long it lives: [`Value`],
//! [`Singleton`], [`Scoped`], [`Factory`], [`Resource`]. What is missing, cyclic, captive or
//! provided twice is an error at `cargo check`.
//!
//! ```
//! use std::sync::Arc;
//! use di_core::prelude::*;
//!
//! trait Clock: Send + Sync {
//!     fn now(&self) -> u64;
//! }
//!
//! #[derive(Injectable)]
//! struct SystemClock;
//!
//! impl Clock for SystemClock {
//!     fn now(&self) -> u64 {
//!         1_700_000_000
//!     }
//! }
//!
//! struct RequestId(u32);
//!
//! // What lives long keeps an `Arc`; what is used and dropped borrows.
//! #[derive(Injectable)]
//! struct Audit<'a> {
//!     clock: &'a dyn Clock,
//!     request: &'a RequestId,
//! }
//!
//! #[derive(Container)]
//! struct App {
//!     #[provide(SystemClock)]
//!     clock: Singleton<dyn Clock>,
//!     #[provide(input)]
//!     request: Scoped<RequestId>,
//!     audit: Factory<Audit<'static>>,
//! }
//!
//! let app = App::new().build();
//! let scope = app.scope(RequestId(7));
//! let audit: Audit<'_> = scope.resolve()?;
//! assert_eq!((audit.clock.now(), audit.request.0), (1_700_000_000, 7));
//! # Ok::<(), di_core::Error>(())
//! ```
//!
//! To ask a container or a scope, see [`Resolve`]. To swap a part in a test,
//! call `override_with` on its field before the container is shared. To look at
//! the wiring, see [`Graph`].
#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "dynamic"),
    allow(dead_code, unused_imports, reason = "what only the dynamic container needs")
)]

mod check;
mod claim;
mod collection;
mod container;
mod context;
#[cfg(feature = "dynamic")]
mod dynamic;
mod error;
mod function;
mod graph;
mod home;
mod import;
mod key;
mod lazy;
mod lifecycle;
mod maker;
mod name;
mod named;
mod optional;
mod provider;
mod resolve;
mod resolving;
mod scope;
mod slot;
mod text;

pub use collection::{ProvidesElements, ProvidesEntries};
pub use container::{Construct, ConstructWith, Container, Provides, SharedContainer};
pub use context::Context;
#[doc = include_str!("doc/container.md")]
pub use di_macros::Container;
#[doc = include_str!("doc/injectable.md")]
pub use di_macros::Injectable;
#[cfg(feature = "dynamic")]
#[doc = include_str!("doc/contribute.md")]
pub use di_macros::injectable;
#[cfg(feature = "dynamic")]
pub use dynamic::{
    Asked, BoxedOnly, BuildError, Builder, ByValue, DynamicContainer, Element, Inputs, Kept, Made,
    Module, Overriding, Place, Problem, ProblemKind, Providing, Registration,
};
pub use error::{BoxError, Error, ErrorKind, Result, Step};
pub use function::{AtOnce, DependencyList, IntoService, ProviderFn, Returns};
pub use graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};
pub use lazy::{Lazy, LazyKey, Provider};
#[cfg(feature = "tokio")]
pub use lifecycle::TokioTimer;
pub use lifecycle::{
    Asynchronous, CloseError, Failure, Limits, Open, Outcome, ScopeError, ShutdownError,
    StartError, StartReport, StartStep, Synchronous, Timer, Unclosed,
};
pub use maker::Maker;
pub use named::{Named, ProvidesNamed};
pub use optional::ProvidesOptional;
pub use provider::{Factory, IntoValue, Resource, Scoped, Singleton, Value};
pub use resolve::Resolve;
pub use resolving::Resolving;
pub use scope::{OwnedScope, Scope};

/// Everything that an application names.
pub mod prelude {
    pub use crate::{
        Container, Factory, Injectable, Lazy, Maker, Named, OwnedScope, Provider, Provides,
        Resolve, Resource, Scope, Scoped, Singleton, Value,
    };
    #[cfg(feature = "dynamic")]
    pub use crate::{DynamicContainer, injectable};
}

/// What the derives' output needs and nobody else should name.
#[doc(hidden)]
pub mod __private {
    pub use std::boxed::Box;
    pub use std::sync::Arc;
    pub use std::vec::Vec;

    pub use crate::check::{check, looks_for_scope_later};
    pub use crate::collection::{differ, same_key};
    pub use crate::context::{LooksLater, ScopePlace, SharedScopes};
    pub use crate::name::Short;
    #[cfg(feature = "dynamic")]
    pub use inventory;

    #[cfg(feature = "dynamic")]
    pub use crate::dynamic::{Contribution, Lends, by_value, lend};
    pub use crate::function::{Constructor, function};
    pub use crate::home::{Home, Share, ShareAnyway};
    pub use crate::import::{Imported, import};
    pub use crate::key::Key;
    pub use crate::lifecycle::{
        BodyError, Close, CloseFn, Hook, Lifecycle, NothingToStart, OnUnclosed, Opens,
        ShuttingDown, Step, Takes, Targets, Tracked, TrackedLater, build_and_start, build_eagerly,
        check_opened, close, close_itself, close_later, closer, hook, on_unclosed, on_unclosed_or,
        open, open_before, open_itself, open_scoped, opener, run_in_scope, share_overridden,
        shutdown, shutdown_within, start, start_report, stop,
    };
    pub use crate::maker::ConstructMaker;
    pub use crate::optional::Present;
    pub use crate::provider::{Held, lent};
    pub use crate::slot::{Release, Slot, release_in_reverse};

    /// Stands where a mistake leaves nothing to generate. The mistake is a compile
    /// error, so this never runs, except for an input: it is given, not built.
    #[cold]
    #[must_use]
    pub fn mistake<T>() -> T {
        unreachable!("there is a compile error, or a slot of an input was empty")
    }
}
