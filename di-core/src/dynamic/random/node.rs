//! Two hundred types, and how each is registered and asked for.

use core::any::Any;
use core::panic::Location;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use super::super::builder::made;
use super::super::by_value::{ByValue, Make};
use super::super::draft::Draft;
use super::super::provides::{Asked, by_value};
use super::super::recipe::{Cx, Erased, Recipe, Seen};
use super::super::registration::{Kept, Made};
use super::super::{Builder, DynamicContainer};
use super::wiring::{Ask, How, Kind};
use crate::container::Provides;
use crate::error::Error;
use crate::graph::{Dependency, ProviderKind};
use crate::key::{Form, Key};
use crate::lazy::{Lazy, Provider};
use crate::resolve::Resolve;
use crate::scope::OwnedScope;

/// One of many types.
#[derive(Clone, Default)]
struct Node<const N: usize> {
    holds: Arc<Vec<Held>>,
}

/// What a node was given.
enum Held {
    Now { _it: Box<dyn Any + Send + Sync> },
    Later(Box<dyn Fn() -> Result<(), Error> + Send + Sync>),
}

/// How often each node was built.
pub(super) struct Counts(Vec<AtomicUsize>);

impl Counts {
    pub(super) fn new(len: usize) -> Self {
        Self((0..len).map(|_| AtomicUsize::new(0)).collect())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|it| it.load(Ordering::Relaxed))
    }
}

/// What can be done with one of the types.
pub(super) struct Service {
    pub(super) register: fn(&mut Builder, Kind, Vec<Ask>, Arc<Counts>),
    pub(super) put_in_place: fn(&mut Builder, Kind),
    /// Resolves one, and what it asks for later.
    pub(super) resolve: fn(&OwnedScope<DynamicContainer>, Kind) -> Result<(), Error>,
    dependency: fn(&Ask) -> Dependency,
    provide: for<'c> fn(Cx<'c>, &Ask) -> Result<Held, Error>,
}

impl<const N: usize> ByValue for Node<N> {
    type Borrowing<'c> = Self;
}

impl<'c, const N: usize> Asked<'c> for Node<N> {
    const KEY: fn() -> Key = Key::owned::<Node<N>>;

    fn provide(cx: Cx<'c>) -> Result<Node<N>, Error> {
        by_value::<Node<N>>(cx)
    }
}

impl<const N: usize> Node<N> {
    fn build(cx: Cx<'_>, asks: &[Ask], counts: &Counts) -> Result<Self, Error> {
        counts.0[N].fetch_add(1, Ordering::Relaxed);
        let given = asks.iter().enumerate();
        let held = given.map(|(at, ask)| (service(ask.target).provide)(cx.at(at), ask));
        Ok(Self { holds: Arc::new(held.collect::<Result<_, _>>()?) })
    }
}

fn register<const N: usize>(
    builder: &mut Builder,
    kind: Kind,
    asks: Vec<Ask>,
    counts: Arc<Counts>,
) {
    let dependencies: Vec<_> =
        asks.iter().map(|ask| (service(ask.target).dependency)(ask)).collect();
    let location = Location::caller();
    let kept = match kind {
        Kind::Factory => {
            let make = Make::<Node<N>>(Box::new(move |origin, at| {
                Node::<N>::build(at.cx(origin), &asks, &counts)
            }));
            let draft = made::<Node<N>>(Form::Owned, Box::new(make), location);
            builder.register::<Node<N>, Made>(draft.built_by("", dependencies.leak()));
            return;
        }
        Kind::Singleton => ProviderKind::Singleton,
        Kind::Scoped => ProviderKind::Scoped,
    };
    let build = Recipe::Built(Box::new(move |cx, _| {
        Node::<N>::build(cx, &asks, &counts).map(|it| Box::new(Arc::new(it)) as Erased)
    }));
    let draft = Draft::new::<Node<N>>(kept, Form::Shared, build, Seen::Own, location);
    builder.register::<Node<N>, Kept>(draft.built_by("", dependencies.leak()));
}

fn put_in_place<const N: usize>(builder: &mut Builder, kind: Kind) {
    match kind {
        Kind::Factory => builder.override_factory_with::<Node<N>, _>(Node::<N>::default),
        Kind::Singleton | Kind::Scoped => builder.override_with(Arc::<Node<N>>::default()),
    };
}

