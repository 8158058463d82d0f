//! What a dynamic container provides: whatever is asked for, if somebody has registered it.

use core::any::TypeId;
use core::hash::Hash;
use core::panic::Location;

use super::by_value::{ByValue, Make, MakeBoxed};
use super::entry::{Entry, Place};
use super::recipe::{Cx, cast};
use super::{DynamicContainer, Link, Target};
use crate::collection::{ProvidesElements, ProvidesEntries};
use crate::container::Provides;
use crate::error::{Error, ErrorKind, Wanted};
use crate::key::Key;
use crate::named::ProvidesNamed;
use std::collections::HashMap;
use std::sync::Arc;

/// Finds who provides what is asked for in `cx`: the constructor's link says so, or else it
/// is looked up.
#[inline]
fn find(cx: Cx<'_>, look_up: impl FnOnce(&DynamicContainer) -> Option<Target>) -> Option<Target> {
    match cx.link() {
        Link::To(target) => Some(target),
        Link::Absent => None,
        Link::None | Link::Of(_) => look_up(cx.container()),
    }
}

#[inline]
fn shared<T: ?Sized + 'static>(cx: Cx<'_>) -> Option<Target> {
    find(cx, |it| it.shared.get(TypeId::of::<T>()))
}

#[cold]
fn missing<T, K>() -> Result<T, Error> {
    Err(Error::not_provided::<K>())
}

/// The instance of what is kept, as it is given out.
#[inline]
fn kept<T: ?Sized + Send + Sync + 'static>(
    cx: Cx<'_>,
    Target { entry, view }: Target,
) -> Result<Option<&Arc<T>>, Error> {
    let container = cx.container();
    let instance = match container.slots[entry].get() {
        Some(instance) => instance,
        None => match container.entries[entry].instance(cx, entry)? {
            Some(instance) => instance,
            None => return Ok(None),
        },
    };
    Ok(Some(instance.shared::<T>(view)))
}

impl<'c, T: ?Sized + Send + Sync + 'static> Provides<'c, Arc<T>> for DynamicContainer {
    const KEY: Option<fn() -> Key> = Some(Key::shared::<T>);

    #[inline]
    fn provide(cx: Cx<'c>) -> Result<Arc<T>, Error> {
        let Some(target) = shared::<T>(cx) else { return missing::<_, Arc<T>>() };
        match kept::<T>(cx, target)? {
            Some(instance) => Ok(Arc::clone(instance)),
            None => boxed::<T>(cx, target).map(Arc::from),
        }
    }
}

/// A trait's object is lent by what [`by_reference!`](crate::by_reference) writes: `&'c dyn
/// Trait` is `&'c (dyn Trait + 'c)`, and only what lives for ever has a name at run time.
impl<'c, T: ?Sized + Lends + Send + Sync + 'static> Provides<'c, &'c T> for DynamicContainer {
    const KEY: Option<fn() -> Key> = Some(Key::lent::<T>);

    #[inline]
    fn provide(cx: Cx<'c>) -> Result<&'c T, Error> {
        lend::<T>(cx)
    }
}

/// What a dynamic container lends without a word.
#[diagnostic::on_unimplemented(
    message = "a dynamic container does not lend a `{Self}` unless it is told to",
    label = "`&{Self}` is needed here",
    note = "help: write `di_core::by_reference!({Self});` beside the trait, or ask for an `Arc<{Self}>`"
)]
pub trait Lends {}

#[diagnostic::do_not_recommend]
impl<T> Lends for T {}

/// Lends a `T`. For the macro.
///
/// # Errors
///
/// If nobody provides it, or its constructor fails.
#[inline]
pub fn lend<T: ?Sized + Send + Sync + 'static>(cx: Cx<'_>) -> Result<&T, Error> {
    let Some(target) = shared::<T>(cx) else { return missing::<_, &T>() };
    match kept::<T>(cx, target)? {
        Some(instance) => Ok(instance),
        // What a factory makes, nobody keeps to lend it.
        None => missing::<_, &T>(),
    }
}

/// Makes one in a box.
fn boxed<T: ?Sized + 'static>(cx: Cx<'_>, Target { entry, view }: Target) -> Result<Box<T>, Error> {
    let (it, node) = (&cx.container().entries[entry], cx.node_at(entry));
    (cast::<MakeBoxed<T>>(it.making(view)).0)(cx.linked(it.link(0)), node)
}

impl<'c, T: ?Sized + 'static> Provides<'c, Box<T>> for DynamicContainer {
    const KEY: Option<fn() -> Key> = Some(Key::boxed::<T>);

    fn provide(cx: Cx<'c>) -> Result<Box<T>, Error> {
        match find(cx, |it| it.find_key(&Key::boxed::<T>())) {
            Some(target) => boxed(cx, target),
            None => missing::<_, Box<T>>(),
        }
    }
}

#[inline]
fn owned<T: 'static>(cx: Cx<'_>) -> Option<Target> {
    find(cx, |it| it.owned.get(TypeId::of::<T>()))
}

