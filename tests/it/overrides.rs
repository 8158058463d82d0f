//! Tests swap one part.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;

pub trait Mailer: Send + Sync {
    fn send(&self) -> &'static str;
}

pub struct Connection;

/// Fails, so that a test notices when it is called.
fn connect() -> Result<Connection, std::fmt::Error> {
    Err(std::fmt::Error)
}

#[derive(Injectable)]
pub struct SmtpMailer {
    _connection: Arc<Connection>,
}

impl Mailer for SmtpMailer {
    fn send(&self) -> &'static str {
        "smtp"
    }
}

pub struct FakeMailer(&'static str);

impl Mailer for FakeMailer {
    fn send(&self) -> &'static str {
        self.0
    }
}

#[derive(Debug, PartialEq)]
pub struct Config(u32);

#[derive(Injectable, Debug)]
pub struct Hasher {
    #[inject(with = 12)]
    rounds: u32,
}

#[derive(Injectable)]
pub struct Signup {
    mailer: Arc<dyn Mailer>,
    hasher: Hasher,
}

pub struct RequestId(u32);

#[derive(Injectable)]
pub struct Audit {
    request: Arc<RequestId>,
}

pub trait Rule: Send + Sync {
    fn apply(&self) -> u32;
}

#[derive(Injectable)]
pub struct Half;

impl Rule for Half {
    fn apply(&self) -> u32 {
        50
    }
}

impl Rule for Config {
    fn apply(&self) -> u32 {
        self.0
    }
}

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    rule: Value<dyn Rule>,
    #[provide(with = connect)]
    connection: Singleton<Connection>,
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
    hasher: Factory<Hasher>,
    #[provide(Half)]
    discount: Factory<dyn Rule2>,
    signup: Factory<Signup>,
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Scoped<Audit>,
}

pub trait Rule2: Rule {}

impl Rule2 for Half {}
impl Rule2 for Config {}

fn app() -> App {
    App::new(Config(1), Arc::new(Half))
}

#[test]
fn an_overridden_singleton_and_what_only_it_needs_are_not_built() {
    let mut app = app();
    app.mailer.override_with(Arc::new(FakeMailer("fake")));
    let app = app.build();
    let signup: Signup = app.resolve().unwrap();
    assert_eq!((signup.mailer.send(), signup.hasher.rounds), ("fake", 12));
    assert!(app.resolve::<&Connection>().is_err(), "it would have failed");
}

#[test]
fn a_singleton_is_overridden_by_a_closure_which_runs_once() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&calls);
    let mut app = app();
    app.mailer.override_with_fn(move || -> Arc<dyn Mailer> {
        counter.fetch_add(1, Ordering::Relaxed);
        Arc::new(FakeMailer("closure"))
    });
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "closure");
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "closure");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn an_override_may_fail_to_test_how_failure_is_handled() {
    let mut app = app();
    app.connection.override_with_fn(|| Err::<Connection, _>("database is down"));
    let error = app.resolve::<Signup>().err().unwrap();
    assert_eq!(
        error.to_string(),
        "the constructor of `Connection` failed (Signup -> SmtpMailer -> Connection)"
    );
    assert!(format!("{error:#}").ends_with("caused by: database is down"));
}

#[test]
fn a_value_is_overridden_by_a_value_or_an_arc() {
    let mut app = app();
    app.config.override_with(Config(2));
    assert_eq!(app.resolve::<&Config>().unwrap(), &Config(2));
    app.config.override_with(Arc::new(Config(3)));
    assert_eq!(app.resolve::<&Config>().unwrap(), &Config(3));
    app.rule.override_with(Arc::new(Config(4)) as Arc<dyn Rule>);
    assert_eq!(app.resolve::<&dyn Rule>().unwrap().apply(), 4);
}

#[test]
fn a_factory_is_overridden_by_a_closure_which_runs_each_time() {
    let mut app = app();
    let next = AtomicU32::new(1);
    app.hasher.override_with(move || Hasher { rounds: next.fetch_add(1, Ordering::Relaxed) });
    assert_eq!(app.resolve::<Hasher>().unwrap().rounds, 1);
    assert_eq!(app.resolve::<Hasher>().unwrap().rounds, 2);
    app.discount.override_with(|| -> Box<dyn Rule2> { Box::new(Config(7)) });
    assert_eq!(app.resolve::<Box<dyn Rule2>>().unwrap().apply(), 7);
    assert_eq!(app.resolve::<Arc<dyn Rule2>>().unwrap().apply(), 7);
}

#[test]
fn what_is_scoped_is_overridden_by_an_instance_or_a_closure() {
    let mut app = app();
    app.audit.override_with(Arc::new(Audit { request: Arc::new(RequestId(9)) }));
    let scope = app.scope(RequestId(1));
    assert_eq!(scope.resolve::<&Audit>().unwrap().request.0, 9);
    drop(scope);
    app.audit.override_with_fn(|| Audit { request: Arc::new(RequestId(8)) });
    let (one, two) = (app.scope(RequestId(1)), app.scope(RequestId(2)));
    let (first, second): (&Audit, &Audit) = (one.resolve().unwrap(), two.resolve().unwrap());
    assert_eq!(first.request.0, 8);
    assert!(!std::ptr::eq(first, second), "one for each scope");
}

#[test]
fn an_overridden_input_wins_over_what_the_scope_is_given() {
    let mut app = app();
    app.request.override_with(Arc::new(RequestId(77)));
    let scope = app.scope(RequestId(1));
    assert_eq!(scope.resolve::<Arc<Audit>>().unwrap().request.0, 77);
}

#[test]
fn the_last_override_counts() {
    let mut app = app();
    app.mailer.override_with(Arc::new(FakeMailer("first")));
    app.mailer.override_with_fn(|| Arc::new(FakeMailer("second")) as Arc<dyn Mailer>);
    app.mailer.override_with(Arc::new(FakeMailer("third")));
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "third");
}

/// Two tests of one container type, in parallel, with different overrides: each
/// has its own container, so they cannot meet.
mod parallel {
    use super::{App, FakeMailer, app};
    use di_core::prelude::*;
    use std::sync::{Arc, Barrier};

    static TOGETHER: Barrier = Barrier::new(2);

    fn run(name: &'static str) {
        let mut app: App = app();
        app.mailer.override_with(Arc::new(FakeMailer(name)));
        let app = app.build();
        TOGETHER.wait();
        for _ in 0..1_000 {
            assert_eq!(app.resolve::<super::Signup>().unwrap().mailer.send(), name);
        }
    }

    #[test]
    fn overrides_of_two_tests_do_not_meet() {
        let other = std::thread::spawn(|| run("one"));
        run("two");
        other.join().unwrap();
    }
}
