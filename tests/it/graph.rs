//! The wiring as data.

use std::sync::Arc;

use di_core::ProviderKind;
use di_core::prelude::*;
use expect_test::expect;

pub trait Mailer: Send + Sync {}

pub struct Config;

#[derive(Injectable)]
pub struct Smtp {
    _config: Arc<Config>,
}

impl Mailer for Smtp {}

#[derive(Injectable)]
pub struct Signup<'a> {
    _mailer: &'a dyn Mailer,
    _request: Arc<RequestId>,
}

pub struct RequestId;
pub struct Audit;

fn audit(_: Arc<RequestId>, _: &dyn Mailer) -> Audit {
    Audit
}

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    #[provide(Smtp)]
    mailer: Singleton<dyn Mailer>,
    #[provide(input)]
    request: Scoped<RequestId>,
    #[provide(with = audit)]
    audit: Scoped<Audit>,
    #[provide(with = |audit: Arc<Audit>| Arc::strong_count(&audit))]
    count: Factory<usize>,
    signup: Factory<Signup<'static>>,
}

#[test]
fn the_graph_is_printed_in_the_order_of_the_fields() {
    expect![[r#"
        App
          config: Value<Config>
          mailer: Singleton<dyn Mailer> by Smtp
            _config: Arc<Config> <- config
          request: Scoped<RequestId>, given
          audit: Scoped<Audit> by audit
            #1: Arc<RequestId> <- request
            #2: &dyn Mailer <- mailer
          count: Factory<usize> by a closure
            audit: Arc<Audit> <- audit
          signup: Factory<Signup<'_>>
            _mailer: &dyn Mailer <- mailer
            _request: Arc<RequestId> <- request
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}

#[test]
fn the_graph_can_be_asserted_on() {
    let node = App::GRAPH.node("audit").unwrap();
    assert_eq!((node.kind(), node.constructors()[0].name()), (ProviderKind::Scoped, "audit"));
    assert!(node.location().file().ends_with("graph.rs"));
    let targets: Vec<_> = node
        .dependencies()
        .filter_map(di_core::Dependency::target)
        .map(|at| App::GRAPH.nodes()[at].name())
        .collect();
    assert_eq!(targets, ["request", "mailer"]);
    assert_eq!(App::GRAPH.container(), "App");
    assert!(App::GRAPH.node("nobody").is_none());
}

struct Pool;
struct Transaction;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Worker;

impl Pool {
    fn open() -> Self {
        Self
    }

    fn close(_: &Self) {}
}

impl Worker {
    fn run(_: &Self) {}
    fn halt(_: &Self) {}
}

async fn begin(_: Arc<Pool>) -> Transaction {
    std::future::ready(Transaction).await
}

#[derive(Container)]
struct Living {
    #[provide(with = Pool::open, close = Pool::close)]
    pool: Resource<Pool>,
    #[provide(start = Worker::run, stop = Worker::halt)]
    worker: Singleton<Worker>,
    #[provide(eager)]
    clock: Singleton<Clock>,
    #[provide(with = begin, close = |_: Transaction, _: di_core::Outcome| {})]
    transaction: Scoped<Transaction>,
}

#[test]
fn it_shows_what_is_opened_and_closed() {
    expect![[r#"
        Living
          pool: Resource<Pool> by Pool::open, closed by Pool::close
          worker: Singleton<Worker>, started by Worker::run, stopped by Worker::halt
          clock: Singleton<Clock>, eager
          transaction: Scoped<Transaction> by begin, closed by a closure
            #1: Arc<Pool> <- pool
    "#]]
    .assert_eq(&Living::GRAPH.to_string());
    let pool = Living::GRAPH.node("pool").unwrap();
    assert_eq!((pool.closer(), pool.starter(), pool.stopper()), (Some("Pool::close"), None, None));
    assert!(Living::GRAPH.node("transaction").unwrap().is_opened_in_scope());
}
