use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

/// Provides an instance that is given to the container when it is created.
///
/// It provides `Arc<T>` and `&T`. The container's `new` takes one argument for
/// each `Value`, in the order of the fields: a `T`, or an `Arc<dyn Trait>` for a
/// `Value<dyn Trait>`.
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
pub struct Value<T: ?Sized>(Arc<T>);

impl<T: ?Sized> Value<T> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub fn new(value: impl IntoValue<T>) -> Self {
        Self(value.into_value())
    }

    /// Puts another instance in the place of the one that was given: a `T`, an
    /// `Arc<T>` or a `Box<T>`.
    pub fn override_with(&mut self, value: impl IntoValue<T>) {
        self.0 = value.into_value();
    }

    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn keep(&self) -> Arc<T> {
        Arc::clone(&self.0)
    }

    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn lend(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> fmt::Debug for Value<T> {
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
impl<T: ?Sized> UnwindSafe for Value<T> {}
impl<T: ?Sized> RefUnwindSafe for Value<T> {}
