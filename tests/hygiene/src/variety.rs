//! Every way to provide and to ask, among the same shadows.

use ::core::convert::{From, TryFrom};

use ::wiring::{
    Container, Factory, Injectable, Lazy, Maker, Named, Provider, Scoped, Singleton, Value,
};

#[allow(unused_imports, reason = "they are only in the way")]
use crate::shadows::{
    Box, Context, Default, Drop, Error, Ok, Option, Provides, Result, Some, Vec, alloc, core, std,
    usize,
};

/// A trait to stand behind.
pub trait Clock: ::core::marker::Send + ::core::marker::Sync {
    /// Tells the time.
    fn now(&self) -> u64;
}

/// A service behind it.
#[derive(::core::fmt::Debug, Injectable)]
#[injectable(crate = ::wiring)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        7
    }
}

/// Another one.
#[derive(::core::fmt::Debug, Injectable)]
#[injectable(crate = ::wiring)]
pub struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> u64 {
        0
    }
}

/// One more than the clock that it decorates.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Later {
    /// Decorated.
    #[inject(assisted)]
    pub inner: ::std::sync::Arc<dyn Clock>,
    /// Looked for when it is used.
    pub r#loop: Lazy<::std::sync::Arc<dyn Clock>>,
}

impl Clock for Later {
    fn now(&self) -> u64 {
        self.inner.now() + 1
    }
}

/// Like [`Later`], in a factory.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct LaterEachTime {
    /// Decorated.
    #[inject(assisted)]
    pub inner: ::std::boxed::Box<dyn Clock>,
}

impl Clock for LaterEachTime {
    fn now(&self) -> u64 {
        self.inner.now() + 1
    }
}

/// A qualifier.
#[derive(::core::fmt::Debug)]
pub struct Spare;

/// A key.
#[derive(::core::fmt::Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    /// The first.
    Spring,
    /// The last.
    Winter,
}

/// A service that asks in every way.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Asks {
    /// Qualified.
    #[inject(Spare)]
    pub spare: ::std::sync::Arc<dyn Clock>,
    /// Qualified, and later.
    #[inject(Spare)]
    pub lazily: Lazy<::std::sync::Arc<dyn Clock>>,
    /// Qualified, and perhaps.
    #[inject(Spare)]
    pub perhaps: ::core::option::Option<::std::sync::Arc<dyn Clock>>,
    /// Qualified, each time.
    #[inject(Spare)]
    pub each: Provider<::std::sync::Arc<dyn Clock>>,
    /// All.
    pub all: ::std::vec::Vec<::std::sync::Arc<dyn Clock>>,
    /// By season.
    pub seasons: ::std::collections::BTreeMap<Season, ::std::sync::Arc<dyn Tick>>,
    /// Absent.
    pub absent: ::core::option::Option<::std::sync::Arc<i16>>,
    /// Made when asked.
    pub maker: Maker<Assisted, (u8, u16)>,
    /// None.
    pub none: ::std::vec::Vec<::std::sync::Arc<dyn Unused>>,
}

/// A service of which a part is given.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Assisted {
    /// Given.
    #[inject(assisted)]
    pub small: u8,
    /// Provided.
    pub clock: ::std::sync::Arc<dyn Clock>,
    /// Given too.
    #[inject(assisted)]
    pub r#type: u16,
}

/// A trait of a collection.
pub trait Tick: ::core::marker::Send + ::core::marker::Sync {}

impl Tick for SystemClock {}
impl Tick for StoppedClock {}

/// Another, of which there is nothing.
pub trait Unused: ::core::marker::Send + ::core::marker::Sync {}

/// Imported from.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct Infra {
    #[provide(with = || 3_i32)]
    number: Singleton<i32>,
}

async fn open(
    clock: ::std::sync::Arc<SystemClock>,
) -> ::core::result::Result<u32, ::std::io::Error> {
    ::core::future::ready(clock.now()).await;
    ::core::result::Result::Ok(5)
}

async fn close(number: &u32) {
    ::core::future::ready(number).await;
}

/// What starts and shuts down.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct Started {
    #[provide(with = open, close = close)]
    number: ::wiring::Resource<u32>,
    #[provide(eager)]
    clock: Singleton<SystemClock>,
}

/// Starts what was generated, and shuts it down.
///
/// # Errors
///
/// None: nothing here can fail.
pub async fn start() -> ::core::result::Result<(), ::std::boxed::Box<dyn ::core::error::Error>> {
    let started = Started::new().start().await?;
    started.shutdown().await?;
    ::core::result::Result::Ok(())
}

/// Everything at once.
#[derive(Container)]
#[container(crate = ::wiring, collection(dyn Unused))]
pub struct App {
    /// Given.
    #[provide(as dyn Tick)]
    pub given: Value<StoppedClock>,
    /// Imported.
    #[import(::std::sync::Arc<i32>, &i32)]
    pub infra: ::std::sync::Arc<Infra>,
    /// Decorated, and in a collection.
    #[provide(SystemClock, decorate = Later)]
    pub clock: Singleton<dyn Clock>,
    /// Decorated in a factory.
    #[provide(SystemClock, decorate = LaterEachTime)]
    clocks: Factory<dyn Clock, LaterEachTime>,
    /// Selected.
    #[provide(select = |number: &i32| match *number {
        0 => StoppedClock,
        _ => SystemClock,
    })]
    spare: Singleton<dyn Clock, Spare>,
    #[provide(into dyn Clock, into dyn Tick, key = Season::Spring)]
    system: Singleton<SystemClock>,
    #[provide(into dyn Tick, key: Season = Season::Winter)]
    r#fn: Factory<StoppedClock>,
    #[provide(absent)]
    absent: Singleton<i16>,
    #[provide(borrowed, with = |absent: ::core::option::Option<&i16>| absent.is_none())]
    none: Scoped<bool>,
    maker: Factory<Maker<Assisted, (u8, u16)>>,
    asks: Factory<Asks>,
}

/// Uses what was generated.
///
/// # Errors
///
/// None: nothing here can fail.
pub fn run() -> ::core::result::Result<u64, ::wiring::Error> {
    use ::wiring::Resolve as _;

    let app = App::new(StoppedClock, Infra::new().build()).build();
    let asks: Asks = app.resolve()?;
    let made = asks.maker.make((1, 2))?;
    let clocks: Named<::std::boxed::Box<dyn Clock>, LaterEachTime> = app.resolve()?;
    let scope = app.scope();
    let times = asks.spare.now() + asks.lazily.get()?.now() + asks.each.get()?.now();
    let times = times + clocks.now() + made.clock.now();
    let lengths = asks.all.len() + asks.seasons.len() + asks.none.len();
    let none = asks.absent.is_none() && *scope.resolve::<&bool>()?;
    let small = u64::from(made.small) + u64::from(made.r#type) + u64::from(none);
    ::core::result::Result::Ok(
        times
            + small
            + u64::from(asks.perhaps.is_some())
            + ::core::primitive::u64::try_from(lengths).unwrap_or(0),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works_all_the_same() {
        let sum = 7 + 7 + 7 + 8 + 8 + 1 + 2 + 1 + 1 + 3;
        ::core::assert_eq!(super::run().ok(), ::core::option::Option::Some(sum));
    }
}
