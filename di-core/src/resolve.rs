//! Asking a container or a scope.

use core::panic::Location;

use crate::container::{Construct, Container, Provides};
use crate::context::Context;
use crate::error::{Error, Wanted};
use crate::function::{DependencyList, ProviderFn};
use crate::lifecycle::{Targets, is_needed};
use crate::resolving::Resolving;

/// What can be asked for services: a container, a [`Scope`](crate::Scope) or an
/// [`OwnedScope`](crate::OwnedScope).
pub trait Resolve {
    /// The container that answers.
    type Container: Container;

    /// Returns where a resolution takes place.
    #[doc(hidden)]
    fn context(&self) -> Context<'_, Self::Container>;

    /// Returns what the container provides under the key `T`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    ///
    /// #[derive(Injectable)]
    /// struct Clock;
    ///
    /// #[derive(Container)]
    /// struct App { clock: Singleton<Clock> }
    ///
    /// let app = App::new();
    /// let keep: Arc<Clock> = app.resolve()?;
    /// let borrow: &Clock = app.resolve()?;
    /// assert!(std::ptr::eq(&*keep, borrow), "one instance, two ways to ask");
    /// # Ok::<(), di_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a constructor fails, or panicked in another thread while this one waited
    /// for it; if a constructor asks for itself on a way that the compiler cannot
    /// see; if something scoped is asked of the container itself. See
    /// [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Panics
    ///
    /// If a constructor panics in this thread. The next to ask tries again.
    #[inline]
    #[track_caller]
    fn resolve<'c, T>(&'c self) -> Result<T, Error>
    where
        Self::Container: Provides<'c, T>,
    {
        let (cx, caller) = (self.context(), Location::caller());
        cx.check_open(|| Wanted::asked::<T>(caller))?;
        let provided = <Self::Container as Provides<'c, T>>::provide(cx);
        match <Self::Container as Provides<'c, T>>::KEY {
            // The compiler knows who provides it.
            None => provided,
            Some(_) => provided.map_err(|error| error.asked_at(caller)),
        }
    }

    /// Builds a service that the container does not list, from what it does.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// #[derive(Injectable)]
    /// struct Clock;
    ///
    /// #[derive(Injectable)]
    /// struct Stamp<'a> { clock: &'a Clock }
    ///
    /// #[derive(Container)]
    /// struct App { clock: Singleton<Clock> }
    ///
    /// let app = App::new();
    /// let stamp: Stamp<'_> = app.make()?;
    /// assert!(std::ptr::eq(stamp.clock, app.resolve::<&Clock>()?));
    /// # Ok::<(), di_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`resolve`](Self::resolve).
    ///
    /// # Panics
    ///
    /// As for [`resolve`](Self::resolve).
    #[inline]
    #[track_caller]
    fn make<'c, T>(&'c self) -> Result<T, Error>
    where
        T: Construct<'c, Self::Container>,
    {
        let (cx, caller) = (self.context(), Location::caller());
        cx.check_open(|| Wanted::asked::<T>(caller))?;
        T::construct(cx)
    }

    /// Returns what the container provides under the key `T`, and opens before it what
    /// has to be opened in this scope: what has an `async` constructor.
    ///
    /// If many tasks ask at once, one of them opens it, and the others wait for it. If it
    /// fails, they share the failure; if it is dropped, one of them begins anew.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::Outcome;
    ///
    /// struct Transaction;
    ///
    /// async fn begin() -> Transaction {
    ///     Transaction
    /// }
    ///
    /// async fn end(transaction: Transaction, outcome: Outcome) {
    ///     assert!(outcome.is_ok(), "so commit");
    /// }
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     #[provide(with = begin, close = end)]
    ///     transaction: Scoped<Transaction>,
    /// }
    ///
    /// # futures_executor::block_on(async {
    /// let app = App::new().build();
    /// let scope = app.scope();
    /// let transaction: &Transaction = scope.resolve_async().await?;
    /// assert!(std::ptr::eq(transaction, scope.resolve::<&Transaction>()?), "it is open");
    /// scope.close().await?;
    /// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`resolve`](Self::resolve); also if something cannot be opened, or if it
    /// panics while it is opened.
    ///
    /// # Panics
    ///
    /// As for [`resolve`](Self::resolve).
    #[track_caller]
    fn resolve_async<'c, T>(&'c self) -> Resolving<'c, Self::Container, T>
    where
        Self::Container: Provides<'c, T>,
    {
        let begin = |cx: Context<'c, Self::Container>, caller| {
            cx.check_open(|| Wanted::asked::<T>(caller))?;
            let target = index::<Self::Container, T>(cx);
            let edge = <Self::Container as Provides<'c, T>>::EDGE;
            let is_needed = is_needed(cx.container().graph(), target, edge);
            let targets = target.filter(|_| is_needed).map(Targets::Key);
            Ok(targets.map(|it| Self::Container::open_before(cx, it)))
        };
        Resolving::new(self.context(), begin, <Self::Container as Provides<'c, T>>::provide)
    }

    /// Builds a service that the container does not list, as [`make`](Self::make) does,
    /// and opens before it what has to be opened in this scope.
    ///
    /// # Errors
    ///
    /// As for [`resolve_async`](Self::resolve_async).
    ///
    /// # Panics
    ///
    /// As for [`resolve`](Self::resolve).
    #[track_caller]
    fn make_async<'c, T>(&'c self) -> Resolving<'c, Self::Container, T>
    where
        T: Construct<'c, Self::Container>,
    {
        let begin = |cx: Context<'c, Self::Container>, caller| {
            cx.check_open(|| Wanted::asked::<T>(caller))?;
            let graph = cx.container().graph();
            let mut needed =
                T::DEPENDENCIES.iter().filter(|it| is_needed(graph, it.target_in(cx), it.edge()));
            let targets = needed.next().map(|_| Targets::Dependencies(T::DEPENDENCIES));
            Ok(targets.map(|it| Self::Container::open_before(cx, it)))
        };
        Resolving::new(self.context(), begin, T::construct)
    }

    /// Calls a function with what the container provides for its parameters.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// struct Config { port: u16 }
    ///
    /// #[derive(Container)]
    /// struct App { config: Value<Config> }
    ///
    /// let app = App::new(Config { port: 80 });
    /// assert_eq!(app.call(|config: &Config| config.port)?, 80);
    /// # Ok::<(), di_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a parameter cannot be resolved. What the function returns is returned
    /// as it is.
    ///
    /// # Panics
    ///
    /// If the function does, or a constructor in this thread.
    #[inline]
    #[track_caller]
    fn call<'c, F, A>(&'c self, function: F) -> Result<F::Output, Error>
    where
        F: ProviderFn<A>,
        A: DependencyList<'c, Self::Container>,
    {
        let (cx, caller) = (self.context(), Location::caller());
        cx.check_open(|| Wanted::asked::<F>(caller))?;
        match A::provide_all(cx) {
            Ok(arguments) => Ok(function.call(arguments)),
            Err((position, error)) => {
                let parameter = format!("#{}", position + 1);
                let name = core::any::type_name::<F>();
                Err(error.needed_by_parameter(name, parameter, caller))
            }
        }
    }
}

/// Returns the position of what provides a key.
#[inline]
pub(crate) fn index<'c, C: Provides<'c, T>, T>(cx: Context<'c, C>) -> Option<usize> {
    <C as Provides<'c, T>>::INDEX.or_else(|| C::find(cx, <C as Provides<'c, T>>::KEY?))
}

impl<C: Container> Resolve for C {
    type Container = C;

    #[inline]
    fn context(&self) -> Context<'_, C> {
        Context::new(self, None)
    }
}
