//! What a scope of a dynamic container builds, and what it is given.

use core::fmt;
use core::panic::Location;
use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::DynamicContainer;
use super::cell::Spot;
use super::entry::Place;
use super::recipe::{Erased, Instance};
use crate::context::Context;
use crate::error::{By, Error, ErrorKind, Wanted};
use crate::graph::ProviderKind;
use crate::key::Key;
use crate::slot::{Release, Slot};

/// What a scope has built: nothing, and no place for it, until something is asked for.
#[derive(Default)]
pub struct ScopeSlots(OnceCell<Box<[Slot<Instance>]>>);

impl ScopeSlots {
    /// Returns the place of one of `len` scoped providers.
    #[inline]
    pub(super) fn slot(&self, position: usize, len: usize) -> &Slot<Instance> {
        &self.0.get_or_init(|| (0..len).map(|_| Slot::new()).collect())[position]
    }

    /// Returns what was built already.
    #[inline]
    pub(super) fn get(&self, position: usize) -> Option<&Instance> {
        self.0.get()?.get(position)?.get()
    }

    /// Drops what was built, the last first.
    pub(super) fn release(&mut self) {
        let Some(mut slots) = self.0.take() else { return };
        release(&mut slots);
    }
}

/// Drops what was built, the last first. What panics while it is dropped does not keep the
/// others.
pub(super) fn release<R: Release>(slots: &mut [R]) {
    // What is needed first is often registered first; what is not built has no number.
    if !slots.iter().filter_map(Release::order).is_sorted() {
        slots.sort_by_key(Release::order);
    }
    Rest(slots.iter_mut()).release();
}

/// What is still to be dropped.
struct Rest<'s, R: Release>(core::slice::IterMut<'s, R>);

impl<R: Release> Rest<'_, R> {
    fn release(&mut self) {
        while let Some(held) = self.0.next_back() {
            if held.order().is_some() {
                held.release();
            }
        }
    }
}

impl<R: Release> Drop for Rest<'_, R> {
    fn drop(&mut self) {
        self.release();
    }
}

impl fmt::Debug for ScopeSlots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopeSlots")
    }
}

/// What a scope is given when it is opened: a tuple of up to 8 inputs.
///
/// See [`DynamicContainer::scope_with`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of a scope's inputs",
    label = "no tuple",
    note = "help: write a tuple, with an instance for each `.input::<..>()`: `(RequestId(7),)` for one"
)]
pub trait Inputs {
    /// Hands them out, one after the other.
    #[doc(hidden)]
    fn each(self, give: &mut dyn FnMut(Key, Erased));
}

macro_rules! inputs {
    ($($T:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<$($T: Send + Sync + 'static),*> Inputs for ($($T,)*) {
            #[allow(non_snake_case, unused_variables, reason = "a type and its value")]
            fn each(self, give: &mut dyn FnMut(Key, Erased)) {
                let ($($T,)*) = self;
                $(give(Key::shared::<$T>(), Box::new(Arc::new($T)));)*
            }
        }
    };
}

inputs!();
inputs!(A);
inputs!(A B);
inputs!(A B C);
inputs!(A B C D);
inputs!(A B C D E);
inputs!(A B C D E F);
inputs!(A B C D E F G);
inputs!(A B C D E F G H);

impl DynamicContainer {
    /// Puts the inputs of a scope where they belong.
    #[track_caller]
    pub(super) fn give(&self, inputs: impl Inputs, to: &ScopeSlots) -> Result<(), Error> {
        let location = Location::caller();
        let mut failed = None;
        inputs.each(&mut |key, given| {
            let wanted = Wanted { service: key.service, by: By::Giver, location };
            if let Err(error) = self.give_one(&key, given, to, wanted) {
                failed.get_or_insert(error);
            }
        });
        match failed {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    fn give_one(
        &self,
        key: &Key,
        given: Erased,
        to: &ScopeSlots,
        wanted: Wanted,
    ) -> Result<(), Error> {
        let is_input = |it: &usize| self.graph.nodes()[*it].kind() == ProviderKind::Input;
        let target = self.shared.get(key.binding.service);
        let entry = target.map(|Spot { entry, .. }| entry as usize);
        let Some(entry) = entry.filter(is_input) else {
            return Err(Error::new(ErrorKind::NoInput, wanted));
        };
        let it = &self.entries[entry];
        let Place::Scope(position) = it.place else { return Ok(()) };
        if it.is_overridden {
            return Ok(());
        }
        let cx = Context::new(self, None);
        let instance = Instance::of(cx, given, &it.views, |at| it.link(at))?;
        // It is a scope's own, and nobody else has seen it yet.
        let slot = to.slot(position, self.scoped);
        if slot.get().is_some() {
            return Err(Error::new(ErrorKind::GivenTwice, wanted));
        }
        slot.give(instance);
        Ok(())
    }
}
