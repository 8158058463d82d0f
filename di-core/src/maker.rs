//! Services of which the caller gives a part.

use core::fmt;
use core::panic::Location;
use std::sync::Arc;

use crate::check::looks_for_scope;
use crate::container::{Construct, ConstructWith, Container, SharedContainer};
use crate::context::Context;
use crate::error::{Error, Wanted};
use crate::function::IntoService;
use crate::graph::Dependency;
use crate::home::Place;

/// Makes a service from what the caller gives and from what the container provides.
///
/// The service marks the fields that the caller gives, `#[inject(assisted)]`; the
/// maker names their types, in the order of the fields: `Maker<fn(SeatId) -> Ticket>`.
/// In a container it is listed as what it is, a service:
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Codes;
/// impl Codes { fn next(&self) -> u32 { 7 } }
///
/// #[derive(Injectable)]
/// struct Ticket {
///     codes: Arc<Codes>,
///     #[inject(assisted)]
///     seat: u32,
/// }
///
/// #[derive(Injectable)]
/// struct Desk { tickets: Maker<fn(u32) -> Ticket> }
///
/// #[derive(Container)]
/// struct App {
///     codes: Singleton<Codes>,
///     tickets: Factory<Maker<fn(u32) -> Ticket>>,
///     desk: Factory<Desk>,
/// }
///
/// let app = App::new().build();
/// let desk: Desk = app.resolve()?;
/// let ticket = desk.tickets.make(12)?;
/// assert_eq!((ticket.seat, ticket.codes.next()), (12, 7));
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// A test overrides the field with a maker of its own, [`Maker::new`].
///
/// What the service asks for is resolved at each call, in the scope that the maker was
/// injected in; the maker does not keep the container alive.
pub struct Maker<F>(Arc<dyn Make<F>>);

/// Makes what the function type `F` says. The bound is on the method, so that a wrong
/// `F` is an error where the maker is provided, and not wherever it is named.
trait Make<F>: Send + Sync {
    fn make(&self, arguments: F::Arguments) -> Result<F::Output, Error>
    where
        F: MakerFn;
}

impl<F, M> Make<F> for M
where
    F: MakerFn,
    M: Fn(F::Arguments) -> Result<F::Output, Error> + Send + Sync,
{
    fn make(&self, arguments: F::Arguments) -> Result<F::Output, Error> {
        self(arguments)
    }
}

/// A function type of up to 8 parameters, `fn(SeatId) -> Ticket`: what a [`Maker`]
/// takes and what it makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what a `Maker` takes and makes",
    label = "not a function type of 1 to 8 parameters",
    note = "help: write what the caller gives and what is made: `Maker<fn(SeatId) -> Ticket>`"
)]
pub trait MakerFn: 'static {
    /// The types of what the caller gives, as a tuple.
    type Arguments: 'static;
    /// What is made.
    type Output: 'static;
}

/// What a container's derive asks of a field that is a `Maker`: another trait than
/// [`Construct`], so that the compiler says what is wrong with the service it makes, and
/// does not offer makers where some other service is not injectable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a maker",
    label = "not a `Maker<fn(..) -> ..>`",
    note = "help: write what the caller gives and what is made: `Maker<fn(SeatId) -> Ticket>`"
)]
pub trait ConstructMaker<'c, C: Container>: Sized {
    /// What the constructor asks for.
    const DEPENDENCIES: &'static [Dependency];

    /// Builds the maker.
    ///
    /// # Errors
    ///
    /// If there is no place to look in when it is called.
    fn construct(cx: Context<'c, C>) -> Result<Self, Error>;
}

#[diagnostic::do_not_recommend]
impl<'c, C: Container, F> Construct<'c, C> for Maker<F>
where
    Self: ConstructMaker<'c, C>,
{
    const DEPENDENCIES: &'static [Dependency] = <Self as ConstructMaker<'c, C>>::DEPENDENCIES;

    fn construct(cx: Context<'c, C>) -> Result<Self, Error> {
        <Self as ConstructMaker<'c, C>>::construct(cx)
    }
}

