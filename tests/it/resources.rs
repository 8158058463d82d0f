//! Resources: what a container opens when it starts, and closes when it shuts down.

use std::error::Error as _;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use di_core::prelude::*;
use di_core::{ErrorKind, Outcome};
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

pub struct Pool(Arc<Log>);
pub struct Cache(Arc<Log>);
pub struct Queue(Arc<Log>, #[expect(dead_code, reason = "kept")] Arc<Pool>);

/// What goes wrong, and where.
#[derive(Default)]
pub struct Faults {
    pub queue_fails: bool,
    pub queue_panics: bool,
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

async fn connect(log: Arc<Log>) -> Result<Pool, io::Error> {
    log.add("pool opens");
    yield_once().await;
    log.add("pool open");
    Ok(Pool(log))
}

async fn disconnect(pool: &Pool) {
    pool.0.add("pool closes");
    yield_once().await;
}

async fn open_queue(pool: Arc<Pool>, faults: Arc<Faults>) -> Result<Queue, String> {
    pool.0.add("queue opens");
    yield_once().await;
    assert!(!faults.queue_panics, "the queue is broken");
    if faults.queue_fails {
        return Err("the queue is full".to_owned());
    }
    pool.0.add("queue open");
    Ok(Queue(Arc::clone(&pool.0), pool))
}

#[derive(Injectable)]
pub struct Reports {
    pub queue: Arc<Queue>,
}

#[derive(Injectable)]
pub struct Eager {
    pub pool: Arc<Pool>,
    #[inject(default)]
    pub used: AtomicUsize,
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    faults: Value<Faults>,
    #[provide(
        with = open_queue,
        close = |queue: Arc<Queue>| async move { queue.0.add("queue closes") },
    )]
    queue: Resource<Queue>,
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
    #[provide(with = |log: Arc<Log>| { log.add("cache open"); Cache(log) }, close = close_cache)]
    cache: Resource<Cache>,
    #[provide(eager)]
    eager: Singleton<Eager>,
    reports: Factory<Reports>,
}

fn close_cache(cache: Arc<Cache>) -> Result<(), String> {
    cache.0.add("cache closes");
    if cache.0.0.lock().unwrap().iter().any(|it| it == "cache fails") {
        return Err("the cache is busy".to_owned());
    }
    Ok(())
}

fn app(faults: Faults) -> (App, Arc<Log>) {
    let app = App::new(Log::default(), faults);
    let log = app.resolve().unwrap();
    (app, log)
}

#[test]
fn what_is_needed_is_open_before_what_needs_it_and_is_closed_after() {
    let (app, log) = app(Faults::default());
    let app = block_on(app.start()).unwrap();
    let opened = log.take();
    assert_eq!(
        opened,
        ["pool opens", "cache open", "pool open", "queue opens", "queue open"],
        "the pool and the cache at the same time, the queue when the pool is open"
    );
    let reports: Reports = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&reports.queue, &app.resolve().unwrap()));
    drop(reports);
    block_on(app.shutdown()).unwrap();
    assert_eq!(log.take(), ["queue closes", "pool closes", "cache closes"]);
}

#[tokio::test]
async fn any_executor_will_do() {
    let (app, log) = app(Faults::default());
    let app = tokio::spawn(app.start()).await.unwrap().unwrap();
    let pool: &Pool = app.resolve().unwrap();
    pool.0.add("used");
    app.shutdown().await.unwrap();
    assert!(log.take().contains(&"used".to_owned()));
}

