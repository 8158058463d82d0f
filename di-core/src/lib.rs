//! Dependency injection whose wiring the compiler checks.
//!
//! A *service* is a type that the container builds: `#[derive(Injectable)]`. A
//! *container* is a struct that lists *providers*: `#[derive(Container)]`. A
//! provider says how a service is obtained and how long it lives: [`Value`],
//! [`Singleton`], [`Scoped`], [`Factory`]. What is missing, cyclic, captive or
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

mod check;
mod claim;
mod collection;
mod container;
mod context;
mod error;
mod function;
mod graph;
mod home;
mod import;
mod lazy;
mod maker;
mod name;
mod named;
mod optional;
mod provider;
mod resolve;
mod scope;
mod slot;
mod text;

pub use collection::ProvidesEntries;
pub use container::{Construct, ConstructWith, Container, Provides, SharedContainer};
pub use context::Context;
/// Makes a struct a container: a set of providers, whose wiring is checked.
///
/// Each field is a provider: [`Value<T>`], [`Singleton<T>`], [`Scoped<T>`] or
/// [`Factory<T>`], by that name. `T` is a type, or a `dyn Trait`.
///
/// # Who builds a field
///
/// - no attribute: the service's own `#[derive(Injectable)]`
/// - `#[provide(SmtpMailer)]`: the derive of the type behind a `dyn Trait`
/// - `#[provide(with = connect)]`: a function, a method or a closure that captures
///   nothing, of up to 16 parameters, which are its dependencies. For a `T` it
///   returns `T`, `Arc<T>` or `Box<T>`; for a `dyn Trait`, `Arc<dyn Trait>` or
///   `Box<dyn Trait>` (a `Factory<dyn Trait>`: `Box<dyn Trait>`); or a `Result` of
///   one of these with any error that `?` would box. Whether a closure may return
///   what borrows from its parameters is up to the compiler; a `fn` always may
/// - `#[provide(SmtpMailer, with = smtp)]`: a function that returns the type behind
///   the trait
/// - `#[provide(input)]`, on a `Scoped`: whoever opens the scope
/// - `#[provide(borrowed)]`, on a `Scoped`, beside any of these: as without it, but
///   the service lives in the scope itself and only `&T` is provided
///
/// A generic container can list its own parameter `T` as a `Value<T>` or with a
/// function, `#[provide(with = T::default)]`; what `T` would be built from by a
/// derive, nobody knows yet.
///
/// # What is generated
///
/// - `new`, with one argument for each `Value`, in the order of the fields: a `T`,
///   or an `Arc<dyn Trait>`
/// - `build`, which makes it an `Arc`
/// - `scope` and `scope_owned`, with one argument for each `input`
/// - [`Container`](trait@Container), with the [`Graph`], and [`Provides`] for each
///   key
/// - `Drop`, which drops the singletons in reverse order of construction
///
/// # What is an error
///
/// A dependency that no field provides, a cycle, a singleton that would hold what
/// is scoped, two fields that provide one key, a shared service that is not
/// `Send + Sync`. All of it at `cargo check`; the cycles and captives of a generic
/// container at `cargo build`, because its wiring is known only then.
///
/// # Attributes
///
/// `#[container(crate = path)]` on the struct, if `di_core` has another name.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct Config { url: &'static str }
/// struct Pool(&'static str);
///
/// fn connect(config: Arc<Config>) -> Result<Pool, std::io::Error> {
///     Ok(Pool(config.url))
/// }
///
/// #[derive(Container)]
/// struct App {
///     config: Value<Config>,
///     #[provide(with = connect)]
///     pool: Singleton<Pool>,
///     #[provide(with = |pool: &Pool| pool.0.len())]
///     length: Factory<usize>,
/// }
///
/// let app = App::new(Config { url: "db" }).build();
/// assert_eq!(app.resolve::<usize>()?, 2);
/// # Ok::<(), di_core::Error>(())
/// ```
pub use di_macros::Container;
/// Makes a struct a service: each field is asked of the container.
///
/// A field's type is the key: `Arc<T>` or `Arc<dyn Trait>` to keep, `&'a T` or
/// `&'a dyn Trait` to borrow, `T`, `Box<dyn Trait>` from a [`Factory`]. Structs with
/// named fields, tuple structs and unit structs can be services, generic or not. A
/// struct has at most one lifetime, that of the container or scope it borrows from.
///
/// # Attributes
///
/// - `#[inject(default)]` on a field: its `Default`, not the container. A
///   `PhantomData` needs no attribute
/// - `#[inject(with = expr)]` on a field: an expression
/// - `#[injectable(crate = path)]` on the struct, if `di_core` has another name
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::AtomicU64;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Clock;
///
/// #[derive(Injectable)]
/// struct Signup {
///     clock: Arc<Clock>,
///     #[inject(default)]
///     sent: AtomicU64,
///     #[inject(with = 12)]
///     rounds: u32,
/// }
///
/// #[derive(Container)]
/// struct App { clock: Singleton<Clock>, signup: Factory<Signup> }
///
/// let signup: Signup = App::new().resolve()?;
/// assert_eq!((signup.sent.into_inner(), signup.rounds), (0, 12));
/// # Ok::<(), di_core::Error>(())
/// ```
pub use di_macros::Injectable;
pub use error::{BoxError, Error, ErrorKind, Result, Step};
pub use function::{DependencyList, IntoService, ProviderFn};
pub use graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};
pub use lazy::{Lazy, LazyKey, Provider};
pub use maker::{Maker, MakerFn};
pub use named::Named;
pub use optional::ProvidesOptional;
pub use provider::{Factory, IntoValue, Scoped, Singleton, Value};
pub use resolve::Resolve;
pub use scope::{OwnedScope, Scope};

/// Everything that an application names.
pub mod prelude {
    pub use crate::{
        Container, Factory, Injectable, Lazy, Maker, Named, OwnedScope, Provider, Provides,
        Resolve, Scope, Scoped, Singleton, Value,
    };
}

/// What the derives' output needs and nobody else should name.
#[doc(hidden)]
pub mod __private {
    pub use std::boxed::Box;
    pub use std::sync::Arc;
    pub use std::vec::Vec;

    pub use crate::check::{check, looks_for_scope_later};
    pub use crate::collection::differ;
    pub use crate::context::{LooksLater, ScopePlace};
    pub use crate::function::{Constructor, function};
    pub use crate::home::{Home, Share, ShareAnyway};
    pub use crate::import::{Imported, import};
    pub use crate::provider::Held;
    pub use crate::slot::{Release, Slot, release_in_reverse};

    /// Stands where a mistake leaves nothing to generate. The mistake is a compile
    /// error, so this never runs, except for an input: it is given, not built.
    #[cold]
    #[must_use]
    pub fn mistake<T>() -> T {
        unreachable!("there is a compile error, or a slot of an input was empty")
    }
}
