//! What a dynamic container provides: whatever is asked for, if somebody has registered it.

use core::any::TypeId;
use core::fmt;
use core::hash::Hash;
use core::panic::Location;

use super::by_value::{ByValue, Make, MakeBoxed};
use super::cell::{Origin, Spot, at_hand, known};
use super::entry::{Entry, Place};
use super::recipe::{Cx, Erased, cast};
use super::{DynamicContainer, Link};
use crate::collection::{ProvidesElements, ProvidesEntries};
use crate::container::Provides;
use crate::error::{Error, ErrorKind, Wanted};
use crate::key::Key;
use crate::named::ProvidesNamed;
use std::collections::HashMap;
use std::sync::Arc;

/// Finds who provides what is asked for in `cx`: the constructor's link says so, or else it
/// is looked up.
fn find(cx: Cx<'_>, look_up: impl FnOnce(&DynamicContainer) -> Option<Spot>) -> Option<Spot> {
    known(cx).or_else(|| look_up(cx.container()))
}

#[cold]
fn missing<T, K>() -> Result<T, Error> {
    Err(Error::not_provided::<K>())
}

/// What was built already, and is shared as a `T`.
#[inline]
fn kept<T: ?Sized + Send + Sync + 'static>(cx: Cx<'_>) -> Option<&Arc<T>> {
    let (it, ..) = at_hand(cx, |it| it.shared.find(TypeId::of::<T>()))?;
    Some(cast(it))
}

/// What is kept and shared as a `T`, which is built if need be. Nothing if it is made anew each
/// time.
fn found<T, K>(cx: Cx<'_>, spot: Spot) -> Result<(Spot, Option<&Arc<T>>), Error>
where
    T: ?Sized + Send + Sync + 'static,
{
    let Some(spot) = spot.or_else(|| cx.container().shared.get(TypeId::of::<T>())) else {
        return missing::<_, K>();
    };
    let instance = if spot.is_boxed() { None } else { instance(cx, spot)? };
    Ok((spot.unshared(), instance.map(cast)))
}

/// The instance of what is kept, as it is given out.
fn instance(cx: Cx<'_>, spot: Spot) -> Result<Option<&Erased>, Error> {
    let (container, index) = (cx.container(), spot.entry as usize);
    let found = match cx.scope().zip(container.cells[index].scoped_at()) {
        Some((scope, position)) => scope.slots.get(position),
        None => None,
    };
    let instance = match found {
        Some(found) => Some(found),
        None => container.entries[index].instance(cx, index)?,
    };
    Ok(instance.and_then(|it| it.get(spot.view as usize)))
}

/// What a dynamic container can be asked for, if somebody has registered it.
///
/// `#[derive(Injectable)]` implements it, and [`by_value!`](crate::by_value) and
/// [`by_reference!`](crate::by_reference). It has one implementation of [`Provides`] for all:
/// so an error is about what is asked for, and each type says for itself that it may be.
#[diagnostic::on_unimplemented(
    message = "a dynamic container cannot give out a `{Self}` by value",
    label = "`{Self}` is needed here, and nothing says that it can be given out",
    note = "help: ask for an `Arc<{Self}>`, put `#[derive(Injectable)]` on it, or, if it is your own and only functions build it, write `di_core::by_value!({Self});`",
    note = "help: if it is no service, write `#[inject(default)]` or `#[inject(with = ..)]` on the field that asks"
)]
pub trait Asked<'c>: Sized {
    /// What is asked for, as a value.
    const KEY: fn() -> Key;

    /// Resolves it.
    ///
    /// # Errors
    ///
    /// If nobody provides it, or its constructor fails.
    fn provide(cx: Cx<'c>) -> Result<Self, Error>;
}

impl<'c, T: Asked<'c>> Provides<'c, T> for DynamicContainer {
    const KEY: Option<fn() -> Key> = Some(T::KEY);

    #[inline]
    fn provide(cx: Cx<'c>) -> Result<T, Error> {
        T::provide(cx)
    }
}

impl<'c, T: ?Sized + Send + Sync + 'static> Asked<'c> for Arc<T> {
    const KEY: fn() -> Key = Key::shared::<T>;

    #[inline]
    fn provide(cx: Cx<'c>) -> Result<Arc<T>, Error> {
        match kept::<T>(cx) {
            Some(it) => Ok(Arc::clone(it)),
            None => found_or_made(Origin::of(cx), known(cx)),
        }
    }
}

/// The same, where the short way does not lead to it. It is handed a context in its parts,
/// which need not be in memory: who calls it has nothing to prepare for it.
#[inline(never)]
fn found_or_made<T: ?Sized + Send + Sync + 'static>(
    origin: Origin<'_>,
    spot: Spot,
) -> Result<Arc<T>, Error> {
    let cx = origin.linked(Link::None);
    match found::<T, Arc<T>>(cx, spot)? {
        (_, Some(it)) => Ok(Arc::clone(it)),
        (spot, None) => boxed::<T>(cx, Some(spot)).map(Arc::from),
    }
}

