//! What is opened when the container starts, and closed when it shuts down.

use std::future::{pending, ready};
use std::sync::Arc;
use std::time::Duration;

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, ErrorKind, Limits, Outcome, TokioTimer};
use expect_test::expect;
use futures_executor::block_on;

use super::{Log, Tested};

pub struct Pool(Arc<Log>);
pub struct Queue(Arc<Pool>);

#[derive(Injectable)]
pub struct Worker {
    log: Arc<Log>,
    #[expect(dead_code, reason = "kept")]
    queue: Arc<Queue>,
    #[inject(with = "its worker")]
    name: &'static str,
}

async fn connect(log: Arc<Log>) -> Pool {
    log.add("pool opens");
    Pool(log)
}

async fn open_queue(pool: Arc<Pool>) -> Result<Queue, String> {
    pool.0.add("queue opens");
    Ok(Queue(pool))
}

fn told(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "ok",
        Outcome::Failed(_) => "failed",
        Outcome::Cancelled => "cancelled",
    }
}

/// The queue is registered first, and opened after the pool.
fn resources(log: &Arc<Log>) -> Builder {
    let mut builder = DynamicContainer::builder();
    builder.provide::<Log>().value(Arc::clone(log));
    builder
        .provide::<Queue>()
        .resource_with(open_queue)
        .close_with(|queue: Arc<Queue>, outcome| queue.0.0.add(format!("queue {}", told(&outcome))))
        .provide::<Pool>()
        .resource_with(connect)
        .close_with(|pool: Arc<Pool>, outcome: Outcome| async move {
            pool.0.add(format!("pool {}", told(&outcome)));
        });
    builder
}

#[test]
fn what_is_needed_is_open_before_what_needs_it_and_is_closed_after() -> Tested {
    let log = Arc::new(Log::default());
    let app = block_on(resources(&log).start())?;
    assert_eq!(log.take(), ["pool opens", "queue opens"]);
    assert!(Arc::ptr_eq(&app.resolve::<&Queue>()?.0, &app.resolve()?));
    let report: Vec<_> =
        app.start_report().steps().iter().map(|it| it.node().type_name()).collect();
    assert_eq!(report.len(), 2);
    block_on(app.shutdown())?;
    assert_eq!(log.take(), ["queue ok", "pool ok"]);
    block_on(app.shutdown())?;
    assert!(log.take().is_empty(), "once");
    Ok(())
}

