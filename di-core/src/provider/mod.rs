//! How a service is obtained, and how long it lives.

mod factory;
mod held;
mod resource;
mod scoped;
mod singleton;
mod value;

use core::fmt;

pub use factory::Factory;
pub use held::Held;
use held::Hold;
pub use resource::{Resource, lent};
pub use scoped::Scoped;
pub use singleton::Singleton;
pub use value::{IntoValue, Value};

use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::function::IntoService;
use crate::graph::Node;
use crate::slot::{BuildOrder, Slot};

/// What an override puts in the place of a constructor.
pub struct Replacement<T>(Option<Box<Constructor<'static, T>>>);

/// It is told which provider it stands for, to name it where it fails.
type Constructor<'a, T> = dyn Fn(&'static Node) -> Result<T, Error> + Send + Sync + 'a;

impl<T> Replacement<T> {
    const NONE: Self = Self(None);

    fn new<R: IntoService<T>>(constructor: impl Fn() -> R + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(move |node| match constructor().into_service() {
            Ok(service) => Ok(service),
            Err(source) => Err(Error::constructor(node, source)),
        })))
    }

    #[inline]
    fn get(&self) -> Option<&Constructor<'static, T>> {
        // By hand: `as_deref` is one more function for each service.
        match &self.0 {
            Some(constructor) => Some(&**constructor),
            None => None,
        }
    }
}

/// Fills `slot` with what the replacement or else `build` makes.
#[inline]
fn fill<'s, T, C: Container>(
    slot: &'s Slot<T>,
    order: &BuildOrder,
    index: usize,
    replacement: &Replacement<T>,
    build: impl FnOnce() -> Result<T, Error>,
) -> Result<&'s T, Error> {
    let node = move || Context::<C>::node(index);
    slot.build(order, node, move || match replacement.get() {
        Some(constructor) => constructor(node()),
        None => build(),
    })
}

impl<T> fmt::Debug for Replacement<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "overridden" } else { "as declared" })
    }
}
