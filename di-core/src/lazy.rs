//! Dependencies that are resolved when they are used.

use core::fmt;
use std::sync::Arc;

use crate::check::{is_kept, needs_scope};
use crate::container::{Provides, SharedContainer};
use crate::context::Context;
use crate::error::Error;
use crate::graph::Edge;
use crate::home::Place;
use crate::named::Named;
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
pub struct Lazy<T> {
    get: Box<Get<T>>,
    /// What a factory made for it. What the container or the scope keeps is asked for
    /// again: two services that kept each other would never be dropped.
    made: Slot<T>,
}

type Get<T> = dyn Fn(&Slot<T>) -> Result<T, Error> + Send + Sync;

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

/// What a [`Lazy`] can hand out more than once: `Arc`s, and what is `Clone`.
#[diagnostic::on_unimplemented(
    message = "a `Lazy<{Self}>` hands out what it keeps, so `{Self}` must be `Clone`",
    label = "not `Clone`",
    note = "help: derive `Clone` on it, or ask for a `Provider` in the place of the `Lazy`: it makes a new one at each call"
)]
pub trait LazyKey: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> LazyKey for T {}

impl<T: Clone + 'static> Lazy<T> {
    /// Returns the service; builds it, if nobody has before.
    ///
    /// # Errors
    ///
    /// If it cannot be built, and then the next call tries again; if it is called
    /// in the constructor of what it asks for; if the container is not shared yet,
    /// or if the container or the scope is gone.
    pub fn get(&self) -> Result<T, Error> {
        (self.get)(&self.made)
    }

    /// Takes the qualifier off. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn unqualified<Q: 'static>(named: Lazy<Named<T, Q>>) -> Self
    where
        T: Send + Sync,
    {
        Self { get: Box::new(move |_| named.get().map(Named::into_inner)), made: Slot::new() }
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
    index: usize,
    is_kept: bool,
    needs_scope: bool,
}

impl Facts {
    const fn of<'c, C: Provides<'c, T>, T>() -> Self {
        let index = <C as Provides<'c, T>>::INDEX.expect("a container's keys are in its graph");
        let graph = &C::GRAPH;
        Self { index, is_kept: is_kept(graph, index), needs_scope: needs_scope(graph, index) }
    }
}

fn lazy<C, T>(cx: Context<'_, C>, facts: &Facts) -> Result<Lazy<T>, Error>
where
    C: SharedContainer + for<'b> Provides<'b, T>,
    T: Clone + 'static,
{
    let node = Context::<C>::node(facts.index);
    let place = Place::of(cx, node.into(), facts.needs_scope)?;
    let get: Box<Get<T>> = if facts.is_kept {
        Box::new(move |_| place.enter(|cx| resolve::<C, T>(cx)))
    } else {
        Box::new(move |made| {
            place.make(|cx| {
                let made = match made.get() {
                    Some(made) => made,
                    None => made.build(&BuildOrder::new(), || node, || resolve::<C, T>(cx))?,
                };
                Ok(made.clone())
            })
        })
    };
    Ok(Lazy { get, made: Slot::new() })
}

fn repeated<C, T>(cx: Context<'_, C>, facts: &Facts) -> Result<Provider<T>, Error>
where
    C: SharedContainer + for<'b> Provides<'b, T>,
    T: 'static,
{
    let place = Place::of(cx, Context::<C>::node(facts.index).into(), facts.needs_scope)?;
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
            C: SharedContainer + for<'b> Provides<'b, T>,
            T: $($bound +)? 'static,
        {
            const INDEX: Option<usize> = <C as Provides<'c, T>>::INDEX;
            const EDGE: Edge = Edge::$edge;

            fn provide(cx: Context<'c, C>) -> Result<$wrapper<T>, Error> {
                $of(cx, const { &Facts::of::<'c, C, T>() })
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
