//! The forms that a closer may have, and what it may close.

use std::future::{pending, ready};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use di_core::prelude::*;
use di_core::{Open, Outcome, ShutdownError};
use futures_executor::block_on;

pub trait Tx: Send + Sync {
    fn name(&self) -> &'static str;
}

pub struct PgTx(&'static str);

impl Tx for PgTx {
    fn name(&self) -> &'static str {
        self.0
    }
}

#[derive(Default)]
pub struct Log(Mutex<Vec<String>>);

impl Log {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

static CLOSED: Log = Log(Mutex::new(Vec::new()));

fn note(closer: &str, tx: &dyn Tx) {
    CLOSED.0.lock().unwrap().push(format!("{closer} {}", tx.name()));
}

pub struct Lent;
pub struct LentLater;
pub struct Kept;
pub struct Closure;
pub struct Behind;

async fn begin() -> Box<dyn Tx> {
    ready(()).await;
    Box::new(PgTx("begun"))
}

async fn lent_later(tx: &dyn Tx, _: Outcome) {
    ready(()).await;
    note("lent later", tx);
}

fn kept(tx: Arc<dyn Tx>) {
    note("kept", &*tx);
}

fn kept_alone(tx: Arc<dyn Tx>) {
    assert_eq!(tx.name(), "begun");
}

async fn lent_alone(tx: &dyn Tx) {
    ready(()).await;
    assert_eq!(tx.name(), "begun");
}

#[derive(Container)]
pub struct Traits {
    #[provide(with = begin, close = |tx: &dyn Tx| note("lent", tx))]
    lent: Scoped<dyn Tx, Lent>,
    #[provide(with = begin, close = lent_later)]
    lent_later: Scoped<dyn Tx, LentLater>,
    #[provide(with = begin, close = kept)]
    kept: Scoped<dyn Tx, Kept>,
    #[provide(with = async || begin().await, close = kept)]
    closure: Scoped<dyn Tx, Closure>,
    #[provide(PgTx, with = || PgTx("behind"), close = lent_later)]
    behind: Scoped<dyn Tx, Behind>,
}

#[test]
fn what_is_behind_a_trait_is_closed_lent_or_kept() {
    let app = Traits::new().build();
    block_on(async {
        let scope = app.scope();
        scope.resolve_async::<Named<&dyn Tx, Lent>>().await.unwrap();
        scope.resolve_async::<Named<&dyn Tx, LentLater>>().await.unwrap();
        scope.resolve_async::<Named<&dyn Tx, Kept>>().await.unwrap();
        scope.resolve_async::<Named<&dyn Tx, Closure>>().await.unwrap();
        scope.resolve_async::<Named<&dyn Tx, Behind>>().await.unwrap();
        scope.close().await.unwrap();
    });
    let closed =
        ["lent later behind", "kept begun", "kept begun", "lent later begun", "lent begun"];
    assert_eq!(CLOSED.take(), closed);
}

/// It closes itself, and takes its time.
pub struct Pool(&'static str);

impl Open for Pool {
    type Needs<'c> = ();
    type Error = std::convert::Infallible;

    async fn open((): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Self("opened by itself"))
    }

    async fn close(&self) -> Result<(), Self::Error> {
        pending().await
    }
}

#[derive(Container)]
pub struct OpensItself {
    #[provide(close_within = Duration::from_millis(1))]
    pool: Resource<Pool>,
}

#[derive(Container)]
pub struct IsOpened {
    #[provide(with = || Pool("opened by a function"))]
    pool: Resource<Pool>,
    #[provide(with = begin, close = lent_alone)]
    tx: Resource<dyn Tx>,
    #[provide(PgTx, with = || PgTx("begun"), start = lent_alone, stop = kept_alone)]
    started: Singleton<dyn Tx, Kept>,
    #[provide(PgTx, with = || PgTx("begun"), start = kept_alone, stop = lent_alone)]
    stopped: Singleton<dyn Tx, Lent>,
}

#[tokio::test(start_paused = true)]
async fn what_closes_itself_may_have_a_limit() {
    let app = OpensItself::new().start().await.unwrap();
    let sleep = async |time| tokio::time::sleep(time).await;
    let closed: Result<(), ShutdownError> =
        app.shutdown_within(Duration::from_secs(60), sleep).await;
    assert_eq!(closed.unwrap_err().failures().len(), 1);
}

#[test]
fn a_function_that_opens_is_preferred_to_the_type_itself() {
    let app = block_on(IsOpened::new().start()).unwrap();
    assert_eq!(app.resolve::<&Pool>().unwrap().0, "opened by a function");
    block_on(app.shutdown()).expect("the function has no closer");
}