fn resolve<const N: usize>(scope: &OwnedScope<DynamicContainer>, kind: Kind) -> Result<(), Error> {
    let holds = match kind {
        Kind::Factory => scope.resolve::<Node<N>>()?.holds,
        Kind::Singleton | Kind::Scoped => Arc::clone(&scope.resolve::<Arc<Node<N>>>()?.holds),
    };
    holds.iter().try_for_each(|held| match held {
        Held::Now { .. } => Ok(()),
        Held::Later(get) => get(),
    })
}

fn dependency<const N: usize>(Ask { how, is_owned, parameter, .. }: &Ask) -> Dependency {
    match (how, is_owned) {
        (How::Now, false) => Dependency::of::<(), Arc<Node<N>>, DynamicContainer>(parameter),
        (How::Now, true) => Dependency::of::<(), Node<N>, DynamicContainer>(parameter),
        (How::Perhaps, false) => {
            Dependency::of::<(), Option<Arc<Node<N>>>, DynamicContainer>(parameter)
        }
        (How::Perhaps, true) => Dependency::of::<(), Option<Node<N>>, DynamicContainer>(parameter),
        (How::Lazy, false) => Dependency::of::<(), Lazy<Arc<Node<N>>>, DynamicContainer>(parameter),
        (How::Again, false) => {
            Dependency::of::<(), Provider<Arc<Node<N>>>, DynamicContainer>(parameter)
        }
        // A `Lazy` keeps what is made anew, and that is another test's concern.
        (How::Lazy | How::Again, true) => {
            Dependency::of::<(), Provider<Node<N>>, DynamicContainer>(parameter)
        }
    }
}

fn provide<'c, const N: usize>(cx: Cx<'c>, ask: &Ask) -> Result<Held, Error> {
    fn now<'c, K>(cx: Cx<'c>) -> Result<Held, Error>
    where
        K: Send + Sync + 'static,
        DynamicContainer: Provides<'c, K>,
    {
        <DynamicContainer as Provides<'c, K>>::provide(cx).map(|it| Held::Now { _it: Box::new(it) })
    }

    fn again<'c, K: Send + Sync + 'static>(cx: Cx<'c>) -> Result<Held, Error>
    where
        DynamicContainer: Provides<'c, Provider<K>>,
    {
        let later = <DynamicContainer as Provides<'c, Provider<K>>>::provide(cx)?;
        Ok(Held::Later(Box::new(move || later.get().map(drop))))
    }

    match (ask.how, ask.is_owned) {
        (How::Now, false) => now::<Arc<Node<N>>>(cx),
        (How::Now, true) => now::<Node<N>>(cx),
        (How::Perhaps, false) => now::<Option<Arc<Node<N>>>>(cx),
        (How::Perhaps, true) => now::<Option<Node<N>>>(cx),
        (How::Lazy, false) => {
            let later = <DynamicContainer as Provides<'c, Lazy<Arc<Node<N>>>>>::provide(cx)?;
            Ok(Held::Later(Box::new(move || later.get().map(drop))))
        }
        (How::Again, false) => again::<Arc<Node<N>>>(cx),
        (How::Lazy | How::Again, true) => again::<Node<N>>(cx),
    }
}

macro_rules! services {
    ($($tens:literal)*) => { [$(services!(ten $tens 0 1 2 3 4 5 6 7 8 9)),*] };
    (ten $tens:literal $($ones:literal)*) => {
        [$(Service {
            register: register::<{ $tens * 10 + $ones }>,
            put_in_place: put_in_place::<{ $tens * 10 + $ones }>,
            resolve: resolve::<{ $tens * 10 + $ones }>,
            dependency: dependency::<{ $tens * 10 + $ones }>,
            provide: provide::<{ $tens * 10 + $ones }>,
        }),*]
    };
}

static BY_TENS: [[Service; 10]; 20] = services!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);

/// How many types there are.
pub(super) const SERVICES: usize = 200;

pub(super) fn service(at: usize) -> &'static Service {
    &BY_TENS[at / 10][at % 10]
}
