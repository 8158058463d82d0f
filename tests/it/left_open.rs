//! What scopes have left open when their container is shut down.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use di_core::prelude::*;
use di_core::{ErrorKind, Limits, OwnedScope, ShutdownError, TokioTimer};

#[derive(Default)]
pub struct Log(Mutex<Vec<&'static str>>);

impl Log {
    fn add(&self, entry: &'static str) {
        self.0.lock().unwrap().push(entry);
    }

    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

pub struct Connection(Arc<Log>);

fn connect(log: Arc<Log>) -> Connection {
    Connection(log)
}

async fn disconnect(connection: Arc<Connection>) {
    tokio::time::sleep(Duration::from_secs(1)).await;
    connection.0.add("connection closed");
}

pub struct Transaction(Arc<Connection>);

fn begin(connection: Arc<Connection>) -> Transaction {
    Transaction(connection)
}

async fn end(transaction: Arc<Transaction>) {
    transaction.0.0.add("transaction hangs");
    pending::<()>().await;
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[provide(with = connect, close = disconnect)]
    connection: Scoped<Connection>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
}

fn app() -> (Arc<App>, Arc<Log>) {
    let app = App::new(Log::default()).build();
    let log = app.resolve().unwrap();
    (app, log)
}

fn kinds(shut_down: Result<(), ShutdownError>) -> Vec<ErrorKind> {
    shut_down.unwrap_err().failures().iter().map(di_core::Error::kind).collect()
}

#[tokio::test(start_paused = true)]
async fn whoever_takes_too_long_takes_nothing_from_what_other_scopes_have_left_open() {
    let (app, log) = app();
    app.scope().resolve::<&Connection>().unwrap();
    app.scope().resolve::<&Transaction>().unwrap();
    // A third of it for each: 1.2 s.
    let limits = Limits::each(Duration::from_secs(60)).total(Duration::from_millis(3600));
    let told = kinds(app.shutdown_within(limits, TokioTimer).await);
    assert_eq!(log.take(), ["transaction hangs", "connection closed", "connection closed"]);
    assert_eq!(told.iter().filter(|it| **it == ErrorKind::CloserTimedOut).count(), 1, "{told:?}");
}

/// What keeps a scope for as long as it works.
pub struct Worker {
    log: Arc<Log>,
    scope: Mutex<Option<OwnedScope<Workshop>>>,
}

impl Worker {
    fn new(log: Arc<Log>, _: &Pool) -> Self {
        Self { log, scope: Mutex::default() }
    }

    fn stop(&self) {
        let scope = self.scope.lock().unwrap().take();
        drop(scope);
        self.log.add("worker stopped");
    }
}

pub struct Pool(Arc<Log>);

impl Pool {
    fn close(&self) {
        self.0.add("pool closed");
    }
}

#[derive(Container)]
pub struct Workshop {
    log: Value<Log>,
    #[provide(with = Pool, close = Pool::close)]
    pool: Resource<Pool>,
    #[provide(with = Worker::new, start = |_: &Worker| (), stop = Worker::stop)]
    worker: Singleton<Worker>,
    #[provide(with = connect, close = disconnect)]
    connection: Scoped<Connection>,
}

#[tokio::test(start_paused = true)]
async fn what_a_closer_leaves_open_is_closed_before_what_it_depends_on() {
    let app = Workshop::new(Log::default()).start().await.unwrap();
    let (log, worker) = (app.resolve::<Arc<Log>>().unwrap(), app.resolve::<&Worker>().unwrap());
    let scope = app.scope_owned();
    scope.resolve::<&Connection>().unwrap();
    *worker.scope.lock().unwrap() = Some(scope);
    assert_eq!(kinds(app.shutdown().await), [ErrorKind::LeftOpen]);
    assert_eq!(log.take(), ["worker stopped", "connection closed", "pool closed"]);
}

/// Whose closer leaves the next one open.
pub struct Again(Arc<Handle>);

#[derive(Default)]
pub struct Handle(Mutex<Option<Arc<Endless>>>);

fn again(handle: Arc<Handle>) -> Again {
    Again(handle)
}

async fn and_again(again: Arc<Again>) {
    tokio::task::yield_now().await;
    let app = again.0.0.lock().unwrap().clone().unwrap();
    app.scope().resolve::<&Again>().unwrap();
}

#[derive(Container)]
pub struct Endless {
    handle: Value<Handle>,
    #[provide(with = again, close = and_again)]
    again: Scoped<Again>,
}

#[tokio::test]
async fn a_shutdown_ends_though_what_it_closes_leaves_something_open_for_ever() {
    let app = Endless::new(Handle::default()).build();
    let handle: Arc<Handle> = app.resolve().unwrap();
    *handle.0.lock().unwrap() = Some(Arc::clone(&app));
    app.scope().resolve::<&Again>().unwrap();
    let error = app.shutdown().await.unwrap_err();
    assert!(error.failures().iter().all(|it| it.kind() == ErrorKind::LeftOpen));
    *handle.0.lock().unwrap() = None;
}
