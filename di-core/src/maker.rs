//! Services of which the caller gives a part.

use core::fmt;
use core::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::check::looks_for_scope;
use crate::container::{Construct, ConstructWith, Container};
use crate::context::Context;
use crate::error::{BoxError, By, Error, Wanted};
use crate::graph::Dependency;
use crate::home::Place;

/// Makes a `T` from what the caller gives and from what the container provides.
///
/// The service marks the field that the caller gives, `#[inject(assisted)]`, and the
/// maker names its type: `Maker<Ticket, SeatId>`. Of several fields, it is the tuple of
/// their types, in their order: `Maker<Ticket, (SeatId, Name)>`. In a container it is
/// listed as what it is, a service:
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Codes;
/// impl Codes { fn next(&self) -> u32 { 7 } }
///
/// struct SeatId(u32);
///
/// #[derive(Injectable)]
/// struct Ticket {
///     codes: Arc<Codes>,
///     #[inject(assisted)]
///     seat: SeatId,
/// }
///
/// #[derive(Injectable)]
/// struct Desk { tickets: Maker<Ticket, SeatId> }
///
/// #[derive(Container)]
/// struct App {
///     codes: Singleton<Codes>,
///     tickets: Factory<Maker<Ticket, SeatId>>,
///     desk: Factory<Desk>,
/// }
///
/// let app = App::new().build();
/// let desk: Desk = app.resolve()?;
/// let ticket = desk.tickets.make(SeatId(12))?;
/// assert_eq!((ticket.seat.0, ticket.codes.next()), (12, 7));
/// # Ok::<(), di_core::Error>(())
/// ```
///
/// A test overrides the field with a maker of its own, [`Maker::new`].
///
/// What the service asks for is resolved at each call, in the scope that the maker was
/// injected in; the maker does not keep the container alive.
pub struct Maker<T, A>(Arc<Make<T, A>>);

type Make<T, A> = dyn Fn(A) -> Result<T, Error> + Send + Sync;

impl<T: 'static, A: 'static> Maker<T, A> {
    /// Makes a maker of a closure: for tests, and for `#[provide(with = ..)]`.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// struct Ticket(u32);
    ///
    /// let tickets = Maker::new(|seat: u32| Ticket(seat));
    /// assert_eq!(tickets.make(12)?.0, 12);
    /// # Ok::<(), di_core::Error>(())
    /// ```
    pub fn new(make: impl Fn(A) -> T + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |arguments| Ok(make(arguments))))
    }

    /// Makes a maker of a closure that may fail.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// #[derive(Debug)]
    /// struct Ticket(u32);
    ///
    /// let sold_out = Maker::try_new(|_: u32| Err::<Ticket, _>("sold out"));
    /// let error = sold_out.make(12).expect_err("there are none");
    /// assert_eq!(error.to_string(), "the constructor of `Ticket` failed (Ticket)");
    /// ```
    #[track_caller]
    pub fn try_new<E: Into<BoxError>>(
        make: impl Fn(A) -> Result<T, E> + Send + Sync + 'static,
    ) -> Self {
        let wanted = Wanted {
            service: core::any::type_name::<T>(),
            by: By::Maker,
            location: Location::caller(),
        };
        Self(Arc::new(move |arguments| match make(arguments) {
            Ok(service) => Ok(service),
            Err(source) => Err(Error::constructor(wanted, source.into())),
        }))
    }
}

impl<T, A> Maker<T, A> {
    /// Makes one.
    ///
    /// # Errors
    ///
    /// If what it depends on cannot be resolved; if the container is not shared yet, or
    /// if the container or the scope is gone.
    pub fn make(&self, arguments: A) -> Result<T, Error> {
        (self.0)(arguments)
    }
}

/// What a container's derive asks of a field that is a `Maker`: another trait than
/// [`Construct`], so that the compiler says what is wrong with the service it makes, and
/// does not offer makers where some other service is not injectable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Maker` of this library",
    label = "not `di_core::Maker`",
    note = "help: if it is a service of your own, write its path: `self::Maker<..>`"
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
impl<'c, C: Container, T, A> Construct<'c, C> for Maker<T, A>
where
    Self: ConstructMaker<'c, C>,
{
    const DEPENDENCIES: &'static [Dependency] = <Self as ConstructMaker<'c, C>>::DEPENDENCIES;

    fn construct(cx: Context<'c, C>) -> Result<Self, Error> {
        <Self as ConstructMaker<'c, C>>::construct(cx)
    }
}

impl<'c, C, T, A> ConstructMaker<'c, C> for Maker<T, A>
where
    C: Container,
    T: for<'b> ConstructWith<'b, C, A> + 'static,
    A: 'static,
{
    const DEPENDENCIES: &'static [Dependency] = <T as ConstructWith<'c, C, A>>::AT_EACH_CALL;

    fn construct(cx: Context<'c, C>) -> Result<Self, Error> {
        let dependencies = <T as ConstructWith<'c, C, A>>::DEPENDENCIES;
        let needs_scope =
            const { looks_for_scope(&C::GRAPH, <T as ConstructWith<'c, C, A>>::DEPENDENCIES) }
                || looks_for_scope_now(cx, dependencies);
        let wanted = Wanted {
            service: core::any::type_name::<T>(),
            by: By::Maker,
            location: <T as ConstructWith<'c, C, A>>::LOCATION,
        };
        let place = Place::of(cx, wanted, needs_scope)?;
        Ok(Self(Arc::new(move |arguments| {
            place.make(|cx| T::construct_with(cx, || Ok(arguments)))
        })))
    }
}

/// Whether one of `dependencies` can only be resolved in a scope, if only the running program
/// knows.
fn looks_for_scope_now<C: Container>(cx: Context<'_, C>, dependencies: &[Dependency]) -> bool {
    dependencies.iter().enumerate().any(|(position, dependency)| {
        let key = dependency.wanted_as();
        let target = key.and_then(|key| C::find(cx.at(position), key));
        target.is_some_and(|target| cx.container().needs_scope(target))
    })
}

impl<T, A> Clone for Maker<T, A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T, A> fmt::Debug for Maker<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Maker({})", core::any::type_name::<T>())
    }
}

// A panic leaves nothing half-done: a slot is free again.
impl<T, A> UnwindSafe for Maker<T, A> {}
impl<T, A> RefUnwindSafe for Maker<T, A> {}