impl<'c, C, F> ConstructMaker<'c, C> for Maker<F>
where
    C: SharedContainer,
    F: MakerFn,
    F::Output: for<'b> ConstructWith<'b, C, F::Arguments>,
{
    const DEPENDENCIES: &'static [Dependency] =
        <F::Output as ConstructWith<'c, C, F::Arguments>>::AT_EACH_CALL;

    fn construct(cx: Context<'c, C>) -> Result<Self, Error> {
        let needs_scope = const {
            looks_for_scope(
                &C::GRAPH,
                <F::Output as ConstructWith<'c, C, F::Arguments>>::DEPENDENCIES,
            )
        };
        let dependencies = <F::Output as ConstructWith<'c, C, F::Arguments>>::DEPENDENCIES;
        let wanted = Wanted {
            service: core::any::type_name::<F::Output>(),
            field: "",
            location: dependencies.first().map_or_else(Location::caller, Dependency::location),
        };
        let place = Place::of(cx, wanted, needs_scope)?;
        Ok(Self(Arc::new(move |arguments: F::Arguments| {
            place.enter(|cx| F::Output::construct_with(cx, arguments))
        })))
    }
}

/// A closure of which a [`Maker`] can be made: it takes what the function type `F`
/// takes, and returns `R`.
#[diagnostic::on_unimplemented(
    message = "this closure does not take what a `Maker<{F}>` gives",
    label = "takes something else",
    note = "help: write a closure with the parameters of `{F}`, in this order"
)]
pub trait MakeWith<F: MakerFn, R>: Send + Sync + 'static {
    /// Calls the closure.
    #[doc(hidden)]
    fn make_with(&self, arguments: F::Arguments) -> R;
}

impl<F: MakerFn> Maker<F> {
    /// Makes a maker of a closure, which returns what is made or a `Result`: for tests,
    /// and for `#[provide(with = ..)]`.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// #[derive(Injectable)]
    /// struct Ticket { #[inject(assisted)] seat: u32 }
    ///
    /// #[derive(Container)]
    /// struct App { tickets: Factory<Maker<fn(u32) -> Ticket>> }
    ///
    /// let mut app = App::new();
    /// app.tickets.override_with(|| Maker::new(|seat| Ticket { seat: seat + 100 }));
    /// let tickets: Maker<fn(u32) -> Ticket> = app.build().resolve()?;
    /// assert_eq!(tickets.make(12)?.seat, 112);
    /// # Ok::<(), di_core::Error>(())
    /// ```
    #[track_caller]
    pub fn new<R>(make: impl MakeWith<F, R>) -> Self
    where
        R: IntoService<F::Output>,
    {
        let location = Location::caller();
        Self(Arc::new(move |arguments: F::Arguments| {
            make.make_with(arguments).into_service().map_err(|source| {
                let service = core::any::type_name::<F::Output>();
                Error::constructor(Wanted { service, field: "", location }, source)
            })
        }))
    }
}

/// Implements makers of one number of arguments.
macro_rules! makers {
    ($($A:ident $argument:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<T: 'static, $($A: 'static),*> MakerFn for fn($($A),*) -> T {
            type Arguments = ($($A,)*);
            type Output = T;
        }

        impl<M, R, T: 'static, $($A: 'static),*> MakeWith<fn($($A),*) -> T, R> for M
        where
            M: Fn($($A),*) -> R + Send + Sync + 'static,
        {
            fn make_with(&self, ($($argument,)*): ($($A,)*)) -> R {
                self($($argument),*)
            }
        }

        impl<T: 'static, $($A: 'static),*> Maker<fn($($A),*) -> T> {
            /// Makes one.
            ///
            /// # Errors
            ///
            /// If what it depends on cannot be resolved; if the container is not shared
            /// yet, or if the container or the scope is gone.
            #[allow(clippy::too_many_arguments, reason = "the user chooses how many")]
            pub fn make(&self, $($argument: $A),*) -> Result<T, Error> {
                self.0.make(($($argument,)*))
            }
        }
    };
}

makers!(A a);
makers!(A a, B b);
makers!(A a, B b, D d);
makers!(A a, B b, D d, E e);
makers!(A a, B b, D d, E e, G g);
makers!(A a, B b, D d, E e, G g, H h);
makers!(A a, B b, D d, E e, G g, H h, I i);
makers!(A a, B b, D d, E e, G g, H h, I i, J j);

impl<F> Clone for Maker<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F> fmt::Debug for Maker<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Maker({})", core::any::type_name::<F>())
    }
}
