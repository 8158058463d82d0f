//! How long a shutdown takes, what it waits for, and what becomes of a start that is given up.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use di_core::prelude::*;
use di_core::{ErrorKind, Limits, Timer, TokioTimer, Unclosed};
use expect_test::expect;
use futures_executor::block_on;

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

async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

const fn of(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub struct Pool(Arc<Log>);
pub struct Cache(Arc<Log>);
pub struct Queue(Arc<Log>);
pub struct Session(Arc<Pool>);

async fn open_pool(log: Arc<Log>) -> Pool {
    seconds(1).await;
    log.add("pool open");
    Pool(log)
}

async fn open_cache(pool: &Pool) -> Cache {
    seconds(1).await;
    pool.0.add("cache open");
    Cache(Arc::clone(&pool.0))
}

async fn open_queue(cache: &Cache) -> Queue {
    seconds(1).await;
    cache.0.add("queue open");
    Queue(Arc::clone(&cache.0))
}

async fn close_pool(pool: Arc<Pool>) {
    seconds(2).await;
    pool.0.add("pool closed");
}

async fn close_cache(cache: Arc<Cache>) {
    seconds(10).await;
    cache.0.add("cache closed");
}

async fn close_queue(queue: Arc<Queue>) {
    seconds(2).await;
    queue.0.add("queue closed");
}

async fn end_session(session: &Session) {
    seconds(1).await;
    session.0.0.add("session ended");
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[provide(with = open_pool, close = close_pool)]
    pool: Resource<Pool>,
    #[provide(with = open_cache, close = close_cache, close_within = Duration::from_secs(8))]
    cache: Resource<Cache>,
    #[provide(with = open_queue, close = close_queue)]
    queue: Resource<Queue>,
    #[provide(with = |pool: Arc<Pool>| Session(pool), close = end_session)]
    session: Scoped<Session>,
}

async fn app() -> (Arc<App>, Arc<Log>) {
    let app = App::new(Log::default()).start().await.unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    log.take();
    (app, log)
}

async fn timed<R>(run: impl Future<Output = R>) -> (u64, R) {
    let began = tokio::time::Instant::now();
    let returned = run.await;
    (began.elapsed().as_secs(), returned)
}

#[tokio::test(start_paused = true)]
async fn a_closer_may_have_a_limit_of_its_own() {
    let (app, log) = app().await;
    let (took, shut_down) = timed(app.shutdown_within(of(5), TokioTimer)).await;
    assert_eq!((took, log.take()), (2 + 8 + 2, vec!["queue closed", "pool closed"]));
    assert_eq!(shut_down.unwrap_err().failures()[0].kind(), ErrorKind::CloserTimedOut);
}

#[tokio::test(start_paused = true)]
async fn a_total_is_shared_out_and_whoever_takes_too_long_takes_nothing_from_the_others() {
    let (app, log) = app().await;
    let limits = Limits::each(of(60)).total(of(9));
    let (took, shut_down) = timed(app.shutdown_within(limits, TokioTimer)).await;
    // Of 9 s, the queue may have 3 and takes 2; of the other 7, the cache may have half.
    assert_eq!((took, log.take()), (7, vec!["queue closed", "pool closed"]));
    assert_eq!(shut_down.unwrap_err().failures().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn open_scopes_end_first_and_may_still_resolve_while_the_shutdown_waits() {
    let (app, log) = app().await;
    let scope = app.scope_owned();
    let request = async {
        seconds(3).await;
        let session: Arc<Session> = scope.resolve().unwrap();
        session.0.0.add("request answered");
        drop(session);
        scope.close().await.unwrap();
    };
    let shutdown = app.shutdown_within(Limits::each(of(20)), TokioTimer);
    let ((), ended) = futures_util::future::join(request, shutdown).await;
    let failures = ended.unwrap_err();
    assert_eq!(failures.failures().len(), 1, "the cache, which never closes in time: {failures}");
    assert_eq!(log.take(), ["request answered", "session ended", "queue closed", "pool closed"]);
}

#[tokio::test(start_paused = true)]
async fn a_scope_that_does_not_end_is_waited_for_no_longer_than_its_limit() {
    let (app, log) = app().await;
    let scope = app.scope_owned();
    let limits = Limits::each(of(60)).scopes(of(5));
    let (took, shut_down) = timed(app.shutdown_within(limits, TokioTimer)).await;
    let error = shut_down.unwrap_err();
    assert_eq!((took, log.take()), (5 + 2 + 8 + 2, vec!["queue closed", "pool closed"]));
    expect![[r#"
        scopes of `App` were open at the shutdown
        path: App
        caused by: 1 did not end within 5s
        help: give them more time, `Limits::each(..).scopes(..)`; if one never ends, something keeps it, such as a task that was spawned with it"#]]
    .assert_eq(&format!("{:#}", error.failures()[0]));
    assert_eq!(scope.resolve::<&Session>().err().unwrap().kind(), ErrorKind::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_without_a_timer_waits_for_no_scope() {
    let (app, log) = app().await;
    let scope = app.scope_owned();
    let (took, shut_down) = timed(app.shutdown()).await;
    shut_down.unwrap();
    assert_eq!(
        (took, log.take()),
        (2 + 10 + 2, vec!["queue closed", "cache closed", "pool closed"])
    );
    drop(scope);
}

#[tokio::test(start_paused = true)]
async fn what_a_dropped_scope_has_left_is_closed_before_what_it_depends_on() {
    let (app, log) = app().await;
    app.on_unclosed(|unclosed| {
        tokio::spawn(unclosed);
    });
    let scope = app.scope_owned();
    scope.resolve::<&Session>().unwrap();
    drop(scope);
    // It is counted as open until it is closed.
    let _ = app.shutdown_within(of(5), TokioTimer).await;
    assert_eq!(log.take(), ["session ended", "queue closed", "pool closed"]);
}

#[tokio::test(start_paused = true)]
async fn whoever_shuts_down_at_the_same_time_waits_until_all_is_closed() {
    let (app, log) = app().await;
    let second = timed(async {
        app.shutdown().await.unwrap();
        app.resolve::<&Log>().err().unwrap().kind()
    });
    let (first, (took, kind)) = futures_util::future::join(app.shutdown(), second).await;
    first.unwrap();
    assert_eq!((took, kind, log.take().len()), (14, ErrorKind::Closed, 3));
    // Also if the first is dropped: then the second goes on.
    let (app, log) = self::app().await;
    let first = tokio::time::timeout(of(5), app.shutdown());
    let (first, second) = futures_util::future::join(first, timed(app.shutdown())).await;
    first.unwrap_err();
    let lost = second.1.unwrap_err();
    assert_eq!(lost.failures()[0].kind(), ErrorKind::CloserDropped);
    assert_eq!(log.take(), ["queue closed", "pool closed"], "the cache was being closed");
}

#[tokio::test(start_paused = true)]
async fn what_is_closed_is_given_out_no_more_and_what_is_open_still_is() {
    let (app, log) = app().await;
    let looks = async {
        seconds(1).await;
        let kind = app.resolve::<&Queue>().err().map(|it| it.kind());
        assert_eq!(kind, Some(ErrorKind::Closed), "it is being closed");
        app.resolve::<&Pool>().unwrap().0.add("pool used");
    };
    let (shut_down, ()) = futures_util::future::join(app.shutdown(), looks).await;
    shut_down.unwrap();
    assert_eq!(log.take()[0], "pool used");
    assert_eq!(app.resolve::<&Pool>().err().unwrap().kind(), ErrorKind::Closed);
}

#[tokio::test(start_paused = true)]
async fn time_may_be_anybody_s() {
    struct Hourglass;
    impl Timer for Hourglass {
        fn now(&self) -> Duration {
            Duration::ZERO
        }
        async fn sleep(&self, _: Duration) {
            seconds(3).await;
        }
    }
    let (app, log) = app().await;
    let (took, _) = timed(app.shutdown_within(of(100), Hourglass)).await;
    assert_eq!((took, log.take()), (2 + 3 + 2, vec!["queue closed", "pool closed"]));
    let (app, _) = self::app().await;
    let (took, _) = timed(app.shutdown_within(of(5), tokio::time::sleep)).await;
    assert_eq!(took, 2 + 8 + 2);
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_given_up_closes_what_it_has_opened() {
    let app = App::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    let (hand_over, handed_over) = std::sync::mpsc::channel::<Unclosed>();
    app.on_unclosed(move |unclosed| hand_over.send(unclosed).unwrap());
    // The third second is the queue's.
    tokio::time::timeout(Duration::from_millis(2500), app.start()).await.err().unwrap();
    assert_eq!(log.take(), ["pool open", "cache open"]);
    let unclosed = handed_over.try_recv().unwrap();
    assert_eq!(unclosed.to_string(), "still to be closed: `Cache`, `Pool`");
    let (took, closed) = timed(unclosed).await;
    closed.unwrap();
    assert_eq!((took, log.take()), (12, vec!["cache closed", "pool closed"]));

    // As long as nothing is open, there is nothing to close.
    let app = App::new(Log::default());
    app.on_unclosed(|unclosed| panic!("{unclosed}"));
    tokio::time::timeout(Duration::from_millis(500), app.start()).await.err().unwrap();
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

#[derive(Container)]
pub struct Files {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| Cache(log), close = |cache: &Cache| cache.0.add("file closed"))]
    file: Resource<Cache>,
    #[provide(with = async |cache: Arc<Cache>| { yield_once().await; Queue(Arc::clone(&cache.0)) })]
    queue: Resource<Queue>,
}

#[test]
fn without_anybody_to_close_it_what_needs_no_executor_is_closed_at_once() {
    let app = Files::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    {
        let mut start = pin!(app.start());
        assert!(start.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert!(log.take().is_empty());
    }
    assert_eq!(log.take(), ["file closed"]);
    let app = block_on(Files::new(Log::default()).start()).unwrap();
    block_on(app.shutdown()).unwrap();
}