#[test]
fn one_that_cannot_be_opened_closes_the_others() {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder
        .provide::<u32>()
        .resource_with(|_: Arc<Queue>| ready(Err::<u32, _>("there is no number")))
        .close_with(|_: Arc<u32>, _| -> () { unreachable!("it was not opened") });
    let error = block_on(builder.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::ConstructorFailed);
    assert!(error.closing_failures().is_empty());
    assert_eq!(log.take(), ["pool opens", "queue opens", "queue failed", "pool failed"]);
    crate::errors::check(
        error.failure(),
        &expect![[r#"
            the constructor of `u32` failed
              `u32` is registered (dynamic/lifecycle.rs:82)
            path: u32
            caused by: there is no number"#]],
    );
}

#[test]
fn one_that_panics_is_an_error_and_closes_the_others() {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder.provide::<u32>().resource_with(|_: Arc<Queue>| -> u32 { panic!("no number") });
    let error = block_on(builder.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::ConstructorPanicked);
    assert_eq!(log.take()[2..], ["queue failed", "pool failed"]);
}

#[test]
fn eager_singletons_are_built_and_others_are_started_and_stopped() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder
        .singleton_with(|log: Arc<Log>| log.add("built eagerly"))
        .eager()
        .singleton::<Worker>()
        .start_with(|worker: Arc<Worker>| async move {
            worker.log.add("worker starts");
            Ok::<(), String>(())
        })
        .stop_with(|worker: Arc<Worker>| worker.log.add("worker stops"))
        .singleton_with(|log: Arc<Log>| {
            log.add("never built");
            1_u8
        });
    let app = block_on(builder.start())?;
    let mut opened = log.take();
    opened.retain(|it| it != "built eagerly");
    assert_eq!(opened, ["pool opens", "queue opens", "worker starts"]);
    block_on(app.shutdown())?;
    assert_eq!(log.take(), ["worker stops", "queue ok", "pool ok"]);
    Ok(())
}

#[test]
fn one_that_does_not_start_is_not_stopped_and_the_others_are_closed() {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder
        .singleton::<Worker>()
        .start_with(|_| Err::<(), _>("no work"))
        .stop_with(|_: Arc<Worker>| -> () { unreachable!("it did not start") });
    let error = block_on(builder.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::StartFailed);
    assert_eq!(log.take()[2..], ["queue failed", "pool failed"]);
    assert_eq!(error.to_string(), "the container did not start: `Worker` did not start (Worker)");
}

#[test]
fn what_starts_may_look_for_others_later() -> Tested {
    #[derive(Injectable)]
    struct Job {
        worker: Lazy<Arc<Worker>>,
        queue: Arc<Queue>,
    }
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder.singleton::<Worker>().singleton::<Job>().start_with(|job: Arc<Job>| async move {
        job.worker.get().map(|it| job.queue.0.0.add(format!("job found {}", it.name)))
    });
    let app = block_on(builder.start())?;
    assert_eq!(log.take()[2..], ["job found its worker"]);
    block_on(app.shutdown())?;
    Ok(())
}

#[test]
fn all_are_closed_though_one_fails_and_one_panics() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder
        .provide::<u8>()
        .resource_with(|_: Arc<Queue>| 1_u8)
        .close_with(|_: Arc<u8>, _| Err::<(), _>("it is stuck"))
        .provide::<u16>()
        .resource_with(|_: Arc<u8>| 2_u16)
        .close_with(|_: Arc<u16>, _| -> () { panic!("it breaks") });
    let app = block_on(builder.start())?;
    log.take();
    let error = block_on(app.shutdown()).unwrap_err();
    let kinds: Vec<_> = error.failures().iter().map(di_core::Error::kind).collect();
    assert_eq!(kinds, [ErrorKind::CloserPanicked, ErrorKind::CloserFailed]);
    assert_eq!(log.take(), ["queue ok", "pool ok"]);
    Ok(())
}

#[test]
fn what_has_to_be_opened_is_started_and_not_built() {
    let log = Arc::new(Log::default());
    super::report(
        &resources(&log).build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            the container has to be started
              `Queue` is opened then (lifecycle.rs:50)
              `Pool` is opened then (lifecycle.rs:53)
            help: start it, `.start().await`, in the place of `.build()`; or, in a test, override these"#]],
    );
    assert!(log.take().is_empty());
}

