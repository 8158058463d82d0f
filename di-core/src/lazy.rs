//! Dependencies that are resolved when they are used.

use core::fmt;
use core::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::check::{is_kept, needs_scope};
use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::{By, Error, Wanted};
use crate::graph::{Edge, Graph};
use crate::home::Place;
use crate::key::Key;
use crate::named::Named;
use crate::resolve::index;
use crate::slot::{BuildOrder, Slot};

/// Something that is resolved when it is first used, and then is the same for ever.
///
/// Whatever a container provides, it also provides lazily: ask for a
/// `Lazy<Arc<Users>>`. It breaks cycles: two services may know each other if one
/// of them, or both, are lazy about it. It does not keep the container alive.
///
/// Injected in a scope, it looks in that scope; a singleton's looks in the container
/// itself, so what is scoped is an error at `cargo check` there.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Teacher { pupil: Arc<Pupil> }
///
/// #[derive(Injectable)]
/// struct Pupil { teacher: Lazy<Arc<Teacher>> }
///
/// #[derive(Container)]
/// struct App { teacher: Singleton<Teacher>, pupil: Singleton<Pupil> }
///
/// let app = App::new().build();
/// let teacher: Arc<Teacher> = app.resolve()?;
/// assert!(Arc::ptr_eq(&teacher, &teacher.pupil.teacher.get()?));
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Lazy<T>(Box<Get<T>>);

/// Named without what it holds: two services that know each other would otherwise be
/// proven to be `Send` by each other, and a long chain of them by all of it.
type Get<T> = dyn Fn() -> Result<T, Error> + Send + Sync;

/// Something that is resolved anew each time.
///
/// Whatever a container provides, it also provides repeatedly: a
/// `Provider<Connection>` makes a new one at each call, if a [`Factory`] provides
/// it. Otherwise it is as [`Lazy`].
///
/// ```
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Attempt { #[inject(with = 3)] left: u8 }
///
/// #[derive(Injectable)]
/// struct Client { attempts: Provider<Attempt> }
///
/// #[derive(Container)]
/// struct App { attempt: Factory<Attempt>, client: Singleton<Client> }
///
/// let app = App::new().build();
/// let client: &Client = app.resolve()?;
/// let mut attempt = client.attempts.get()?;
/// attempt.left -= 1;
/// assert_eq!(client.attempts.get()?.left, 3, "another one");
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// [`Factory`]: crate::Factory
pub struct Provider<T>(Arc<dyn Fn() -> Result<T, Error> + Send + Sync>);

/// What a [`Lazy`] can hand out more than once, to any thread: `Arc`s, and what is
/// `Clone + Send + Sync`.
#[diagnostic::on_unimplemented(
    message = "a `Lazy<{Self}>` hands out what it keeps, so `{Self}` must be `Clone`, `Send` and `Sync`",
    label = "not `Clone + Send + Sync`",
    note = "help: derive `Clone` on it, or ask for a `Provider` in the place of the `Lazy`: it makes a new one at each call"
)]
pub trait LazyKey: Clone + Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync> LazyKey for T {}

impl<T: Clone + Send + Sync + 'static> Lazy<T> {
    /// Makes a lazy dependency of what is there already: for a test that creates a
    /// service by hand.
    ///
    /// ```
    /// use di_core::Lazy;
    ///
    /// assert_eq!(Lazy::new(7).get()?, 7);
    /// # Ok::<(), di_core::Error>(())
    /// ```
    pub fn new(value: T) -> Self {
        Self(Box::new(move || Ok(value.clone())))
    }
}

impl<T: 'static> Provider<T> {
    /// Makes a provider of a closure: for a test that creates a service by hand.
    ///
    /// ```
    /// use di_core::Provider;
    ///
    /// assert_eq!(Provider::new(|| 7).get()?, 7);
    /// # Ok::<(), di_core::Error>(())
    /// ```
    pub fn new(provide: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Ok(provide())))
    }
}

impl<T> Lazy<T> {
    /// Returns the service; builds it, if nobody has before.
    ///
    /// # Errors
    ///
    /// If it cannot be built, and then the next call tries again; if it is called
    /// in the constructor of what it asks for; if the container is not shared yet,
    /// or if the container or the scope is gone.
    pub fn get(&self) -> Result<T, Error> {
        (self.0)()
    }

    /// Takes the qualifier off. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn unqualified<Q: 'static>(named: Lazy<Named<T, Q>>) -> Self
    where
        T: 'static,
    {
        Self(Box::new(move || named.get().map(Named::into_inner)))
    }
}

impl<T> Provider<T> {
    /// Resolves the service.
    ///
    /// # Errors
    ///
    /// As for [`Lazy::get`].
    pub fn get(&self) -> Result<T, Error> {
        (self.0)()
    }
}

impl<T: 'static> Provider<T> {
    /// Takes the qualifier off. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn unqualified<Q: 'static>(named: Provider<Named<T, Q>>) -> Self {
        Self(Arc::new(move || named.get().map(Named::into_inner)))
    }
}

