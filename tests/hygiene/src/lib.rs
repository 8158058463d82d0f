//! A user's crate that makes everything hard for the derives: no prelude, a
//! renamed `di-core`, names of the standard library taken for other things, and
//! every lint an error.
//!
//! That it compiles, and that clippy is silent, is the test.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub)]
#![allow(missing_debug_implementations, reason = "a `dyn` service has no `Debug`")]
#![deny(unused, nonstandard_style, rust_2018_idioms, future_incompatible)]
#![deny(clippy::all, clippy::pedantic)]

pub mod scopes;
pub mod variety;

/// What generated code must not take for the standard library's.
#[allow(dead_code, reason = "they are only in the way")]
mod shadows {
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Result;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Option;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Box;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Context;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Error;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Provides;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Default;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Vec;
    #[derive(::core::fmt::Debug)]
    pub(crate) struct Drop;
    #[allow(non_snake_case, reason = "a shadow")]
    pub(crate) fn Some() {}
    #[allow(non_snake_case, reason = "a shadow")]
    pub(crate) fn Ok() {}
    #[allow(non_camel_case_types, reason = "a shadow")]
    #[derive(::core::fmt::Debug)]
    pub(crate) struct usize;
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod alloc {}
}

#[allow(unused_imports, reason = "they are only in the way")]
use shadows::{
    Box, Context, Default, Drop, Error, Ok, Option, Provides, Result, Some, alloc, core, std, usize,
};

use ::core::convert::From;

use ::wiring::{Container, Factory, Injectable, Scoped, Singleton, Value};

/// An `Arc` that is none.
#[derive(::core::fmt::Debug, Injectable)]
#[injectable(crate = ::wiring)]
pub struct Arc;

/// A trait to stand behind.
pub trait Clock: ::core::marker::Send + ::core::marker::Sync {
    /// Tells the time.
    fn now(&self) -> u64;
}

/// A service without fields.
#[derive(::core::fmt::Debug, Injectable)]
#[injectable(crate = ::wiring)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        7
    }
}

/// A service that keeps, takes and makes up.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Users {
    /// Kept.
    pub clock: ::std::sync::Arc<dyn Clock>,
    /// Made each time.
    pub arc: Arc,
    /// By default.
    #[inject(default)]
    pub count: u32,
    /// By an expression.
    #[inject(with = 3)]
    pub three: u32,
}

/// A service that borrows.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Borrows<'a> {
    /// Borrowed.
    pub clock: &'a dyn Clock,
    /// Borrowed from the scope.
    pub request: &'a u64,
}

fn ready() -> u16 {
    1
}

/// Less visible than the container.
pub(crate) struct Hidden;

/// A trait whose methods have the names of the providers'.
#[allow(dead_code, reason = "it is in the way")]
trait InTheWay: ::core::marker::Sized {
    fn keep(self) {}
    fn lend(self) {}
    fn build(self) {}
}

impl<T> InTheWay for T {}

/// Everything at once.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct App {
    /// Given.
    pub config: Value<u8>,
    /// Behind a trait.
    #[provide(SystemClock)]
    pub clock: Singleton<dyn Clock>,
    /// Itself.
    pub users: Singleton<Users>,
    arc: Factory<Arc>,
    #[provide(SystemClock)]
    clocks: Factory<dyn Tick>,
    #[provide(with = ready)]
    ready: Factory<u16>,
    #[provide(with = |config: &u8| u32::from(*config))]
    number: Singleton<u32>,
    #[provide(input)]
    request: Scoped<u64>,
    #[provide(with = |request: &u64| *request == 0)]
    zero: Scoped<bool>,
    #[provide(borrowed, with = |_request: &u64| 'x')]
    letter: Scoped<char>,
    borrows: Factory<Borrows<'static>>,
    #[provide(with = || Hidden)]
    hidden: Scoped<Hidden>,
    #[deprecated]
    #[provide(with = || 1)]
    old: Singleton<i8>,
}

/// Another trait.
pub trait Tick {}

impl Tick for SystemClock {}

/// A generic container, private and mostly unused.
#[derive(Container)]
#[container(crate = ::wiring)]
struct Private<T: ::core::marker::Send + ::core::marker::Sync + 'static> {
    item: Value<T>,
}

/// Uses what was generated.
///
/// # Errors
///
/// None: nothing here can fail.
pub fn run() -> ::core::result::Result<u64, ::wiring::Error> {
    use ::wiring::Resolve as _;

    let app = App::new(5).build();
    let users: &Users = app.resolve()?;
    let scope = app.scope(0);
    let borrows: Borrows<'_> = scope.resolve()?;
    let made: Borrows<'_> = scope.make()?;
    let _: ::std::boxed::Box<dyn Tick> = app.resolve()?;
    let letter: &char = scope.resolve()?;
    let zero: &bool = scope.resolve()?;
    let numbers = u64::from(*app.resolve::<&u32>()?) + u64::from(app.resolve::<u16>()?);
    let letters = u64::from(*letter == 'x') + u64::from(*zero);
    let times = users.clock.now() + borrows.clock.now() + made.clock.now();
    let _ = Private::new(1_u8).resolve::<&u8>()?;
    let _ = app.scope_owned(1);
    ::core::result::Result::Ok(times + numbers + letters + u64::from(users.count + users.three))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works_all_the_same() {
        ::core::assert_eq!(super::run().ok(), ::core::option::Option::Some(21 + 6 + 2 + 3));
    }
}
