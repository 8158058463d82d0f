//! Functions as providers.

use core::future::Future;

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::{BoxError, Error};
use crate::graph::{Dependency, Node};
use crate::lifecycle::{Asynchronous, Synchronous};

/// A function or closure whose parameters are its dependencies.
///
/// Implemented for every function of up to 16 parameters; `Args` is the tuple of
/// their types.
#[diagnostic::on_unimplemented(
    message = "this cannot be called with dependencies from a container",
    label = "not a function of at most 16 parameters",
    note = "help: group some of its parameters in a struct with `#[derive(Injectable)]`"
)]
pub trait ProviderFn<Args> {
    /// What the function returns.
    type Output;

    /// Calls the function.
    fn call(self, arguments: Args) -> Self::Output;
}

/// A tuple of keys, each of which the container `C` provides.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of what is needed from `{C}`",
    label = "needs `{Self}`, which is no tuple",
    note = "help: write a tuple of up to 16 keys: `(Arc<Pool>,)` for one, `(&'c Config, Arc<Pool>)` for two, `()` for none"
)]
pub trait DependencyList<'c, C: Container>: Sized {
    /// The keys, as edges of the graph.
    const DEPENDENCIES: &'static [Dependency];

    /// Obtains all of them, in order.
    ///
    /// # Errors
    ///
    /// The position of the first that cannot be obtained, and why.
    fn provide_all(cx: Context<'c, C>) -> Result<Self, (usize, Error)>;
}

/// What a provider's function may return where a `T` is wanted: `T` itself, or
/// `Result<T, E>`; for an `Arc<T>` or a `Box<T>` also the bare `T`, and for an
/// `Arc<dyn Trait>` also a `Box<dyn Trait>`.
///
/// `E` is any error that becomes a boxed one by `?`.
#[diagnostic::on_unimplemented(
    message = "this function returns `{Self}`, but its provider needs `{T}`",
    label = "returns `{Self}`",
    note = "help: return `{T}`, or the service without the pointer, or a `Result` of either whose error is `Error + Send + Sync`, or a `String`",
    note = "help: of a `dyn Trait`, name the trait: `|| -> Box<dyn Trait> {{ Box::new(..) }}`"
)]
pub trait IntoService<T> {
    /// Turns the returned value into the service.
    ///
    /// # Errors
    ///
    /// The function's own error.
    fn into_service(self) -> Result<T, BoxError>;
}

/// What a function returns where a `T` is wanted: it, or a future of it.
#[diagnostic::on_unimplemented(
    message = "this function returns `{Self}`, but its provider needs `{T}`",
    label = "returns `{Self}`",
    note = "help: return `{T}`, or the service without the pointer, or a `Result` of either whose error is `Error + Send + Sync`, or a `String`; the function of a `Resource` or of a `Scoped` may be `async`",
    note = "help: of a `dyn Trait`, name the trait, `|| -> Box<dyn Trait> {{ Box::new(..) }}`, or in a container the type: `#[provide(SomeType, with = ..)]`"
)]
pub trait Returns<T, Mode> {}

#[diagnostic::do_not_recommend]
impl<T, R: IntoService<T>> Returns<T, Synchronous> for R {}

#[diagnostic::do_not_recommend]
impl<T, F: Future<Output: IntoService<T>>> Returns<T, Asynchronous> for F {}

/// How a function returns that is called and does not wait.
#[diagnostic::on_unimplemented(
    message = "this function is `async`, but what it builds is built at once",
    label = "returns `{R}`",
    note = "help: make the field a `Resource`, which is opened when the container starts, or a `Scoped`, if each scope has its own",
    note = "help: if it is a `Scoped`, remove `borrowed` or `decorate`, and have a `Box<dyn Trait>` returned rather than the type behind the trait: `#[provide(with = ..)]`"
)]
pub trait AtOnce<R, T> {
    /// Turns what the function returned into the service.
    ///
    /// # Errors
    ///
    /// The function's own error.
    fn into_service(returned: R) -> Result<T, BoxError>;
}

impl<T, R: IntoService<T>> AtOnce<R, T> for Synchronous {
    #[inline]
    fn into_service(returned: R) -> Result<T, BoxError> {
        returned.into_service()
    }
}

/// Builds a `T` from a container.
#[doc(hidden)]
pub trait Constructor<'c, C: Container, T>: Fn(Context<'c, C>) -> Result<T, Error> + Copy {}