/// Whether `T` is the same each time, and whether it needs a scope.
struct Facts {
    /// Nothing if there is none, and that is as it should be.
    index: Option<usize>,
    is_kept: bool,
    needs_scope: bool,
}

impl Facts {
    /// What the compiler knows of it.
    const fn of<'c, C: Provides<'c, T>, T>() -> Option<Self> {
        match <C as Provides<'c, T>>::INDEX {
            Some(index) => Some(Self::at(&C::GRAPH, index)),
            None => None,
        }
    }

    /// What only the running program knows of it.
    #[cold]
    fn now<'c, C: Provides<'c, T>, T>(cx: Context<'c, C>) -> Result<Self, Error> {
        let graph = cx.container().graph_in_effect();
        match index::<C, T>(cx) {
            Some(index) => Ok(Self {
                index: Some(index),
                is_kept: is_kept(graph, index),
                needs_scope: cx.container().needs_scope(index),
            }),
            None if <C as Provides<'c, T>>::KEY.is_some_and(|key| key().is_optional) => {
                Ok(Self { index: None, is_kept: true, needs_scope: false })
            }
            None => Err(Error::not_provided::<T>()),
        }
    }

    const fn at(graph: &Graph, index: usize) -> Self {
        let is_kept = is_kept(graph, index);
        Self { index: Some(index), is_kept, needs_scope: needs_scope(graph, index) }
    }

    /// Where it is resolved later.
    fn place<C: Container, T>(&self, cx: Context<'_, C>) -> Result<Place<C>, Error> {
        let wanted = match self.index {
            Some(index) => cx.node_at(index).into(),
            None => Wanted {
                service: core::any::type_name::<T>(),
                by: By::Nobody,
                location: Location::caller(),
            },
        };
        Place::of(cx, wanted, self.needs_scope)
    }
}

fn lazy<C, T>(cx: Context<'_, C>, facts: &Facts) -> Result<Lazy<T>, Error>
where
    C: for<'b> Provides<'b, T>,
    T: LazyKey + 'static,
{
    let place = facts.place::<C, T>(cx)?;
    let Some(made_by) = facts.index.filter(|_| !facts.is_kept) else {
        // What the container or the scope keeps is asked for again: two services that kept
        // each other would never be dropped.
        return Ok(Lazy(Box::new(move || place.enter(|cx| resolve::<C, T>(cx)))));
    };
    let (made, node) = (Slot::new(), cx.node_at(made_by));
    Ok(Lazy(Box::new(move || {
        place.make(|cx| {
            let made = match made.get() {
                Some(made) => made,
                None => made.build(&BuildOrder::new(), || node, || resolve::<C, T>(cx))?,
            };
            Ok(T::clone(made))
        })
    })))
}

fn repeated<C, T>(cx: Context<'_, C>, facts: &Facts) -> Result<Provider<T>, Error>
where
    C: for<'b> Provides<'b, T>,
    T: 'static,
{
    let place = facts.place::<C, T>(cx)?;
    Ok(Provider(if facts.is_kept {
        Arc::new(move || place.enter(|cx| resolve::<C, T>(cx)))
    } else {
        Arc::new(move || place.make(|cx| resolve::<C, T>(cx)))
    }))
}

fn resolve<'b, C: Provides<'b, T>, T>(cx: Context<'b, C>) -> Result<T, Error> {
    <C as Provides<'b, T>>::provide(cx)
}

/// Implements `Provides` for the wrapper of a key.
macro_rules! later {
    ($wrapper:ident, $edge:ident, $of:ident, $($bound:ident)?) => {
        impl<'c, C, T> Provides<'c, $wrapper<T>> for C
        where
            C: for<'b> Provides<'b, T>,
            T: $($bound +)? 'static,
        {
            const INDEX: Option<usize> = <C as Provides<'c, T>>::INDEX;
            const EDGE: Edge = Edge::$edge;
            const KEY: Option<fn() -> Key> = <C as Provides<'c, T>>::KEY;

            fn provide(cx: Context<'c, C>) -> Result<$wrapper<T>, Error> {
                match const { &Facts::of::<'c, C, T>() } {
                    Some(facts) => $of(cx, facts),
                    None => $of(cx, &Facts::now::<C, T>(cx)?),
                }
            }
        }
    };
}

later!(Lazy, Lazy, lazy, LazyKey);
later!(Provider, Repeated, repeated,);

impl<T> Clone for Provider<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lazy({})", core::any::type_name::<T>())
    }
}

impl<T> fmt::Debug for Provider<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", core::any::type_name::<T>())
    }
}

// A panic leaves nothing half-done: a slot is free again.
impl<T> UnwindSafe for Lazy<T> {}
impl<T> RefUnwindSafe for Lazy<T> {}
impl<T> UnwindSafe for Provider<T> {}
impl<T> RefUnwindSafe for Provider<T> {}