/// Makes a `T`. For the derive.
///
/// # Errors
///
/// If nobody provides it, or its constructor fails.
#[inline]
pub fn by_value<T: ByValue>(cx: Cx<'_>) -> Result<T::Borrowing<'_>, Error> {
    let Some(Target { entry, view }) = owned::<T>(cx) else { return missing::<_, T>() };
    let it = &cx.container().entries[entry];
    (cast::<Make<T>>(it.making(view)).0)(cx.linked(it.link(0)), cx.node_at(entry))
}

// As for what each service's derive adds: or else it would be listed wherever another
// container lacks something.
#[diagnostic::do_not_recommend]
impl<'c, K, Q: 'static> ProvidesNamed<'c, K, Q> for DynamicContainer
where
    Self: Provides<'c, K>,
{
    const INDEX: Option<usize> = None;
    const KEY: Option<fn() -> Key> = Some(named::<K, Q>);

    fn provide_named(cx: Cx<'c>) -> Result<K, Error> {
        match find(cx, |it| it.find_key(&named::<K, Q>())) {
            Some(target) => <Self as Provides<'c, K>>::provide(cx.linked(Link::To(target))),
            None => missing::<_, crate::Named<K, Q>>(),
        }
    }
}

/// The key `K` with the qualifier `Q`.
fn named<'c, K, Q: 'static>() -> Key
where
    DynamicContainer: Provides<'c, K>,
{
    match <DynamicContainer as Provides<'c, K>>::KEY {
        Some(key) => key().qualified::<Q>(),
        None => unreachable!("whatever it provides has a key"),
    }
}

/// What a collection is asked for as: `Arc<T>` or `&T`.
#[diagnostic::on_unimplemented(
    message = "a dynamic container has no collections of `{Self}`",
    label = "neither an `Arc` nor a `&` of what is put into collections",
    note = "help: ask for `Arc<dyn Trait>`; to borrow, `&dyn Trait`, write `di_core::by_reference!(dyn Trait);` beside the trait"
)]
pub trait Element<'c>: Sized {
    /// The key of the collection.
    #[doc(hidden)]
    const ALL: fn() -> Key;

    /// The key of the collection with keys of its own.
    #[doc(hidden)]
    #[must_use]
    fn by_key<K: 'static>() -> Key;

    /// Resolves one.
    ///
    /// # Errors
    ///
    /// If its constructor fails.
    #[doc(hidden)]
    fn one(cx: Cx<'c>) -> Result<Self, Error>;
}

impl<'c, T: ?Sized + Send + Sync + 'static> Element<'c> for Arc<T> {
    const ALL: fn() -> Key = Key::elements::<T>;

    fn by_key<K: 'static>() -> Key {
        Key::entries::<K, T>()
    }

    fn one(cx: Cx<'c>) -> Result<Self, Error> {
        <DynamicContainer as Provides<'c, Self>>::provide(cx)
    }
}

impl<'c, T: ?Sized + Lends + Send + Sync + 'static> Element<'c> for &'c T {
    const ALL: fn() -> Key = Key::lent_elements::<T>;

    fn by_key<K: 'static>() -> Key {
        Key::lent_entries::<K, T>()
    }

    fn one(cx: Cx<'c>) -> Result<Self, Error> {
        <DynamicContainer as Provides<'c, Self>>::provide(cx)
    }
}

/// Resolves the elements of a collection, each with its key if it has one.
fn elements<'c, V: Element<'c>, R>(
    cx: Cx<'c>,
    key: fn() -> Key,
    missing: fn() -> Error,
    mut with: impl FnMut(&'c super::entry::Element, V) -> R,
) -> Result<Vec<R>, Error> {
    let container = cx.container();
    let Some(target) = find(cx, |it| it.find_key(&key())) else { return Err(missing()) };
    let Entry { place: Place::Collection(elements), .. } = &container.entries[target.entry] else {
        return Err(missing());
    };
    let node = cx.node_at(target.entry);
    let mut found = Vec::with_capacity(elements.len());
    for (position, element) in elements.iter().enumerate() {
        match V::one(cx.linked(Link::To(element.target))) {
            Ok(one) => found.push(with(element, one)),
            Err(error) => {
                return Err(match node.dependency(position) {
                    Some(dependency) => error.asked_by(node, position, dependency),
                    None => error,
                });
            }
        }
    }
    Ok(found)
}

#[diagnostic::do_not_recommend]
impl<'c, V: Element<'c>> ProvidesElements<'c, V> for DynamicContainer {
    const INDEX: Option<usize> = None;
    const KEY: Option<fn() -> Key> = Some(V::ALL);

    fn provide_elements(cx: Cx<'c>) -> Result<Vec<V>, Error> {
        elements(cx, V::ALL, Error::not_provided::<Vec<V>>, |_, one| one)
    }
}

#[diagnostic::do_not_recommend]
impl<'c, K, V> ProvidesEntries<'c, K, V> for DynamicContainer
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Element<'c>,
{
    const INDEX: Option<usize> = None;
    const KEY: Option<fn() -> Key> = Some(V::by_key::<K>);

    fn provide_entries(cx: Cx<'c>) -> Result<Vec<(K, V)>, Error> {
        let missing = Error::not_provided::<HashMap<K, V>>;
        elements(cx, V::by_key::<K>, missing, |element, one| (element.key::<K>().clone(), one))
    }
}

impl DynamicContainer {
    /// Resolves one element of a collection by its key, and none of the others.
    ///
    /// # Errors
    ///
    /// If there is no such collection, or no such key in it; or as for
    /// [`resolve`](crate::Resolve::resolve).
    #[track_caller]
    pub(super) fn entry<'c, K, V>(cx: Cx<'c>, key: &K) -> Result<V, Error>
    where
        K: Eq + 'static,
        V: Element<'c>,
    {
        let caller = Location::caller();
        cx.check_open(|| Wanted::asked::<V>(caller))?;
        let found = cx.container().find_key(&V::by_key::<K>());
        let place = found.map(|it| &cx.container().entries[it.entry].place);
        let Some(Place::Collection(elements)) = place else { return missing::<_, V>() };
        match elements.iter().find(|it| it.key::<K>() == key) {
            Some(element) => V::one(cx.linked(Link::To(element.target))),
            None => Err(Error::new(ErrorKind::NotProvided, super::entry::no_entry::<V>())),
        }
    }
}
