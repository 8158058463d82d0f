//! What scopes open and close, among the same shadows and more.

use ::core::time::Duration;
use ::std::string::String;

use ::wiring::{Container, Factory, Injectable, Resource, Scoped};

#[allow(unused_imports, reason = "they are only in the way")]
use crate::shadows::{
    Box, Context, Default, Drop, Error, Ok, Option, Provides, Result, Some, Vec, alloc, core, std,
    usize,
};

/// A type of the user's, as are all that follow here.
#[derive(::core::fmt::Debug)]
pub struct Body;
/// None of `wiring`'s.
#[derive(::core::fmt::Debug)]
pub struct Outcome;
/// Neither is this.
#[derive(::core::fmt::Debug)]
pub struct Failure;
/// This has the name of a provider.
#[derive(::core::fmt::Debug)]
pub struct Value;
/// This of a method's parameter.
#[derive(::core::fmt::Debug)]
pub struct Timer;
/// This of an enumeration, with variants that are in the way.
#[derive(::core::fmt::Debug)]
pub enum Given {
    /// In the way.
    Lent,
    /// In the way.
    Last,
}

/// A qualifier for each form of a closer.
macro_rules! forms {
    ($($form:ident)*) => {$(
        /// A form.
        #[derive(::core::fmt::Debug)]
        pub struct $form;
    )*};
}

forms! { Taken TakenLater Kept KeptLater Lent LentLater Told ToldLater ToldWhatIsLent Closed Behind }

/// What is opened.
#[derive(::core::fmt::Debug)]
pub struct Tx;

/// A trait to stand behind.
pub trait Store: ::core::marker::Send + ::core::marker::Sync + 'static {
    /// Opens it.
    fn begin() -> Self
    where
        Self: ::core::marker::Sized;
}

impl Store for Tx {
    fn begin() -> Self {
        Self
    }
}

async fn begin(body: ::std::sync::Arc<Body>) -> ::core::result::Result<Tx, String> {
    ::core::future::ready(body).await;
    ::core::result::Result::Ok(Tx)
}

async fn begin_behind() -> ::std::boxed::Box<dyn Store> {
    ::core::future::ready(()).await;
    ::std::boxed::Box::new(Tx)
}

#[allow(clippy::needless_pass_by_value, reason = "it is the last one")]
fn take(_: Tx) {}

async fn take_later(tx: Tx) -> ::core::result::Result<(), ::std::io::Error> {
    ::core::future::ready(tx).await;
    ::core::result::Result::Ok(())
}

#[allow(clippy::needless_pass_by_value, reason = "it is kept")]
fn keep(_: ::std::sync::Arc<Tx>) {}

async fn keep_later(tx: ::std::sync::Arc<Tx>) {
    ::core::future::ready(tx).await;
}

#[allow(clippy::unnecessary_wraps, reason = "it might fail")]
fn lend(_: &Tx) -> ::core::result::Result<(), String> {
    ::core::result::Result::Ok(())
}

async fn lend_later(tx: &Tx) {
    ::core::future::ready(tx).await;
}

#[allow(clippy::needless_pass_by_value, reason = "it is the last one")]
fn tell(_: Tx, _: ::wiring::Outcome) {}

async fn tell_later(tx: ::std::sync::Arc<Tx>, outcome: ::wiring::Outcome) {
    ::core::future::ready((tx, outcome)).await;
}

async fn tell_of_what_is_lent(tx: &Tx, outcome: ::wiring::Outcome) {
    ::core::future::ready((tx, outcome)).await;
}

async fn close_behind(store: &dyn Store, outcome: ::wiring::Outcome) {
    ::core::future::ready(outcome).await;
    let _ = store;
}

async fn close_behind_alone(store: &dyn Store) {
    ::core::future::ready(()).await;
    let _ = store;
}

/// Borrows what a scope opens.
#[derive(Injectable)]
#[injectable(crate = ::wiring)]
pub struct Borrows<'a> {
    /// Opened, and asked for by its qualifier.
    #[inject(Taken)]
    pub tx: &'a Tx,
    /// Given.
    pub r#type: &'a Value,
}

