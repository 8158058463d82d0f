//! What a scope opens.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind, Outcome};
use expect_test::expect;
use futures_executor::block_on;

use super::{Log, Tested};

pub struct Request(&'static str);
pub struct Connection(Arc<Log>);

pub struct Transaction {
    log: Arc<Log>,
    #[expect(dead_code, reason = "kept")]
    connection: Arc<Connection>,
}

async fn connect(log: Arc<Log>, request: Arc<Request>) -> Result<Connection, String> {
    log.add("connection opens");
    if request.0 == "no line" { Err("the line is dead".into()) } else { Ok(Connection(log)) }
}

async fn begin(connection: Arc<Connection>) -> Transaction {
    connection.0.add("transaction begins");
    Transaction { log: Arc::clone(&connection.0), connection }
}

pub struct Slow;

async fn open_slowly(log: Arc<Log>) -> Slow {
    log.add("slow opens");
    tokio::task::yield_now().await;
    log.add("slow is open");
    Slow
}

#[derive(Injectable)]
pub struct Orders {
    transaction: Arc<Transaction>,
}

#[derive(Injectable)]
pub struct Buy<'a> {
    orders: &'a Orders,
    later: Lazy<Arc<Transaction>>,
}

fn app(log: &Arc<Log>) -> Result<Arc<DynamicContainer>, di_core::BuildError> {
    let ended = |outcome: &Outcome| match outcome {
        Outcome::Ok => "transaction ends",
        _ => "transaction is rolled back",
    };
    DynamicContainer::builder()
        .factory::<Buy<'static>>()
        .scoped::<Orders>()
        .provide::<Transaction>()
        .scoped_async(begin)
        .close_with(move |it: Arc<Transaction>, outcome: Outcome| async move {
            it.log.add(ended(&outcome));
        })
        .provide::<Connection>()
        .scoped_async(connect)
        .close_with(|it: Arc<Connection>, _| it.0.add("connection closes"))
        .provide::<Slow>()
        .scoped_async(open_slowly)
        .input::<Request>()
        .provide::<Log>()
        .value(Arc::clone(log))
        .build()
}

#[test]
fn what_is_needed_is_opened_in_order_and_closed_in_reverse() -> Tested {
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let scope = app.scope_with((Request("buy"),))?;
    let buy: Buy<'_> = block_on(scope.resolve_async())?;
    assert_eq!(log.take(), ["connection opens", "transaction begins"]);
    assert!(Arc::ptr_eq(&buy.orders.transaction, &scope.resolve()?));
    assert!(Arc::ptr_eq(&buy.orders.transaction, &buy.later.get()?));
    block_on(scope.resolve_async::<&Transaction>())?;
    block_on(scope.make_async::<Buy<'_>>())?;
    assert!(log.take().is_empty(), "once");
    block_on(scope.close())?;
    assert_eq!(log.take(), ["transaction ends", "connection closes"]);
    Ok(())
}

#[test]
fn it_works_across_threads_and_closes_with_the_outcome() -> Tested {
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let scope = app.scope_owned_with((Request("buy"),))?;
    let body = async move {
        let body = async |scope: &OwnedScope<DynamicContainer>| {
            scope.resolve_async::<Arc<Orders>>().await?;
            Err::<(), Box<dyn std::error::Error + Send + Sync>>("sold out".into())
        };
        scope.run(body).await.is_err()
    };
    assert!(runtime.block_on(body));
    assert_eq!(
        log.take(),
        [
            "connection opens",
            "transaction begins",
            "transaction is rolled back",
            "connection closes"
        ]
    );
    Ok(())
}

#[test]
fn those_who_ask_at_once_share_one_opening_and_a_cancelled_one_is_begun_again() -> Tested {
    use futures_util::future::join;
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let scope = app.scope_with((Request("buy"),))?;
    {
        let mut given_up = std::pin::pin!(scope.resolve_async::<&Slow>());
        let mut task = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(given_up.as_mut().poll(&mut task).is_pending());
    }
    let both = join(scope.resolve_async::<&Slow>(), scope.resolve_async::<Arc<Slow>>());
    let (one, two) = block_on(both);
    assert!(std::ptr::eq(one?, &raw const *two?));
    assert_eq!(log.take(), ["slow opens", "slow opens", "slow is open"]);
    Ok(())
}

#[test]
fn elements_of_a_collection_are_opened() -> Tested {
    let app = DynamicContainer::builder()
        .provide::<u8>()
        .scoped_async(|| async { 1 })
        .contributes::<u8>(|it| it)
        .contributes_as::<_, u8>("one", |it| it)
        .build()?;
    let scope = app.scope();
    assert_eq!(*block_on(scope.resolve_async::<Vec<Arc<u8>>>())?[0], 1);
    assert_eq!(*scope.resolve_entry::<_, &u8>(&"one")?, 1);
    let error = app.scope().resolve_entry::<_, Arc<u8>>(&"one").err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotOpened);
    Ok(())
}

#[test]
fn what_only_an_overridden_service_needs_is_not_opened() -> Tested {
    let log = Arc::new(Log::default());
    let transaction = |log: &Arc<Log>| {
        let connection = Arc::new(Connection(Arc::clone(log)));
        Arc::new(Transaction { log: Arc::clone(log), connection })
    };
    let mut builder = DynamicContainer::builder();
    builder
        .scoped::<Orders>()
        .provide::<Transaction>()
        .scoped_async(begin)
        .close_with(|it: Arc<Transaction>, _| it.log.add("transaction ends"))
        .provide::<Connection>()
        .scoped_async(|| -> Connection { panic!("a test has no connection") });
    builder.override_with(transaction(&log));
    let app = builder.build()?;
    let scope = app.scope();
    block_on(scope.resolve_async::<Arc<Orders>>())?;
    block_on(scope.close())?;
    assert!(log.take().is_empty());
    Ok(())
}

#[test]
fn asking_for_what_is_not_open_yet_says_what_to_call() -> Tested {
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let scope = app.scope_with((Request("buy"),))?;
    let error = scope.resolve::<Buy<'_>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotOpened);
    crate::errors::check(
        &error,
        &expect![[r#"
            `Transaction` is not open in this scope
              `Transaction` is registered (dynamic/scopes_async.rs:60)
              needed by `Orders.transaction` (dynamic/scopes_async.rs:42)
              needed by `Buy<'_>.orders` (dynamic/scopes_async.rs:47)
            path: Buy<'_> -> Orders -> Transaction
            help: its constructor is `async`, so ask for it, or for what needs it, by `scope.resolve_async().await`"#]],
    );
    let error = block_on(app.resolve_async::<&Transaction>()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    assert!(log.take().is_empty());
    Ok(())
}

#[test]
fn what_cannot_be_opened_is_named_with_its_path_and_asked_for_again() -> Tested {
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let scope = app.scope_with((Request("no line"),))?;
    for _ in 0..2 {
        let error = block_on(scope.resolve_async::<Buy<'_>>()).err().unwrap();
        assert_eq!(
            error.to_string(),
            "the constructor of `Connection` failed (Buy<'_> -> Orders -> Transaction -> Connection)"
        );
    }
    block_on(scope.close())?;
    assert_eq!(log.take(), ["connection opens", "connection opens"]);
    Ok(())
}
