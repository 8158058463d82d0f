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

pub use collection::{ProvidesElements, ProvidesEntries};
pub use container::{Construct, ConstructWith, Container, Provides, SharedContainer};
pub use context::Context;
/// Makes a struct a container: a set of providers, whose wiring is checked.
///
/// Each field is a provider: [`Value<T>`], [`Singleton<T>`], [`Scoped<T>`] or
/// [`Factory<T>`], by that name. `T` is a type, or a `dyn Trait`. A second type,
/// `Singleton<T, Q>`, is a qualifier, which tells it from others: see [`Named`].
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
/// - `#[provide(select = |config: &Config| match config.mailer { .. })]`, on a
///   `dyn Trait`: the type in the arm that matches. Only that one is built; the
///   wiring of all is checked
/// - `#[provide(absent)]`: nobody. The field provides [`Option`]s only, which are
///   `None` unless it is overridden
///
/// `decorate = Logged`, after any of these that builds a `dyn Trait`, wraps what was
/// built; several, from the inside out. A decorator is a service with one field
/// `#[inject(assisted)]`, which takes the inner one: an `Arc<dyn Trait>`, or in a
/// `Factory` a `Box<dyn Trait>`. An override replaces the whole chain.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// trait Mailer: Send + Sync { fn send(&self) -> String; }
///
/// #[derive(Injectable)]
/// struct Smtp;
/// impl Mailer for Smtp { fn send(&self) -> String { "smtp".into() } }
///
/// #[derive(Injectable)]
/// struct Console;
/// impl Mailer for Console { fn send(&self) -> String { "console".into() } }
///
/// #[derive(Injectable)]
/// struct Logged { #[inject(assisted)] inner: Arc<dyn Mailer> }
/// impl Mailer for Logged { fn send(&self) -> String { format!("log({})", self.inner.send()) } }
///
/// enum Transport { Smtp, Console }
///
/// #[derive(Container)]
/// struct App {
///     transport: Value<Transport>,
///     #[provide(
///         select = |transport: &Transport| match transport {
///             Transport::Smtp => Smtp,
///             Transport::Console => Console,
///         },
///         decorate = Logged,
///     )]
///     mailer: Singleton<dyn Mailer>,
/// }
///
/// assert_eq!(App::new(Transport::Smtp).resolve::<&dyn Mailer>()?.send(), "log(smtp)");
/// assert_eq!(App::new(Transport::Console).resolve::<&dyn Mailer>()?.send(), "log(console)");
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// # Under what keys
///
/// A field provides its own type, as its provider says, and besides, in the same
/// attribute:
///
/// - `as dyn Trait`: the same instance as that trait, in the same forms; of a
///   `Factory`, `Box<dyn Trait>` and `Arc<dyn Trait>`
/// - `into dyn Trait`: an element of a collection, which is asked for as a
///   `Vec<Arc<dyn Trait>>` or a `Vec<&dyn Trait>`, in the order of the fields. A
///   field whose own type is that `dyn Trait` provides nothing else
/// - `into dyn Trait, key = "early"`: an element with a key. The collection is also a
///   `BTreeMap<&'static str, Arc<dyn Trait>>`, or a `HashMap`. The key is a constant
///   whose type derives `PartialEq` and `Eq`, and what the map needs. If its type
///   cannot be seen, as that of a literal or of `Plan::Early` can: `key: Plan = EARLY`
///
/// All elements of one collection have keys of one type, or none has. The qualifier
/// of a field is not that of the collections that it is put into.
/// `#[container(collection(dyn Trait))]`, or `collection(dyn Trait, key: Plan)`,
/// declares a collection that may be empty.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// trait Reader: Send + Sync {}
/// trait Writer: Send + Sync {}
///
/// #[derive(Injectable)]
/// struct Store;
/// impl Reader for Store {}
/// impl Writer for Store {}
///
/// trait Rule: Send + Sync { fn percent(&self) -> u8; }
///
/// #[derive(Injectable)]
/// struct Early;
/// impl Rule for Early { fn percent(&self) -> u8 { 80 } }
///
/// #[derive(Injectable)]
/// struct Member;
/// impl Rule for Member { fn percent(&self) -> u8 { 90 } }
///
/// trait Check: Send + Sync {}
///
/// #[derive(Container)]
/// #[container(collection(dyn Check))]
/// struct App {
///     #[provide(as dyn Reader, as dyn Writer)]
///     store: Singleton<Store>,
///     #[provide(into dyn Rule, key = "early")]
///     early: Singleton<Early>,
///     #[provide(into dyn Rule, key = "member")]
///     member: Factory<Member>,
/// }
///
/// let app = App::new();
/// let (reader, store): (&dyn Reader, &Store) = (app.resolve()?, app.resolve()?);
/// assert!(std::ptr::addr_eq(reader, store), "one instance");
/// let rules: BTreeMap<&str, Arc<dyn Rule>> = app.resolve()?;
/// assert_eq!(rules["member"].percent(), 90);
/// assert!(app.resolve::<Vec<Arc<dyn Check>>>()?.is_empty());
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// Whatever is provided under a key `K` is also provided as [`Lazy<K>`],
/// [`Provider<K>`] and [`Option<K>`](ProvidesOptional); a borrow only as an `Option`.
///
/// # Other containers
///
/// `#[import(Arc<Pool>, Arc<dyn Mailer>)] infra: Arc<Infra>`: a container that is
/// given to `new`, and the keys that are taken from it; nothing else of it can be
/// seen. What needs a scope there cannot be imported. To override what is imported,
/// override it in the other container, before it is shared.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct Pool(&'static str);
///
/// #[derive(Container)]
/// struct Infra {
///     #[provide(with = || Pool("db"))]
///     pool: Singleton<Pool>,
/// }
///
/// #[derive(Injectable)]
/// struct Users { pool: Arc<Pool> }
///
/// #[derive(Container)]
/// struct App {
///     #[import(Arc<Pool>)]
///     infra: Arc<Infra>,
///     users: Singleton<Users>,
/// }
///
/// let app = App::new(Infra::new().build()).build();
/// assert_eq!(app.resolve::<&Users>()?.pool.0, "db");
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// A generic container can list its own parameter `T` as a `Value<T>` or with a
/// function, `#[provide(with = T::default)]`; what `T` would be built from by a
/// derive, nobody knows yet.
///
/// # What is generated
///
/// - `new`, with one argument for each `Value` and each import, in the order of the
///   fields: a `T`, an `Arc<dyn Trait>`, an `Arc<Infra>`
/// - `build`, which makes it an `Arc`
/// - `scope` and `scope_owned`, with one argument for each `input`
/// - [`Container`](trait@Container), with the [`Graph`], and [`Provides`] for each
///   key
/// - `Drop`, which drops the singletons in reverse order of construction
///
/// # What is an error
///
/// A dependency that no field provides, a cycle, a singleton that would hold what
/// is scoped or look for it later, a service that would keep itself alive through a
/// `Lazy`, two fields that provide one key, two elements with one key, a selection
/// that is not exhaustive, an import of what the other container lacks, a shared
/// service that is not `Send + Sync`. All of it at `cargo check`; what is wrong with
/// the graph of a generic container at `cargo build`, because it is known only then.
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
/// `&'a dyn Trait` to borrow, `T`, `Box<dyn Trait>` from a [`Factory`], a `Vec` or a map
/// of a collection; or one of these in a [`Lazy`], a [`Provider`] or an `Option`. Structs with
/// named fields, tuple structs and unit structs can be services, generic or not. A
/// struct has at most one lifetime, that of the container or scope it borrows from.
///
/// # Attributes
///
/// - `#[inject(default)]` on a field: its `Default`, not the container. A
///   `PhantomData` needs no attribute
/// - `#[inject(with = expr)]` on a field: an expression
/// - `#[inject(Replica)]` on a field, with any type: what is provided with this
///   qualifier, as by a `Singleton<T, Replica>`; see [`Named`]
/// - `#[inject(assisted)]` on a field: given by whoever makes the service, a
///   [`Maker`]'s caller; or, to a decorator, what it decorates. Such a service cannot
///   borrow from the container if a `Maker` makes it
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
///
/// A generic service, provided at two types, by a container that is generic itself:
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Repo<T: Send + Sync, S: Send + Sync> { store: Arc<S>, #[inject(default)] rows: Vec<T> }
///
/// struct User;
/// struct Talk;
/// struct Memory;
///
/// #[derive(Container)]
/// struct App<S: Send + Sync + 'static> {
///     store: Value<S>,
///     users: Singleton<Repo<User, S>>,
///     talks: Singleton<Repo<Talk, S>>,
/// }
///
/// let app = App::new(Memory);
/// let (users, talks): (&Repo<User, _>, &Repo<Talk, _>) = (app.resolve()?, app.resolve()?);
/// assert!(Arc::ptr_eq(&users.store, &talks.store));
/// assert!(users.rows.is_empty() && talks.rows.is_empty());
/// # Ok::<(), di_core::Error>(())
/// ```
pub use di_macros::Injectable;
pub use error::{BoxError, Error, ErrorKind, Result, Step};
pub use function::{DependencyList, IntoService, ProviderFn};
pub use graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};
pub use lazy::{Lazy, LazyKey, Provider};
pub use maker::Maker;
pub use named::{Named, ProvidesNamed};
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
    pub use crate::maker::ConstructMaker;
    pub use crate::optional::Present;
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