/// Every form of a closer; nothing here starts.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct Forms {
    #[provide(input)]
    body: Scoped<Body>,
    #[provide(input)]
    r#type: Scoped<Value>,
    #[provide(input)]
    self_: Scoped<Given>,
    #[provide(with = begin, close = take)]
    taken: Scoped<Tx, Taken>,
    #[provide(with = begin, close = take_later)]
    r#async: Scoped<Tx, TakenLater>,
    #[provide(with = begin, close = keep)]
    r#await: Scoped<Tx, Kept>,
    #[provide(with = begin, close = keep_later)]
    kept_later: Scoped<Tx, KeptLater>,
    #[provide(with = begin, close = lend)]
    lent: Scoped<Tx, Lent>,
    #[provide(with = || Tx, close = lend_later)]
    lent_later: Scoped<Tx, LentLater>,
    #[provide(with = || Tx, close = tell)]
    outcome: Scoped<Tx, Told>,
    #[provide(with = async || Tx, close = tell_later)]
    index: Scoped<Tx, ToldLater>,
    #[provide(with = begin, close = tell_of_what_is_lent)]
    given: Scoped<Tx, ToldWhatIsLent>,
    #[provide(with = begin, close = |_: &Tx| async {})]
    cx: Scoped<Tx, Closed>,
    #[provide(with = begin_behind, close = close_behind)]
    behind: Scoped<dyn Store>,
    #[provide(Tx, with = || Tx, close = |_: ::std::sync::Arc<dyn Store>| ())]
    r#dyn: Scoped<dyn Store, Behind>,
    #[cfg(not(doc))]
    #[provide(with = || 1, close = |_: i8| ())]
    here: Scoped<i8>,
    #[cfg(any())]
    #[provide(with = missing, close = missing)]
    missing: Scoped<Missing>,
    borrows: Factory<Borrows<'static>>,
}

/// Opens and closes itself.
#[derive(::core::fmt::Debug)]
pub struct Pool;

impl ::wiring::Open for Pool {
    type Needs<'c> = (&'c Timer, ::std::sync::Arc<Outcome>);
    type Error = ::core::convert::Infallible;

    async fn open(needs: Self::Needs<'_>) -> ::core::result::Result<Self, Self::Error> {
        ::core::future::ready(needs).await;
        ::core::result::Result::Ok(Self)
    }
}

async fn disconnect(pool: &Pool) {
    ::core::future::ready(pool).await;
}

/// Starts, and has limits.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct Limited {
    limit: ::wiring::Value<Timer>,
    outcome: ::wiring::Value<Outcome>,
    #[provide(close_within = Duration::from_secs(1))]
    pool: Resource<Pool>,
    #[provide(with = || Pool, close = disconnect, close_within = Duration::from_secs(1))]
    r#loop: Resource<Pool, Behind>,
    #[provide(with = begin_behind, close = close_behind_alone)]
    behind: Resource<dyn Store>,
    #[cfg(any())]
    #[provide(with = missing, close = missing, close_within = missing)]
    missing: Resource<Missing>,
}

async fn generic<T: Store>(_: ::std::sync::Arc<Value>) -> T {
    T::begin()
}

async fn end_generic<T: Store>(it: T, outcome: ::wiring::Outcome) {
    ::core::future::ready((it, outcome)).await;
}

/// A generic container, whose parameters have the names of everybody's.
#[derive(Container)]
#[container(crate = ::wiring)]
pub struct Generic<T: Store, C, const N: ::core::primitive::usize>
where
    C: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    value: ::wiring::Value<Value>,
    c: ::wiring::Value<C, Behind>,
    #[provide(input)]
    body: Scoped<[u8; N]>,
    #[provide(with = generic::<T>, close = end_generic::<T>)]
    store: Scoped<T, Taken>,
    #[provide(with = generic::<T>, close = |_: &T| ())]
    lent: Scoped<T, Lent>,
}

/// Sleeps for no time.
async fn sleep(_: Duration) {
    ::core::future::pending::<()>().await;
}

/// Uses what was generated.
///
/// # Errors
///
/// None: nothing here can fail.
pub async fn run() -> ::core::result::Result<(), ::std::boxed::Box<dyn ::core::error::Error>> {
    use ::wiring::Resolve as _;

    let app = Forms::new().build();
    let scope = app.scope(Body, Value, Given::Last);
    let borrows: Borrows<'_> = scope.resolve_async().await?;
    let _ = (borrows.tx, borrows.r#type);
    let _: Borrows<'_> = scope.make_async().await?;
    scope.close().await?;
    app.on_unclosed(::core::mem::drop);
    let body = async |scope: &::wiring::OwnedScope<Forms>| {
        let behind: ::core::result::Result<&dyn Store, _> = scope.resolve_async().await;
        behind.map(|_| 1_u8)
    };
    let one = app.run_in_scope(Body, Value, Given::Lent, body).await?;
    app.shutdown().await?;

    let limited = Limited::new(Timer, Outcome).start().await?;
    limited.shutdown_within(Duration::from_secs(1), sleep).await?;

    let generic = Generic::<Tx, u8, 1>::new(Value, one).build();
    let body = async |scope: &::wiring::OwnedScope<Generic<Tx, u8, 1>>| {
        scope.resolve_async::<::wiring::Named<&Tx, Taken>>().await.map(|_| ())
    };
    generic.run_in_scope([0], body).await?;
    generic.shutdown_within(Duration::from_secs(1), sleep).await?;
    ::core::result::Result::Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works_all_the_same() {
        let mut run = ::std::boxed::Box::pin(super::run());
        let waker = ::core::task::Waker::noop();
        let mut cx = ::core::task::Context::from_waker(waker);
        let polled = ::core::future::Future::poll(run.as_mut(), &mut cx);
        ::core::assert!(::core::matches!(
            polled,
            ::core::task::Poll::Ready(::core::result::Result::Ok(()))
        ));
    }
}
