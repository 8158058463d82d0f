//! What a scope opens and closes.

use std::error::Error as _;
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use di_core::prelude::*;
use di_core::{ErrorKind, Outcome, Unclosed};
use expect_test::expect;
use futures_executor::block_on;

#[derive(Default)]
pub struct Log(Mutex<Vec<String>>);

impl Log {
    fn add(&self, entry: impl Into<String>) {
        self.0.lock().unwrap().push(entry.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Lets others go first, once.
async fn yield_once() {
    let mut yielded = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ok => "ok".to_owned(),
        Outcome::Failed(failure) => format!("failed: {failure}"),
        Outcome::Cancelled => "cancelled".to_owned(),
    }
}

pub struct Request(&'static str);

pub struct Connection(Arc<Log>);

async fn connect(log: Arc<Log>, request: Arc<Request>) -> Result<Connection, String> {
    log.add("connection opens");
    yield_once().await;
    if request.0 == "no connection" {
        return Err("the line is dead".to_owned());
    }
    assert_ne!(request.0, "broken line", "the line breaks");
    log.add("connection open");
    Ok(Connection(log))
}

async fn disconnect(connection: Arc<Connection>) {
    connection.0.add("connection closes");
    yield_once().await;
}

pub struct Transaction {
    log: Arc<Log>,
    #[expect(dead_code, reason = "kept")]
    connection: Arc<Connection>,
}

async fn begin(connection: Arc<Connection>) -> Transaction {
    yield_once().await;
    connection.0.add("transaction begun");
    Transaction { log: Arc::clone(&connection.0), connection }
}

// By value: it is the last one.
async fn end(transaction: Transaction, outcome: Outcome) -> Result<(), String> {
    transaction.log.add(format!("transaction ends: {}", told(&outcome)));
    yield_once().await;
    match outcome {
        Outcome::Failed(failure) if failure.to_string() == "disk" => {
            Err("the rollback fails".to_owned())
        }
        _ => Ok(()),
    }
}

#[derive(Injectable)]
pub struct Orders {
    pub transaction: Arc<Transaction>,
}

#[derive(Injectable)]
pub struct Buy<'a> {
    pub orders: &'a Orders,
    #[expect(dead_code, reason = "borrowed")]
    pub log: &'a Log,
}

#[derive(Injectable)]
pub struct Audit {
    log: Arc<Log>,
}

impl Audit {
    fn flush(&self, outcome: Outcome) {
        self.log.add(format!("audit flushed: {}", told(&outcome)));
    }
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[provide(input)]
    request: Scoped<Request>,
    orders: Scoped<Orders>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
    #[provide(with = connect, close = disconnect)]
    connection: Scoped<Connection>,
    #[provide(close = Audit::flush)]
    audit: Scoped<Audit>,
    buy: Factory<Buy<'static>>,
}

fn app() -> (Arc<App>, Arc<Log>) {
    let app = App::new(Log::default()).build();
    let log = app.resolve().unwrap();
    (app, log)
}

const OPENED: [&str; 3] = ["connection opens", "connection open", "transaction begun"];

#[test]
fn what_is_needed_is_opened_in_order_and_closed_in_reverse() {
    let (app, log) = app();
    block_on(async {
        let scope = app.scope(Request("buy"));
        let buy: Buy<'_> = scope.resolve_async().await.unwrap();
        assert!(Arc::ptr_eq(&buy.orders.transaction, &scope.resolve().unwrap()), "it is open");
        assert_eq!(log.take(), OPENED);
        let again: Arc<Transaction> = scope.resolve_async().await.unwrap();
        assert!(Arc::ptr_eq(&again, &buy.orders.transaction), "once");
        drop(again);
        scope.close().await.unwrap();
        assert_eq!(log.take(), ["transaction ends: ok", "connection closes"]);
    });
}

#[tokio::test]
async fn it_works_on_tokio_and_across_threads() {
    let (app, log) = app();
    let task = async move {
        let scope = app.scope_owned(Request("buy"));
        let orders: Arc<Orders> = scope.resolve_async().await.unwrap();
        drop(orders);
        scope.close().await.unwrap();
    };
    tokio::spawn(task).await.unwrap();
    assert_eq!(log.take().len(), 5);
}

#[test]
fn asking_for_what_is_not_open_yet_says_what_to_call() {
    let (app, log) = app();
    let scope = app.scope(Request("buy"));
    let error = scope.resolve::<Buy<'_>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotOpened);
    expect![[r#"
        `Transaction` is not open in this scope
          `Transaction` is provided by `transaction` (tests/it/scope_resources.rs:122)
          needed by `Orders.transaction` (tests/it/scope_resources.rs:94)
          needed by `Buy<'_>.orders` (tests/it/scope_resources.rs:99)
        path: Buy<'_> -> Orders -> Transaction
        help: its constructor is `async`, so ask for it, or for what needs it, by `scope.resolve_async().await`"#]]
    .assert_eq(&format!("{error:#}"));
    let error = app.resolve::<&Transaction>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    let error = block_on(app.resolve_async::<&Transaction>()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    assert!(log.take().is_empty());
}

#[test]
fn what_cannot_be_opened_is_named_with_its_path_and_what_is_open_is_closed() {
    let (app, log) = app();
    let scope = app.scope(Request("no connection"));
    let error = block_on(scope.resolve_async::<Buy<'_>>()).err().unwrap();
    expect![[
        r#"the constructor of `Connection` failed (Buy<'_> -> Orders -> Transaction -> Connection)"#
    ]]
    .assert_eq(&error.to_string());
    assert_eq!(error.source().unwrap().to_string(), "the line is dead");
    block_on(scope.close_with(Outcome::failed("no line"))).unwrap();
    assert_eq!(log.take(), ["connection opens"]);
}

#[test]
fn a_constructor_that_panics_is_an_error_and_the_next_to_ask_tries_again() {
    let (app, log) = app();
    let scope = app.scope(Request("broken line"));
    for _ in 0..2 {
        let error = block_on(scope.resolve_async::<&Connection>()).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::ConstructorPanicked);
        assert!(error.source().unwrap().to_string().contains("the line breaks"));
    }
    assert_eq!(log.take(), ["connection opens"; 2]);
}

#[test]
fn what_is_built_at_once_may_be_closed_too() {
    let (app, log) = app();
    let scope = app.scope(Request("look"));
    let audit: Arc<Audit> = scope.resolve().unwrap();
    drop(audit);
    block_on(scope.close_with(Outcome::failed(std::fmt::Error))).unwrap();
    let told = format!("audit flushed: failed: {}", std::fmt::Error);
    assert_eq!(log.take(), [told]);
    drop(app.scope(Request("look elsewhere")));
    assert!(log.take().is_empty(), "what was not built is not closed");
}

#[test]
fn what_cannot_be_closed_is_told_and_the_others_are_closed() {
    let (app, log) = app();
    block_on(async {
        let scope = app.scope_owned(Request("buy"));
        scope.resolve_async::<&Transaction>().await.unwrap();
        scope.resolve::<&Audit>().unwrap();
        log.take();
        let error = scope.close_with(Outcome::failed("disk")).await.unwrap_err();
        assert_eq!(
            log.take(),
            ["audit flushed: failed: disk", "transaction ends: failed: disk", "connection closes"]
        );
        assert_eq!(error.failures().len(), 1);
        expect![[
            r#"the scope did not close well: the closer of `Transaction` failed (Transaction)"#
        ]]
        .assert_eq(&error.to_string());
        assert_eq!(error.source().unwrap().to_string(), "the rollback fails");
    });
}

#[test]
fn a_closer_that_takes_the_last_one_says_if_something_keeps_it() {
    let (app, log) = app();
    block_on(async {
        let scope = app.scope_owned(Request("buy"));
        let kept: Arc<Orders> = scope.resolve_async().await.unwrap();
        log.take();
        let error = scope.close().await.unwrap_err();
        assert_eq!(error.failures()[0].kind(), ErrorKind::StillKept);
        expect![[r#"
            the scope did not close well
            the closer of `Transaction` takes the last one, but something keeps it
              `Transaction` is provided by `transaction` (tests/it/scope_resources.rs:122)
            path: Transaction
            help: drop what keeps it before it is closed, or let the closer take an `Arc`"#]]
        .assert_eq(&format!("{error:#}"));
        assert_eq!(log.take(), ["connection closes"]);
        drop(kept);
    });
}

/// What was left open, and was given to whoever closes it.
#[derive(Clone, Default)]
struct Left(Arc<Mutex<Vec<Unclosed>>>);

impl Left {
    fn of(app: &App) -> Self {
        let left = Self::default();
        let kept = left.clone();
        app.on_unclosed(move |unclosed| kept.0.lock().unwrap().push(unclosed));
        left
    }

    fn take(&self) -> Vec<Unclosed> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[test]
fn what_a_dropped_scope_has_opened_is_closed_at_once_or_handed_over() {
    let (app, log) = app();
    let left = Left::of(&app);
    let scope = app.scope(Request("gone"));
    block_on(scope.resolve_async::<&Transaction>()).unwrap();
    scope.resolve::<&Audit>().unwrap();
    log.take();
    drop(scope);
    assert_eq!(log.take(), ["audit flushed: cancelled"], "it needs no executor");
    let unclosed = left.take().pop().unwrap();
    expect!["still to be closed: `Transaction`, `Connection`"].assert_eq(&unclosed.to_string());
    block_on(unclosed).unwrap();
    assert_eq!(log.take(), ["transaction ends: cancelled", "connection closes"]);
    block_on(app.shutdown()).unwrap();
    assert!(log.take().is_empty());
}

#[test]
fn a_dropped_scope_may_know_how_it_ended() {
    let (app, log) = app();
    let left = Left::of(&app);
    for scope in [app.scope_owned(Request("noted")), app.scope_owned(Request("noted again"))] {
        block_on(scope.resolve_async::<&Transaction>()).unwrap();
        scope.note_outcome(Outcome::Cancelled);
        scope.note_outcome(Outcome::Ok);
    }
    log.take();
    left.take().into_iter().for_each(|it| block_on(it).unwrap());
    let closed = log.take();
    assert_eq!(closed.iter().filter(|it| *it == "transaction ends: ok").count(), 2, "{closed:?}");
}

#[test]
fn what_nobody_closes_is_closed_by_the_shutdown_and_told() {
    let (app, log) = app();
    let scope = app.scope(Request("gone"));
    block_on(scope.resolve_async::<&Transaction>()).unwrap();
    log.take();
    drop(scope);
    assert!(log.take().is_empty());
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(log.take(), ["transaction ends: cancelled", "connection closes"]);
    expect![[r#"
        the container did not shut down well
        `Transaction` was left open: its scope was dropped, not closed
          `Transaction` is provided by `transaction` (tests/it/scope_resources.rs:122)
        path: Transaction
        help: close the scope, `scope.close().await`, or say who closes what is dropped, `container.on_unclosed(..)`
        `Connection` was left open: its scope was dropped, not closed
          `Connection` is provided by `connection` (tests/it/scope_resources.rs:124)
        path: Connection
        help: close the scope, `scope.close().await`, or say who closes what is dropped, `container.on_unclosed(..)`"#]]
    .assert_eq(&format!("{error:#}"));
    assert_eq!(app.resolve::<&Log>().err().unwrap().kind(), ErrorKind::Closed);
}

#[test]
fn whoever_is_given_it_may_drop_it_or_panic_and_the_shutdown_closes_it() {
    let (app, log) = app();
    app.on_unclosed(drop);
    for request in ["dropped", "panicked"] {
        let scope = app.scope(Request(request));
        block_on(scope.resolve_async::<&Connection>()).unwrap();
        drop(scope);
        app.on_unclosed(|_| panic!("nobody closes anything here"));
    }
    log.take();
    assert_eq!(block_on(app.shutdown()).unwrap_err().failures().len(), 2);
    assert_eq!(log.take(), ["connection closes"; 2]);
}

#[test]
fn a_closing_that_is_dropped_is_handed_over_where_it_was() {
    let (app, log) = app();
    let left = Left::of(&app);
    let scope = app.scope_owned(Request("buy"));
    block_on(scope.resolve_async::<&Transaction>()).unwrap();
    log.take();
    {
        let mut close = pin!(scope.close());
        assert!(close.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert_eq!(log.take(), ["transaction ends: ok"]);
    let unclosed = left.take().pop().unwrap();
    expect!["still to be closed: `Transaction`, `Connection`"].assert_eq(&unclosed.to_string());
    block_on(unclosed).unwrap();
    assert_eq!(log.take(), ["connection closes"], "and not begun again");
    block_on(app.shutdown()).unwrap();
}

#[test]
fn many_tasks_open_it_once() {
    let (app, log) = app();
    let scope = app.scope_owned(Request("buy"));
    let tasks = (0..8).map(|_| scope.resolve_async::<Arc<Transaction>>());
    let all = block_on(futures_util::future::try_join_all(tasks)).unwrap();
    assert!(all.iter().all(|it| Arc::ptr_eq(it, &all[0])));
    assert_eq!(log.take(), OPENED);
    drop(all);
    block_on(scope.close()).unwrap();
}

#[test]
fn who_waits_goes_on_if_whoever_opens_is_dropped() {
    let (app, log) = app();
    let scope = app.scope_owned(Request("buy"));
    let mut second = pin!(scope.resolve_async::<&Connection>());
    {
        let mut first = pin!(scope.resolve_async::<&Connection>());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut cx).is_pending());
        assert!(second.as_mut().poll(&mut cx).is_pending(), "it waits for the first");
        assert_eq!(log.take(), ["connection opens"]);
    }
    block_on(second.as_mut()).unwrap();
    assert_eq!(log.take(), ["connection opens", "connection open"]);
}

#[tokio::test(start_paused = true)]
async fn a_constructor_that_fails_after_a_while_is_tried_once_for_all_who_wait() {
    let app = Slow::new(Log::default()).build();
    let log: Arc<Log> = app.resolve().unwrap();
    let scope = Arc::new(app.scope_owned());
    let began = tokio::time::Instant::now();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let scope = Arc::clone(&scope);
            tokio::spawn(async move { scope.resolve_async::<Arc<Never>>().await.err() })
        })
        .collect();
    for task in tasks {
        let error = task.await.unwrap().unwrap();
        assert_eq!(error.source().unwrap().to_string(), "it takes 100 ms to fail");
    }
    assert_eq!(began.elapsed().as_millis(), 100);
    assert_eq!(log.take(), ["attempt"]);
    assert!(scope.resolve_async::<Arc<Never>>().await.is_err());
    assert_eq!((began.elapsed().as_millis(), log.take().len()), (200, 1), "the next tries again");
}

pub struct Never;

async fn fail_slowly(log: Arc<Log>) -> Result<Never, &'static str> {
    log.add("attempt");
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    Err("it takes 100 ms to fail")
}

#[derive(Container)]
pub struct Slow {
    log: Value<Log>,
    #[provide(with = fail_slowly)]
    never: Scoped<Never>,
}

/// A constructor asks, by a way that the graph does not know, for the other one.
#[derive(Default)]
pub struct Handle(Mutex<Option<Arc<OwnedScope<Knot>>>>);

pub struct Left1;
pub struct Right1;

async fn open_left(handle: Arc<Handle>) -> Result<Left1, di_core::Error> {
    yield_once().await;
    let scope = handle.0.lock().unwrap().clone().unwrap();
    scope.resolve_async::<Arc<Right1>>().await?;
    Ok(Left1)
}

async fn open_right(handle: Arc<Handle>) -> Result<Right1, di_core::Error> {
    yield_once().await;
    let scope = handle.0.lock().unwrap().clone().unwrap();
    scope.resolve_async::<Arc<Left1>>().await?;
    Ok(Right1)
}

#[derive(Container)]
pub struct Knot {
    handle: Value<Handle>,
    #[provide(with = open_left)]
    left: Scoped<Left1>,
    #[provide(with = open_right)]
    right: Scoped<Right1>,
}

#[test]
fn tasks_that_wait_for_each_other_end_in_an_error() {
    let app = Knot::new(Handle::default()).build();
    let handle: Arc<Handle> = app.resolve().unwrap();
    let scope = Arc::new(app.scope_owned());
    *handle.0.lock().unwrap() = Some(Arc::clone(&scope));
    // By one task, which waits for itself, and by two.
    let error = block_on(scope.resolve_async::<&Left1>()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Cycle);
    let (left, right) = block_on(futures_util::future::join(
        scope.resolve_async::<&Left1>(),
        scope.resolve_async::<&Right1>(),
    ));
    let kinds = [left.err().unwrap().kind(), right.err().unwrap().kind()];
    assert_eq!(kinds, [ErrorKind::Cycle; 2]);
    *handle.0.lock().unwrap() = None;
}

#[test]
fn a_body_is_run_in_a_scope_that_is_closed_with_its_outcome() {
    let (app, log) = app();
    block_on(async {
        let bought = app.run_in_scope(Request("buy"), async |scope| {
            scope.resolve_async::<&Transaction>().await?;
            Ok::<_, di_core::Error>("a book")
        });
        assert_eq!(bought.await.unwrap(), "a book");
        assert_eq!(log.take()[3..], ["transaction ends: ok", "connection closes"]);

        let failed = app.run_in_scope(Request("buy"), async |scope| {
            scope.resolve_async::<&Transaction>().await.unwrap();
            Err::<(), _>("disk")
        });
        let error = failed.await.unwrap_err();
        assert_eq!(error.body(), Some(&"disk"));
        assert_eq!(error.closing_failures()[0].kind(), ErrorKind::CloserFailed);
        expect!["disk; then the scope did not close well: the closer of `Transaction` failed (Transaction)"]
            .assert_eq(&error.to_string());
        assert_eq!(error.into_body(), Some("disk"));
        assert_eq!(log.take()[3..], ["transaction ends: failed: disk", "connection closes"]);
    });
}

#[test]
fn a_scope_is_closed_if_its_body_panics_or_is_cancelled() {
    let (app, log) = app();
    let left = Left::of(&app);
    let body = async |scope: &OwnedScope<App>| -> Result<(), String> {
        scope.resolve_async::<&Transaction>().await.unwrap();
        panic!("the body breaks");
    };
    let run = || block_on(app.run_in_scope(Request("buy"), body));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
    assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&"the body breaks"));
    let ended = "transaction ends: failed: it panicked: the body breaks";
    assert_eq!(log.take()[3..], [ended, "connection closes"]);
    // What cannot be closed after a panic, the shutdown tells.
    let body = async |scope: &OwnedScope<App>| -> Result<(), String> {
        let kept: Arc<Transaction> = scope.resolve_async().await.unwrap();
        std::mem::forget(kept);
        panic!("the body breaks");
    };
    let run = || block_on(app.run_in_scope(Request("buy"), body));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_err();
    log.take();

    {
        let mut run = pin!(app.run_in_scope(Request("buy"), async |scope| -> Result<(), String> {
            scope.resolve_async::<&Transaction>().await.unwrap();
            pending().await
        }));
        let mut cx = Context::from_waker(Waker::noop());
        assert!((0..9).all(|_| run.as_mut().poll(&mut cx).is_pending()));
        log.take();
    }
    left.take().into_iter().for_each(|it| block_on(it).unwrap());
    assert_eq!(log.take(), ["transaction ends: cancelled", "connection closes"]);
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(error.failures()[0].kind(), ErrorKind::StillKept);
}

#[test]
fn an_override_is_neither_opened_nor_closed() {
    let mut app = App::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    let fake = Arc::clone(&log);
    app.connection.override_with_fn(move || Connection(Arc::clone(&fake)));
    app.audit.override_with(Arc::new(Audit { log: Arc::clone(&log) }));
    let app = app.build();
    let scope = app.scope(Request("buy"));
    scope.resolve::<&Connection>().expect("it needs no opening");
    scope.resolve::<&Audit>().unwrap();
    block_on(scope.resolve_async::<&Orders>()).unwrap();
    block_on(scope.close()).unwrap();
    assert_eq!(log.take(), ["transaction begun", "transaction ends: ok"]);
}

#[test]
fn what_only_an_overridden_service_needs_is_not_opened() {
    let mut app = App::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    let connection = Arc::new(Connection(Arc::clone(&log)));
    let transaction = Arc::new(Transaction { log: Arc::clone(&log), connection });
    app.orders.override_with(Arc::new(Orders { transaction }));
    let app = app.build();
    block_on(app.scope(Request("buy")).resolve_async::<Buy<'_>>()).unwrap();
    assert!(log.take().is_empty());
}

#[test]
fn a_service_that_is_not_listed_is_made_when_what_it_needs_is_open() {
    #[derive(Injectable)]
    struct Sell<'a> {
        transaction: &'a Transaction,
    }
    let (app, log) = app();
    let scope = app.scope(Request("sell"));
    let sell: Sell<'_> = block_on(scope.make_async()).unwrap();
    sell.transaction.log.add("sold");
    block_on(scope.close()).unwrap();
    assert_eq!(log.take()[3..], ["sold", "transaction ends: ok", "connection closes"]);
    let scope = app.scope(Request("no connection"));
    let error = block_on(scope.make_async::<Sell<'_>>()).err().unwrap();
    assert!(error.to_string().ends_with("(Sell<'_> -> Transaction -> Connection)"), "{error}");
}