#[test]
fn a_start_of_what_is_wired_wrongly_opens_nothing() {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder.singleton_with(|_: Arc<u64>| ());
    let error = block_on(builder.start()).err().unwrap();
    assert_eq!(error.failure().kind(), ErrorKind::NotBuilt);
    let source = std::error::Error::source(error.failure()).unwrap();
    assert!(source.downcast_ref::<di_core::BuildError>().is_some());
    expect![[r#"
        the container did not start: the container cannot be built

        no provider for `Arc<u64>`
          needed by parameter #1 of the closure that builds `()` (lifecycle.rs:206)
        help: register it: `.singleton::<u64>()`, `.singleton_with(..)` or `.value(..)`"#]]
    .assert_eq(&format!("{error:#}").replace("tests/it/dynamic/", ""));
    assert!(log.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_within_limits_goes_on_without_what_takes_too_long() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder
        .provide::<u8>()
        .resource_with(|_: Arc<Queue>| 1_u8)
        .close_with(|_: Arc<u8>, _| pending::<()>())
        .provide::<u16>()
        .resource_with(|_: Arc<u8>| 1_u16)
        .close_with(|_: Arc<u16>, _| tokio::time::sleep(Duration::from_secs(20)))
        .close_within(Duration::from_secs(30));
    let app = builder.start().await?;
    log.take();
    let began = tokio::time::Instant::now();
    let error = app.shutdown_within(Duration::from_secs(5), TokioTimer).await.unwrap_err();
    let kinds: Vec<_> = error.failures().iter().map(di_core::Error::kind).collect();
    assert_eq!(kinds, [ErrorKind::CloserTimedOut]);
    assert_eq!(log.take(), ["queue ok", "pool ok"]);
    assert_eq!(began.elapsed().as_secs(), 25);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_within_limits_waits_for_open_scopes() -> Tested {
    let app =
        DynamicContainer::builder().scoped_with(|| 1_u8).close_with(|_: Arc<u8>, _| ()).build()?;
    let scope = app.scope_owned();
    scope.resolve::<&u8>()?;
    let limits = Limits::each(Duration::from_secs(1)).scopes(Duration::from_secs(9));
    let error = app.shutdown_within(limits, TokioTimer).await.unwrap_err();
    assert_eq!(error.failures()[0].kind(), ErrorKind::ScopesOpen);
    Ok(())
}

#[test]
fn what_is_said_of_a_provider_that_has_no_use_for_it_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.value(1_u8).eager().close_with(|_, _| ());
    builder.scoped_with(|| 1_u16).start_with(|_| ()).stop_with(|_| ());
    super::report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 4 problems

            `.eager()` does not belong on `u8`, which is a value
              said (lifecycle.rs:259)
            help: remove it: it is for a singleton

            `.close_with(..)` does not belong on `u8`, which is a value
              said (lifecycle.rs:259)
            help: remove it: it is for a resource or a scoped service; a singleton has `.stop_with(..)`

            `.start_with(..)` does not belong on `u16`, which is a scoped service
              said (lifecycle.rs:260)
            help: remove it: it is for a singleton

            `.stop_with(..)` does not belong on `u16`, which is a scoped service
              said (lifecycle.rs:260)
            help: remove it: it is for a singleton"#]],
    );
}

#[test]
fn a_closed_container_gives_nothing_out() -> Tested {
    #[derive(Injectable)]
    struct Later {
        pool: Lazy<Arc<Pool>>,
    }
    #[derive(Injectable)]
    struct Made {
        _log: Arc<Log>,
    }
    let log = Arc::new(Log::default());
    let mut builder = resources(&log);
    builder.singleton::<Later>().value(7_u8).contributes_as::<_, u8>("seven", |it| it);
    let app = block_on(builder.start())?;
    let (later, scope): (Arc<Later>, _) = (app.resolve()?, app.scope_owned());
    block_on(app.shutdown())?;
    let errors = [
        app.resolve::<Arc<Pool>>().err().unwrap(),
        app.resolve::<&Log>().err().unwrap(),
        app.make::<Made>().err().unwrap(),
        app.call(|_: Arc<Log>| ()).err().unwrap(),
        app.resolve_entry::<_, Arc<u8>>(&"seven").err().unwrap(),
        scope.resolve::<Arc<Log>>().err().unwrap(),
        scope.resolve_entry::<_, Arc<u8>>(&"seven").err().unwrap(),
        app.scope().resolve_entry::<_, Arc<u8>>(&"seven").err().unwrap(),
        block_on(scope.resolve_async::<Arc<Log>>()).err().unwrap(),
        later.pool.get().err().unwrap(),
    ];
    for error in &errors {
        assert_eq!(error.kind(), ErrorKind::Closed, "{error:#}");
        assert!(
            error.path().next().unwrap().location().file().ends_with("lifecycle.rs"),
            "{error:#}"
        );
    }
    Ok(())
}
