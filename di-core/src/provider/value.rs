use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::home::Home;

/// Provides an instance that is given to the container when it is created.
///
/// It provides `Arc<T>` and `&T`. The container's `new` takes one argument for
/// each `Value`, in the order of the fields: a `T`, or an `Arc<dyn Trait>` for a
/// `Value<dyn Trait>`. Of a configuration, give each service a section of its own,
/// as a `Value`; no error and no graph ever shows what is in it.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct Config { port: u16 }
///
/// #[derive(Container)]
/// struct App { config: Value<Config> }
///
/// let mut app = App::new(Config { port: 80 });
/// app.config.override_with(Config { port: 8080 });
/// let config: &Config = app.resolve()?;
/// assert_eq!(config.port, 8080);
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Value<T: ?Sized, Q = ()> {
    given: Arc<T>,
    home: Home,
    qualifier: PhantomData<fn() -> Q>,
}

impl<T: ?Sized, Q> Value<T, Q> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub fn new(value: impl IntoValue<T>) -> Self {
        Self { given: value.into_value(), home: Home::new(), qualifier: PhantomData }
    }

    /// Puts another instance in the place of the one that was given: a `T`, an
    /// `Arc<T>` or a `Box<T>`.
    pub fn override_with(&mut self, value: impl IntoValue<T>) {
        self.given = value.into_value();
    }

    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn keep(&self) -> Arc<T> {
        Arc::clone(&self.given)
    }

    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn lend(&self) -> &T {
        &self.given
    }

    /// Where the container notes where it is. For the derive.
    #[doc(hidden)]
    pub const fn home(&self) -> &Home {
        &self.home
    }
}

impl<T: ?Sized, Q> fmt::Debug for Value<T, Q> {
    /// Never shows the value, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value")
    }
}

/// What a [`Value<T>`](Value) is made of: a `T`, an `Arc<T>` or a `Box<T>`.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no value for a `Value<{T}>`",
    label = "neither `{T}` nor an `Arc` or a `Box` of it",
    note = "help: of a `dyn Trait`, say so: `Arc::new(..) as Arc<dyn Trait>`"
)]
pub trait IntoValue<T: ?Sized> {
    /// Shares the value.
    fn into_value(self) -> Arc<T>;
}

#[diagnostic::do_not_recommend]
impl<T> IntoValue<T> for T {
    fn into_value(self) -> Arc<T> {
        Arc::new(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<T> for Arc<T> {
    fn into_value(self) -> Arc<T> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<T> for Box<T> {
    fn into_value(self) -> Arc<T> {
        Arc::from(self)
    }
}

// A panic cannot leave a value half-changed: it is only ever replaced as a whole.
impl<T: ?Sized, Q> UnwindSafe for Value<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Value<T, Q> {}