/// A trait's object is lent by what [`by_reference!`](crate::by_reference) writes: `&'c dyn
/// Trait` is `&'c (dyn Trait + 'c)`, and only what lives for ever has a name at run time.
impl<'c, T: ?Sized + Lends + Send + Sync + 'static> Asked<'c> for &'c T {
    const KEY: fn() -> Key = Key::lent::<T>;

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
#[diagnostic::do_not_recommend]
impl<T> Lends for [T] {}
#[diagnostic::do_not_recommend]
impl Lends for str {}

/// Lends a `T`. For the macro.
///
/// # Errors
///
/// If nobody provides it, or its constructor fails.
#[inline]
pub fn lend<T: ?Sized + Send + Sync + 'static>(cx: Cx<'_>) -> Result<&T, Error> {
    match kept::<T>(cx) {
        Some(it) => Ok(it),
        None => found_to_lend(Origin::of(cx), known(cx)),
    }
}

/// The same, where the short way does not lead to it.
#[inline(never)]
fn found_to_lend<T: ?Sized + Send + Sync + 'static>(
    origin: Origin<'_>,
    spot: Spot,
) -> Result<&T, Error> {
    let cx = origin.linked(Link::None);
    match found::<T, &T>(cx, spot)? {
        (_, Some(it)) => Ok(it),
        // What a factory makes, nobody keeps to lend it.
        (_, None) => missing::<_, &T>(),
    }
}

/// Makes one in a box.
fn boxed<T: ?Sized + 'static>(cx: Cx<'_>, spot: Option<Spot>) -> Result<Box<T>, Error> {
    match at_hand(cx.linked(Link::None), |_| spot) {
        Some((make, cell, spot)) => (cast::<MakeBoxed<T>>(make).0)(Origin::of(cx), cell.at(spot)),
        None => missing::<_, Box<T>>(),
    }
}

impl<'c, T: ?Sized + 'static> Asked<'c> for Box<T> {
    const KEY: fn() -> Key = Key::boxed::<T>;

    fn provide(cx: Cx<'c>) -> Result<Box<T>, Error> {
        boxed(cx, find(cx, |it| it.find_key(&Key::boxed::<T>())))
    }
}

/// Makes a `T`. For the derive.
///
/// # Errors
///
/// If nobody provides it, or its constructor fails.
#[inline]
pub fn by_value<T: ByValue>(cx: Cx<'_>) -> Result<T::Borrowing<'_>, Error> {
    match at_hand(cx, |it| it.owned.find(TypeId::of::<T>())) {
        Some((make, cell, spot)) => (cast::<Make<T>>(make).0)(Origin::of(cx), cell.at(spot)),
        None => found_to_make::<T>(Origin::of(cx), known(cx)),
    }
}

/// The same, where the short way does not lead to it.
#[inline(never)]
fn found_to_make<T: ByValue>(origin: Origin<'_>, spot: Spot) -> Result<T::Borrowing<'_>, Error> {
    let cx = origin.linked(Link::None);
    let spot = spot.or_else(|| cx.container().owned.get(TypeId::of::<T>()));
    match at_hand(cx, |_| spot) {
        Some((make, cell, spot)) => (cast::<Make<T>>(make).0)(origin, cell.at(spot)),
        None => missing::<_, T>(),
    }
}

// The only ones of these traits: or else they would be listed wherever another container
// lacks something.
#[diagnostic::do_not_recommend]
impl<'c, K, Q: 'static> ProvidesNamed<'c, K, Q> for DynamicContainer
where
    Self: Provides<'c, K>,
{
    const INDEX: Option<usize> = None;
    const KEY: Option<fn() -> Key> = Some(named::<K, Q>);

    fn provide_named(cx: Cx<'c>) -> Result<K, Error> {
        match find(cx, |it| it.find_key(&named::<K, Q>())) {
            Some(spot) => <Self as Provides<'c, K>>::provide(cx.linked(Link::To(spot))),
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
    let index = target.entry as usize;
    let Entry { place: Place::Collection(elements), .. } = &container.entries[index] else {
        return Err(missing());
    };
    let node = cx.node_at(index);
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
        K: Eq + fmt::Debug + 'static,
        V: Element<'c>,
    {
        let caller = Location::caller();
        cx.check_open(|| Wanted::asked::<V>(caller))?;
        let found = cx.container().find_key(&V::by_key::<K>());
        let elements =
            found.and_then(|it| match &cx.container().entries[it.entry as usize].place {
                Place::Collection(elements) => Some(elements),
                _ => None,
            });
        if let Some(element) = elements.and_then(|it| it.iter().find(|it| it.key::<K>() == key)) {
            return V::one(cx.linked(Link::To(element.target)));
        }
        let why = format!("nobody has registered it under the key `{key:?}`");
        Err(Error::new(ErrorKind::NotProvided, Wanted::asked::<V>(caller)).caused_by(why))
    }
}
