//! Types that know how they are opened and closed.

use core::future::{Future, ready};
use core::marker::PhantomData;
use core::pin::Pin;
use std::sync::Arc;

use super::Step;
use super::function::{Opening, Opens};
use crate::container::Container;
use crate::context::Context;
use crate::error::{BoxError, Error, ErrorKind};
use crate::function::DependencyList;
use crate::graph::{Dependency, Node};
use crate::provider::Resource;

/// A type that knows how it is opened, and how it is closed: a `Resource` of it needs no
/// function.
///
/// ```
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use di_core::prelude::*;
/// use di_core::Open;
///
/// struct Config { url: &'static str }
/// struct Pool { url: &'static str, is_open: AtomicBool }
///
/// impl Open for Pool {
///     type Needs<'c> = (&'c Config,);
///     type Error = std::io::Error;
///
///     async fn open((config,): Self::Needs<'_>) -> Result<Self, Self::Error> {
///         Ok(Pool { url: config.url, is_open: AtomicBool::new(true) })
///     }
///
///     async fn close(&self) -> Result<(), Self::Error> {
///         self.is_open.store(false, Ordering::Relaxed);
///         Ok(())
///     }
/// }
///
/// #[derive(Container)]
/// struct App {
///     config: Value<Config>,
///     pool: Resource<Pool>,
/// }
///
/// # futures_executor::block_on(async {
/// let app = App::new(Config { url: "db" }).start().await?;
/// let pool: std::sync::Arc<Pool> = app.resolve()?;
/// assert_eq!((pool.url, pool.is_open.load(Ordering::Relaxed)), ("db", true));
/// app.shutdown().await?;
/// assert!(!pool.is_open.load(Ordering::Relaxed));
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "nothing says how a `{Self}` is opened",
    label = "a `Resource` needs the function that opens it",
    note = "help: name it, `#[provide(with = connect)]`; it may be `async`; what needs no opening is a `Singleton<{Self}>`",
    note = "help: or implement `di_core::Open` for `{Self}`"
)]
pub trait Open: Sized + Send + Sync + 'static {
    /// What it needs from the container: a tuple of up to 16 keys.
    type Needs<'c>;

    /// Why it cannot be opened or closed.
    type Error: Into<BoxError>;

    /// Opens it.
    fn open(needs: Self::Needs<'_>) -> impl Future<Output = Result<Self, Self::Error>> + Send;

    /// Closes it. Unless it is written, there is nothing to close.
    fn close(&self) -> impl Future<Output = Result<(), Self::Error>> + Send {
        async { Ok(()) }
    }
}

/// What opens such a type: what it depends on, whether it is `async`, and how to call it.
#[doc(hidden)]
#[must_use]
pub const fn open_itself<'c, C, T>(
    index: usize,
) -> (&'static [Dependency], bool, impl Opens<'c, C, T>)
where
    C: Container,
    T: Open,
    T::Needs<'c>: DependencyList<'c, C> + Send,
{
    (<T::Needs<'c>>::DEPENDENCIES, true, Itself { index, opens: PhantomData::<fn() -> T> })
}

struct Itself<T> {
    index: usize,
    opens: PhantomData<fn() -> T>,
}

impl<T> Clone for Itself<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Itself<T> {}

impl<'c, C, T> Opens<'c, C, T> for Itself<T>
where
    C: Container,
    T: Open,
    T::Needs<'c>: DependencyList<'c, C> + Send,
{
    fn now(self, _: Context<'c, C>) -> Result<Arc<T>, Error> {
        Err(Error::new(ErrorKind::NotOpened, Context::<C>::node(self.index)))
    }

    fn open(self, cx: Context<'c, C>) -> Opening<'c, T> {
        open_it(cx, Context::<C>::node(self.index))
    }

    fn close(self, opened: &'c Arc<T>) -> Option<Step<'c>> {
        Some(Box::pin(async move {
            let node = Context::<C>::node(self.index);
            let closed = opened.close().await;
            closed.map_err(|source| Error::new(ErrorKind::CloserFailed, node).caused_by(source))
        }))
    }
}

/// Opens such a type.
pub(crate) fn open_it<'c, C, T>(cx: Context<'c, C>, node: &'static Node) -> Opening<'c, T>
where
    C: Container,
    T: Open,
    T::Needs<'c>: DependencyList<'c, C> + Send,
{
    match <T::Needs<'c>>::provide_all(cx) {
        Ok(needs) => {
            // Boxed by itself: Rust 1.85 cannot prove that what awaits it is `Send`.
            let opening: Pin<Box<dyn Future<Output = Result<T, T::Error>> + Send + 'c>> =
                Box::pin(T::open(needs));
            Box::pin(async move {
                let opened = opening.await;
                opened.map(Arc::new).map_err(|source| Error::constructor(node, source.into()))
            })
        }
        Err((position, error)) => {
            let parameter = node.parameter(position);
            let error = error.needed_by_parameter(node.type_name(), parameter, node.location());
            Box::pin(ready(Err(error)))
        }
    }
}

/// Closes such a type, if it was opened.
#[doc(hidden)]
pub fn close_itself<'c, C: Container, T: ?Sized, Q>(
    _: &'c C,
    resource: &'c Resource<T, Q>,
    opens: impl Opens<'c, C, T>,
) -> Option<Step<'c>> {
    resource.opened().and_then(|it| opens.close(it))
}
