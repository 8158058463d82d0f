//! Groups of registrations.

use super::Builder;
use super::draft::short;

/// Something that registers providers: a function or a type. What it registers, tells where
/// it comes from.
///
/// ```
/// use di_core::prelude::*;
/// use di_core::{Builder, DynamicContainer};
///
/// #[derive(Injectable)]
/// struct Clock;
///
/// fn time(builder: &mut Builder) {
///     builder.singleton::<Clock>();
/// }
///
/// let app = DynamicContainer::builder().module(time).build()?;
/// assert!(app.resolve::<&Clock>().is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Module {
    /// Registers what the module has.
    fn register(self, builder: &mut Builder);
}

impl<F: FnOnce(&mut Builder)> Module for F {
    fn register(self, builder: &mut Builder) {
        self(builder);
    }
}

impl Builder {
    /// Registers what a module has. Errors name it beside what it registers.
    pub fn module<M: Module>(&mut self, module: M) -> &mut Self {
        let outer = self.origin.replace(short(core::any::type_name::<M>()));
        module.register(self);
        self.origin = outer;
        self
    }
}