#[test]
fn a_resource_that_cannot_be_opened_closes_the_others_and_is_named_with_its_path() {
    let (app, log) = app(Faults { queue_fails: true, ..Faults::default() });
    let error = block_on(app.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::ConstructorFailed);
    assert!(error.closing_failures().is_empty());
    assert_eq!(
        log.take(),
        ["pool opens", "cache open", "pool open", "queue opens", "pool closes", "cache closes"]
    );
    expect![[r#"the container did not start: the constructor of `Queue` failed (Queue)"#]]
        .assert_eq(&error.to_string());
    assert_eq!(error.source().unwrap().to_string(), "the queue is full");
}

#[test]
fn a_constructor_that_panics_is_an_error_and_closes_the_others() {
    let (app, log) = app(Faults { queue_panics: true, ..Faults::default() });
    let error = block_on(app.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::ConstructorPanicked);
    expect![[r#"the container did not start: the constructor of `Queue` panicked (Queue)"#]]
        .assert_eq(&error.to_string());
    assert_eq!(error.source().unwrap().to_string(), "the queue is broken");
    assert_eq!(log.take()[4..], ["pool closes", "cache closes"]);
}

#[test]
fn an_eager_singleton_is_built_at_the_start_and_once() {
    let (app, _log) = app(Faults::default());
    let app = block_on(app.start()).unwrap();
    let eager: &Eager = app.resolve().unwrap();
    eager.used.fetch_add(1, Ordering::Relaxed);
    assert_eq!(app.resolve::<Arc<Eager>>().unwrap().used.load(Ordering::Relaxed), 1);
    assert!(format!("{:?}", app.eager).contains("built"));
}

#[test]
fn all_closers_run_though_one_fails_and_all_failures_are_told() {
    let (app, log) = app(Faults::default());
    let app = block_on(app.start()).unwrap();
    log.take();
    log.add("cache fails");
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(log.take(), ["cache fails", "queue closes", "pool closes", "cache closes"]);
    assert_eq!(error.failures().len(), 1);
    assert_eq!(error.failures()[0].kind(), ErrorKind::CloserFailed);
    expect![[r#"the container did not shut down well: the closer of `Cache` failed (Cache)"#]]
        .assert_eq(&error.to_string());
}

#[derive(Container)]
pub struct Panicking {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| Pool(log), close = |pool: &Pool| pool.0.add("pool closes"))]
    pool: Resource<Pool>,
    #[provide(with = |pool: Arc<Pool>| Queue(Arc::clone(&pool.0), pool), close = break_queue)]
    queue: Resource<Queue>,
}

async fn break_queue(queue: Arc<Queue>) {
    queue.0.add("queue closes");
    yield_once().await;
    panic!("the queue breaks");
}

#[test]
fn a_closer_that_panics_is_told_and_the_others_run() {
    let app = block_on(Panicking::new(Log::default()).start()).unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(log.take(), ["queue closes", "pool closes"]);
    assert_eq!(error.failures()[0].kind(), ErrorKind::CloserPanicked);
    assert_eq!(error.source().unwrap().to_string(), "the queue breaks");
}

#[test]
fn shutting_down_twice_is_harmless_and_resolving_afterwards_is_an_error() {
    let (app, log) = app(Faults::default());
    let app = block_on(app.start()).unwrap();
    let lazy: Lazy<Arc<Pool>> = app.resolve().unwrap();
    let scope = app.scope_owned();
    block_on(app.shutdown()).unwrap();
    let closed = log.take().len();
    block_on(app.shutdown()).unwrap();
    assert_eq!((closed, log.take().len()), (8, 0));
    let errors = [
        app.resolve::<Arc<Pool>>().err().unwrap(),
        app.resolve::<&Log>().err().unwrap(),
        app.make::<Reports>().err().unwrap(),
        app.call(|_: Arc<Log>| ()).err().unwrap(),
        scope.resolve::<Arc<Log>>().err().unwrap(),
        lazy.get().err().unwrap(),
    ];
    assert!(errors.iter().all(|it| it.kind() == ErrorKind::Closed));
    expect![[r#"
        `Arc<Pool>` cannot be resolved: its container or scope is closed
          `Arc<Pool>` is asked for (tests/it/resources.rs:234)
        path: Arc<Pool>"#]]
    .assert_eq(&format!("{:#}", errors[0]));
    let place = |it: &di_core::Error| it.path().next().unwrap().location().file();
    assert!(errors.iter().all(|it| place(it).ends_with("resources.rs")), "{errors:?}");
}

#[test]
fn a_shutdown_that_is_dropped_is_gone_on_with_and_tells_what_it_has_lost() {
    let (app, log) = app(Faults::default());
    let app = block_on(app.start()).unwrap();
    log.take();
    {
        let mut shutdown = pin!(app.shutdown());
        let once = block_on(poll_fn(|cx| Poll::Ready(shutdown.as_mut().poll(cx).is_pending())));
        assert!(once, "the pool's closer waits");
    }
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(log.take(), ["queue closes", "pool closes", "cache closes"]);
    expect![[r#"
        the container did not shut down well
        the closer of `Pool` was dropped half-way, with its shutdown
          `Pool` is provided by `pool` (tests/it/resources.rs:99)
        path: Pool
        help: await the shutdown to its end; to bound it, give it limits: `container.shutdown_within(limits, timer)`"#]].assert_eq(&format!("{error:#}"));
    block_on(app.shutdown()).expect("it is told once");
}

#[test]
fn what_is_overridden_is_neither_opened_nor_closed() {
    let (mut app, log) = app(Faults::default());
    app.cache.override_with(Arc::new(Cache(Arc::clone(&log))));
    let app = block_on(app.start()).unwrap();
    block_on(app.shutdown()).unwrap();
    assert!(log.take().iter().all(|it| !it.starts_with("cache")));
}

#[derive(Container)]
pub struct Layers {
    log: Value<Log>,
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
    eager: Singleton<Eager>,
}

#[test]
fn what_only_an_overridden_service_needs_is_not_opened() {
    let mut app = Layers::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    let pool = Arc::new(Pool(Arc::clone(&log)));
    app.eager.override_with(Arc::new(Eager { pool, used: AtomicUsize::new(0) }));
    let app = block_on(app.start()).unwrap();
    assert!(log.take().is_empty());
    let error = app.resolve::<&Pool>().err().unwrap();
    expect![[r#"
        `Pool` is not open
          `Pool` is provided by `pool` (tests/it/resources.rs:285)
        path: Pool
        help: start the container, `container.start().await`, or override this resource: what only overridden services need is not opened"#]]
    .assert_eq(&format!("{error:#}"));
}

#[test]
fn a_test_that_overrides_every_resource_needs_no_executor() {
    let mut app = Layers::new(Log::default());
    let error = Layers::new(Log::default()).build_overridden().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotStarted);
    assert_eq!(error.to_string(), "`Pool` is not open (Eager -> Pool)", "and who needs it");
    let error = Panicking::new(Log::default()).build_overridden().err().unwrap();
    assert_eq!(error.to_string(), "`Pool` is not open (Queue -> Pool)");
    let log: Arc<Log> = app.resolve().unwrap();
    app.pool.override_with(Arc::new(Pool(Arc::clone(&log))));
    let app = app.build_overridden().unwrap();
    assert!(Arc::ptr_eq(&app.resolve::<Arc<Eager>>().unwrap().pool.0, &log));
}

#[test]
fn a_resource_is_not_open_before_the_start() {
    let (app, log) = app(Faults::default());
    assert_eq!(app.resolve::<Arc<Pool>>().err().unwrap().kind(), ErrorKind::NotStarted);
    assert!(log.take().is_empty());
}

pub trait Store: Send + Sync {
    fn name(&self) -> &'static str;
}

pub struct Disk;

impl Store for Disk {
    fn name(&self) -> &'static str {
        "disk"
    }
}

pub struct Spare;

async fn open_store() -> Box<dyn Store> {
    yield_once().await;
    Box::new(Disk)
}

#[derive(Container)]
pub struct Stores {
    #[provide(with = open_store)]
    store: Resource<dyn Store>,
    #[provide(with = async || Disk, as dyn Store, into dyn Store)]
    spare: Resource<Disk, Spare>,
}

#[derive(Container)]
pub struct Outer {
    #[import(&dyn Store, Named<Arc<dyn Store>, Spare>)]
    stores: Arc<Stores>,
    #[provide(with = |store: &dyn Store| store.name().len())]
    length: Singleton<usize>,
}

#[test]
fn a_resource_may_be_qualified_seen_as_a_trait_collected_and_imported() {
    let stores = block_on(Stores::new().start()).unwrap();
    let all: Vec<&dyn Store> = stores.resolve().unwrap();
    assert_eq!(all.len(), 1);
    let spare: Named<&dyn Store, Spare> = stores.resolve().unwrap();
    assert_eq!(spare.name(), "disk");
    let later: Provider<Arc<dyn Store>> = stores.resolve().unwrap();
    assert_eq!(later.get().unwrap().name(), "disk");
    let outer = Outer::new(Arc::clone(&stores)).build();
    assert_eq!(*outer.resolve::<&usize>().unwrap(), 4);
    block_on(stores.shutdown()).unwrap();
    let error = outer.resolve::<Named<Arc<dyn Store>, Spare>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Closed, "also of who imports it");
}

#[derive(Injectable)]
pub struct Worker {
    pool: Arc<Pool>,
}

impl Worker {
    async fn start(self: Arc<Self>) -> Result<(), &'static str> {
        self.pool.0.add("worker starts");
        yield_once().await;
        if self.pool.0.0.lock().unwrap().iter().any(|it| it == "no worker") {
            return Err("there is no work");
        }
        Ok(())
    }

    fn stop(&self) {
        self.pool.0.add("worker stops");
    }
}

#[derive(Container)]
pub struct Working {
    log: Value<Log>,
    #[provide(start = Worker::start, stop = Worker::stop)]
    worker: Singleton<Worker>,
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
    #[provide(stop = |store: Arc<dyn Store>| async move { assert_eq!(store.name(), "disk") }, with = || Box::new(Disk) as Box<dyn Store>)]
    store: Singleton<dyn Store>,
}

#[test]
fn a_worker_starts_after_what_it_needs_and_stops_before() {
    let app = block_on(Working::new(Log::default()).start()).unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    assert_eq!(log.take(), ["pool opens", "pool open", "worker starts"]);
    block_on(app.shutdown()).unwrap();
    assert_eq!(log.take(), ["worker stops", "pool closes"]);
}

#[test]
fn a_worker_that_does_not_start_is_not_stopped() {
    let log = Log::default();
    log.add("no worker");
    let app = Working::new(log);
    let log: Arc<Log> = app.resolve().unwrap();
    let error = block_on(app.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::StartFailed);
    expect![[r#"
        the container did not start: `Worker` did not start
          `Worker` is provided by `worker` (tests/it/resources.rs:402)
        path: Worker
        caused by: there is no work"#]]
    .assert_eq(&format!("{error:#}"));
    assert_eq!(log.take().last().unwrap(), "pool closes");
}

#[test]
fn an_overridden_worker_is_neither_started_nor_stopped() {
    let mut app = Working::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    let pool = Arc::new(Pool(Arc::clone(&log)));
    app.worker.override_with(Arc::new(Worker { pool }));
    let app = block_on(app.start()).unwrap();
    block_on(app.shutdown()).unwrap();
    assert!(log.take().is_empty());
}

#[derive(Container)]
pub struct Abrupt {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| Cache(log), close = |cache: &Cache| cache.0.add("cache closes"))]
    cache: Resource<Cache>,
    #[provide(with = |cache: Arc<Cache>| Pool(Arc::clone(&cache.0)), close = break_pool)]
    pool: Resource<Pool>,
}

fn break_pool(pool: &Pool) {
    pool.0.add("pool closes");
    panic!("the pool breaks");
}

#[test]
fn a_closer_that_panics_and_is_not_async_is_told_and_the_others_run() {
    let app = block_on(Abrupt::new(Log::default()).start()).unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(log.take(), ["pool closes", "cache closes"]);
    assert_eq!(error.failures()[0].kind(), ErrorKind::CloserPanicked);
    assert_eq!(error.source().unwrap().to_string(), "the pool breaks");
}

pub struct Publisher(Lazy<Arc<Subscriber>>);
pub struct Subscriber(#[expect(dead_code, reason = "kept")] Arc<Publisher>);

#[derive(Container)]
pub struct Ring {
    #[provide(with = |subscriber: Lazy<Arc<Subscriber>>| Publisher(subscriber))]
    publisher: Resource<Publisher>,
    #[provide(with = |publisher: Arc<Publisher>| Subscriber(publisher))]
    subscriber: Resource<Subscriber>,
}

#[test]
fn resources_that_know_each_other_are_opened_though_nobody_else_needs_them() {
    let app = block_on(Ring::new().start()).unwrap();
    let publisher: &Publisher = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&publisher.0.get().unwrap(), &app.resolve().unwrap()));
}

pub struct Slow(Arc<Log>);

#[derive(Container)]
pub struct Hanging {
    log: Value<Log>,
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
    #[provide(with = |log: Arc<Log>, _: Arc<Pool>| Slow(log), close = hang)]
    slow: Resource<Slow>,
    #[provide(with = |log: Arc<Log>, _: Arc<Slow>| Cache(log), close = hang_too)]
    cache: Resource<Cache>,
}

async fn hang(slow: Arc<Slow>) {
    slow.0.add("slow closes");
    tokio::time::sleep(Duration::from_secs(4)).await;
    slow.0.add("slow closed");
}

async fn hang_too(cache: &Cache) {
    cache.0.add("cache closes");
    std::future::pending::<()>().await;
}

#[tokio::test(start_paused = true)]
async fn each_closer_has_its_own_time_and_an_expired_one_takes_nothing_from_the_next() {
    let app = Hanging::new(Log::default()).start().await.unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    log.take();
    let began = tokio::time::Instant::now();
    let error = app.shutdown_within(Duration::from_secs(5), tokio::time::sleep).await.unwrap_err();
    assert_eq!(log.take(), ["cache closes", "slow closes", "slow closed", "pool closes"]);
    assert_eq!(began.elapsed().as_secs(), 5 + 4);
    assert_eq!(error.failures().len(), 1);
    assert_eq!(error.failures()[0].kind(), ErrorKind::CloserTimedOut);
    expect![[
        r#"the container did not shut down well: the closer of `Cache` took too long (Cache)"#
    ]]
    .assert_eq(&error.to_string());
}

#[test]
fn a_start_can_be_looked_at_afterwards() {
    let app = block_on(app(Faults::default()).0.start()).unwrap();
    let report = app.start_report();
    let names: Vec<_> = report.steps().iter().map(|it| it.node().name()).collect();
    assert_eq!(names.len(), 4);
    let of = |name| report.steps().iter().find(|it| it.node().name() == name).unwrap();
    assert_eq!(of("queue").waited_for(), ["pool"]);
    assert!(of("queue").began() >= of("pool").began() + of("pool").took());
    assert!(report.steps().last().unwrap().is_critical());
    assert!(report.to_string().contains("queue: Resource<Queue>, after pool"));
}

pub struct Handle(Arc<Log>);

async fn join(handle: Handle, outcome: Outcome) {
    yield_once().await;
    handle.0.add(if outcome.is_ok() { "joined" } else { "joined after a failure" });
}

fn spawn(log: Arc<Log>) -> Handle {
    Handle(log)
}

#[derive(Container)]
pub struct Spawning {
    log: Value<Log>,
    #[provide(with = spawn, close = join)]
    handle: Resource<Handle>,
    #[provide(with = |log: Arc<Log>, _: Arc<Handle>| -> Result<Pool, String> {
        if log.0.lock().unwrap().iter().any(|it| it == "no pool") {
            return Err("there is no pool".to_owned());
        }
        Ok(Pool(log))
    })]
    pool: Resource<Pool>,
}

#[test]
fn a_closer_may_take_the_last_one_unless_something_keeps_it() {
    let app = block_on(Spawning::new(Log::default()).start()).unwrap();
    let log: Arc<Log> = app.resolve().unwrap();
    let handle: Arc<Handle> = app.resolve().unwrap();
    let error = app.resolve::<&Handle>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotLent);
    expect!["`Handle` is not lent, because its closer takes the last one (Handle)"]
        .assert_eq(&error.to_string());
    drop(handle);
    block_on(app.shutdown()).unwrap();
    assert_eq!(log.take(), ["joined"]);
    assert_eq!(app.resolve::<Arc<Handle>>().err().unwrap().kind(), ErrorKind::Closed);

    let app = block_on(Spawning::new(Log::default()).start()).unwrap();
    let kept: Arc<Handle> = app.resolve().unwrap();
    let error = block_on(app.shutdown()).unwrap_err();
    assert_eq!(error.failures()[0].kind(), ErrorKind::StillKept);
    drop(kept);
}

#[test]
fn a_closer_is_told_whether_the_start_has_failed() {
    let app = Spawning::new(Log::default());
    let log: Arc<Log> = app.resolve().unwrap();
    log.add("no pool");
    block_on(app.start()).err().unwrap();
    assert_eq!(log.take(), ["no pool", "joined after a failure"]);
}