impl<'c, C, T, F> Constructor<'c, C, T> for F
where
    C: Container,
    F: Fn(Context<'c, C>) -> Result<T, Error> + Copy,
{
}

/// A provider's function: what it depends on, for the graph's constant, and how
/// to call it.
///
/// One function gives both, because then a mistake in either is one error.
#[doc(hidden)]
pub const fn function<'c, C, T, F, A, M>(
    index: usize,
    function: F,
) -> (&'static [Dependency], impl Constructor<'c, C, T>)
where
    C: Container,
    F: ProviderFn<A> + Copy,
    F::Output: Returns<T, M>,
    A: DependencyList<'c, C>,
    M: AtOnce<F::Output, T>,
{
    let node = move || Context::<C>::node(index);
    (A::DEPENDENCIES, move |cx: Context<'c, C>| construct::<C, T, F, A, M>(cx, function, node))
}

/// Calls a provider's function.
#[inline]
pub(crate) fn construct<'c, C, T, F, A, M>(
    cx: Context<'c, C>,
    function: F,
    node: impl Fn() -> &'static Node,
) -> Result<T, Error>
where
    C: Container,
    F: ProviderFn<A>,
    A: DependencyList<'c, C>,
    M: AtOnce<F::Output, T>,
{
    match call(cx, function, &node) {
        Ok(returned) => match M::into_service(returned) {
            Ok(service) => Ok(service),
            Err(source) => Err(Error::constructor(node(), source)),
        },
        Err(error) => Err(error),
    }
}

/// Calls a function with what it asks for.
#[inline]
pub(crate) fn call<'c, C, F, A>(
    cx: Context<'c, C>,
    function: F,
    node: impl Fn() -> &'static Node,
) -> Result<F::Output, Error>
where
    C: Container,
    F: ProviderFn<A>,
    A: DependencyList<'c, C>,
{
    match A::provide_all(cx) {
        Ok(arguments) => Ok(function.call(arguments)),
        Err((position, error)) => {
            let node = node();
            let parameter = node.parameter(position);
            Err(error.needed_by_parameter(node.type_name(), parameter, node.location()))
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoService<T> for T {
    #[inline]
    fn into_service(self) -> Result<T, BoxError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: Into<BoxError>> IntoService<T> for Result<T, E> {
    #[inline]
    fn into_service(self) -> Result<T, BoxError> {
        self.map_err(Into::into)
    }
}

/// Adds the conversions into a smart pointer.
macro_rules! into_pointer {
    ($pointer:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T> IntoService<$pointer<T>> for T {
            #[inline]
            fn into_service(self) -> Result<$pointer<T>, BoxError> {
                Ok($pointer::new(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T, E: Into<BoxError>> IntoService<$pointer<T>> for Result<T, E> {
            #[inline]
            fn into_service(self) -> Result<$pointer<T>, BoxError> {
                self.map($pointer::new).map_err(Into::into)
            }
        }
    };
}

use std::sync::Arc;

into_pointer!(Arc);
into_pointer!(Box);

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoService<Arc<T>> for Box<T> {
    fn into_service(self) -> Result<Arc<T>, BoxError> {
        Ok(Arc::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, E: Into<BoxError>> IntoService<Arc<T>> for Result<Box<T>, E> {
    fn into_service(self) -> Result<Arc<T>, BoxError> {
        self.map(Arc::from).map_err(Into::into)
    }
}

/// Implements the traits for the functions and the tuples of one length.
macro_rules! functions {
    ($($T:ident $value:ident $position:literal),*) => {
        impl<Function, Output, $($T),*> ProviderFn<($($T,)*)> for Function
        where
            Function: FnOnce($($T),*) -> Output,
        {
            type Output = Output;

            #[inline]
            fn call(self, ($($value,)*): ($($T,)*)) -> Output {
                self($($value),*)
            }
        }

        impl<'c, C, $($T),*> DependencyList<'c, C> for ($($T,)*)
        where
            C: Container $(+ Provides<'c, $T>)*,
        {
            const DEPENDENCIES: &'static [Dependency] =
                &[$(Dependency::of::<Self, $T, C>("")),*];

            #[inline]
            #[allow(unused_variables, reason = "the empty tuple resolves nothing")]
            fn provide_all(cx: Context<'c, C>) -> Result<Self, (usize, Error)> {
                $(
                    let $value = match <C as Provides<'c, $T>>::provide(cx.at($position)) {
                        Ok(value) => value,
                        Err(error) => return Err(($position, error)),
                    };
                )*
                Ok(($($value,)*))
            }
        }
    };
}

functions!();
functions!(A a 0);
functions!(A a 0, B b 1);
functions!(A a 0, B b 1, D d 2);
functions!(A a 0, B b 1, D d 2, E e 3);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10);
functions!(A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11);
functions!(
    A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12
);
functions!(
    A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12,
    O o 13
);
functions!(
    A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12,
    O o 13, P p 14
);
functions!(
    A a 0, B b 1, D d 2, E e 3, F f 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12,
    O o 13, P p 14, Q q 15
);
