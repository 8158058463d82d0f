//! Collections with keys, as maps.

use core::hash::{BuildHasher, Hash};
use std::collections::{BTreeMap, HashMap};

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::Error;
use crate::key::Key;

/// A container with a collection of elements `V`.
///
/// Implemented by the container's derive, for `#[provide(into dyn Trait)]`. It is asked
/// for as a `Vec<Arc<dyn Trait>>` or as a `Vec<&dyn Trait>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no collection of `{V}`",
    label = "a `Vec` of `{V}` is needed here, but `{Self}` has none",
    note = "help: put something into it, `#[provide(into dyn Trait)]` on a field, or declare it empty, `#[container(collection(dyn Trait))]` on `{Self}`; then ask for a `Vec<Arc<dyn Trait>>` or a `Vec<&dyn Trait>`",
    note = "help: if it is no collection, provide it as a `Value<Vec<..>>` and ask for an `Arc<Vec<..>>`, or write `#[inject(default)]` or `#[inject(with = ..)]` on the field that asks"
)]
pub trait ProvidesElements<'c, V>: Container {
    /// The position of the collection in [`Graph::nodes`](crate::Graph::nodes).
    const INDEX: Option<usize>;

    /// What is asked for, if the position is only known to the running program.
    #[doc(hidden)]
    const KEY: Option<fn() -> Key> = None;

    /// Returns the elements, in the order of the fields.
    ///
    /// # Errors
    ///
    /// If one of them cannot be resolved.
    fn provide_elements(cx: Context<'c, Self>) -> Result<Vec<V>, Error>;
}

impl<'c, C: ProvidesElements<'c, V>, V> Provides<'c, Vec<V>> for C {
    const INDEX: Option<usize> = <C as ProvidesElements<'c, V>>::INDEX;
    const KEY: Option<fn() -> Key> = <C as ProvidesElements<'c, V>>::KEY;

    fn provide(cx: Context<'c, C>) -> Result<Vec<V>, Error> {
        <C as ProvidesElements<'c, V>>::provide_elements(cx)
    }
}

/// A container with a collection whose elements `V` have keys of type `K`.
///
/// Implemented by the container's derive, for `#[provide(into dyn Trait, key = ..)]`.
/// It is asked for as a `BTreeMap<K, Arc<dyn Trait>>` or as a `HashMap`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no collection of `{V}` with keys of type `{K}`",
    label = "a map from `{K}` to `{V}` is needed here, but nothing is put into one",
    note = "help: put something into it, `#[provide(into dyn Trait, key = ..)]` on a field, or declare it empty, `#[container(collection(dyn Trait, key: {K}))]` on `{Self}`"
)]
pub trait ProvidesEntries<'c, K, V>: Container {
    /// The position of the collection in [`Graph::nodes`](crate::Graph::nodes).
    const INDEX: Option<usize>;

    /// What is asked for, if the position is only known to the running program.
    #[doc(hidden)]
    const KEY: Option<fn() -> Key> = None;

    /// Returns the elements, in the order of the fields.
    ///
    /// # Errors
    ///
    /// If one of them cannot be resolved.
    fn provide_entries(cx: Context<'c, Self>) -> Result<Vec<(K, V)>, Error>;
}

impl<'c, C, K, V> Provides<'c, BTreeMap<K, V>> for C
where
    C: ProvidesEntries<'c, K, V>,
    K: Ord,
{
    const INDEX: Option<usize> = <C as ProvidesEntries<'c, K, V>>::INDEX;
    const KEY: Option<fn() -> Key> = <C as ProvidesEntries<'c, K, V>>::KEY;

    fn provide(cx: Context<'c, C>) -> Result<BTreeMap<K, V>, Error> {
        <C as ProvidesEntries<'c, K, V>>::provide_entries(cx).map(BTreeMap::from_iter)
    }
}

impl<'c, C, K, V, S> Provides<'c, HashMap<K, V, S>> for C
where
    C: ProvidesEntries<'c, K, V>,
    K: Hash + Eq,
    S: BuildHasher + Default,
{
    const INDEX: Option<usize> = <C as ProvidesEntries<'c, K, V>>::INDEX;
    const KEY: Option<fn() -> Key> = <C as ProvidesEntries<'c, K, V>>::KEY;

    fn provide(cx: Context<'c, C>) -> Result<HashMap<K, V, S>, Error> {
        <C as ProvidesEntries<'c, K, V>>::provide_entries(cx).map(HashMap::from_iter)
    }
}

/// Compares two keys of a collection, at compile time.
///
/// # Panics
///
/// If they are equal.
#[track_caller]
pub const fn differ(one: &str, other: &str, message: &str) {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut equal = one.len() == other.len();
    let mut at = 0;
    while equal && at < one.len() {
        equal = one[at] == other[at];
        at += 1;
    }
    if equal {
        same_key(message);
    }
}

/// Says that two keys of a collection are equal: the panic is the compile error.
///
/// # Panics
///
/// Always.
#[track_caller]
pub const fn same_key(message: &str) -> ! {
    panic!("{}", message)
}
