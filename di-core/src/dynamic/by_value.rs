//! Services that are given out by value.

use core::fmt;

use super::cell::{At, Origin};
use super::provides::Asked;
use super::recipe::Cx;
use crate::error::Error;
use crate::maker::Maker;

/// A type that a [`DynamicContainer`](crate::DynamicContainer) can give out by value, from a
/// factory.
///
/// `#[derive(Injectable)]` implements it, and [`by_value!`](crate::by_value) for a type that
/// only functions build. It stands for the type with `'static` in the place of its lifetime,
/// as a declared container lists it.
#[diagnostic::on_unimplemented(
    message = "a dynamic container cannot give out a `{Self}` by value",
    label = "nothing says that it can",
    note = "help: put `#[derive(Injectable)]` on it, or, if it is your own and only functions build it, write `di_core::by_value!({Self});`",
    note = "help: or give it out in a `Box`: `.provide::<{Self}>().factory_with(..)`"
)]
pub trait ByValue: 'static {
    /// The type, as it borrows from its container.
    type Borrowing<'c>;
}

/// Lets a [`DynamicContainer`](crate::DynamicContainer) give out types by value that only
/// functions build.
///
/// ```
/// use di_core::prelude::*;
/// use di_core::DynamicContainer;
///
/// struct Connection { number: u32 }
/// di_core::by_value!(Connection);
///
/// let app = DynamicContainer::builder().factory_with(|| Connection { number: 7 }).build()?;
/// assert_eq!(app.resolve::<Connection>()?.number, 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! by_value {
    ($($service:ty),+ $(,)?) => {
        $(
            impl $crate::ByValue for $service {
                type Borrowing<'c> = $service;
            }

            impl<'c> $crate::Asked<'c> for $service {
                const KEY: fn() -> $crate::__private::Key =
                    $crate::__private::Key::owned::<$service>;

                fn provide(
                    cx: $crate::Context<'c, $crate::DynamicContainer>,
                ) -> $crate::Result<$service> {
                    $crate::__private::by_value::<$service>(cx)
                }
            }
        )+
    };
}

/// Lets a [`DynamicContainer`](crate::DynamicContainer) lend the objects of a trait: `&dyn
/// Trait`, in services and where they are asked for. It is written beside the trait.
///
/// What a declared container lends needs no such word, nor what is kept, `Arc<dyn Trait>`.
///
/// ```
/// use di_core::prelude::*;
/// use di_core::DynamicContainer;
///
/// trait Clock: Send + Sync { fn hour(&self) -> u32; }
/// di_core::by_reference!(dyn Clock);
///
/// #[derive(Injectable)]
/// struct Noon;
/// impl Clock for Noon { fn hour(&self) -> u32 { 12 } }
///
/// #[derive(Injectable)]
/// struct Greeting<'a> { clock: &'a dyn Clock }
///
/// let app = DynamicContainer::builder()
///     .singleton::<Noon>()
///     .provides::<dyn Clock>(|it| it)
///     .factory::<Greeting<'static>>()
///     .build()?;
/// assert_eq!(app.resolve::<Greeting<'_>>()?.clock.hour(), 12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! by_reference {
    ($($service:ty),+ $(,)?) => {
        $(
            impl<'c> $crate::Asked<'c> for &'c $service {
                const KEY: fn() -> $crate::__private::Key =
                    $crate::__private::Key::lent::<$service>;

                fn provide(
                    cx: $crate::Context<'c, $crate::DynamicContainer>,
                ) -> $crate::Result<&'c $service> {
                    $crate::__private::lend::<$service>(cx)
                }
            }

            impl<'c> $crate::Element<'c> for &'c $service {
                const ALL: fn() -> $crate::__private::Key =
                    $crate::__private::Key::lent_elements::<$service>;

                fn by_key<K: 'static>() -> $crate::__private::Key {
                    $crate::__private::Key::lent_entries::<K, $service>()
                }

                fn one(
                    cx: $crate::Context<'c, $crate::DynamicContainer>,
                ) -> $crate::Result<Self> {
                    $crate::__private::lend::<$service>(cx)
                }
            }
        )+
    };
}

pub(super) type MakeFn<T> =
    dyn for<'c> Fn(Origin<'c>, At) -> Result<<T as ByValue>::Borrowing<'c>, Error> + Send + Sync;

/// Makes a `T` each time.
pub(super) struct Make<T: ByValue>(pub(super) Box<MakeFn<T>>);

/// Makes a `Box<T>` each time.
pub(super) struct MakeBoxed<T: ?Sized>(pub(super) Box<MakeBoxedFn<T>>);

pub(super) type MakeBoxedFn<T> =
    dyn for<'c> Fn(Origin<'c>, At) -> Result<Box<T>, Error> + Send + Sync;

impl<T: ByValue> fmt::Debug for Make<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Make")
    }
}

#[diagnostic::do_not_recommend]
impl<T: 'static, A: 'static> ByValue for Maker<T, A> {
    type Borrowing<'c> = Self;
}

#[diagnostic::do_not_recommend]
impl<'c, T: 'static, A: 'static> Asked<'c> for Maker<T, A> {
    const KEY: fn() -> crate::key::Key = crate::key::Key::owned::<Maker<T, A>>;

    fn provide(cx: Cx<'c>) -> Result<Maker<T, A>, Error> {
        super::provides::by_value::<Maker<T, A>>(cx)
    }
}
