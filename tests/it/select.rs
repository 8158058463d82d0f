//! Selection: the configuration says which type is behind a trait.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use di_core::prelude::*;
use expect_test::expect;

use crate::errors::check;

pub trait Mailer: Send + Sync {
    fn send(&self) -> String;
}

#[derive(Clone, Copy)]
pub enum Kind {
    Smtp,
    Log,
    File { deep: bool },
}

pub struct Config {
    kind: Kind,
    built: Mutex<Vec<&'static str>>,
}

impl Config {
    fn new(kind: Kind) -> Self {
        Self { kind, built: Mutex::default() }
    }
}

pub struct Connection;
pub struct Journal;
pub struct Attempts(AtomicU32);

fn connection(config: &Config) -> Connection {
    config.built.lock().unwrap().push("connection");
    Connection
}

fn journal(config: &Config) -> Journal {
    config.built.lock().unwrap().push("journal");
    Journal
}

#[derive(Injectable)]
pub struct Smtp {
    _connection: Arc<Connection>,
}

#[derive(Injectable)]
pub struct Log {
    _journal: Arc<Journal>,
}

#[derive(Injectable)]
pub struct File;

impl Mailer for Smtp {
    fn send(&self) -> String {
        "smtp".into()
    }
}

impl Mailer for Log {
    fn send(&self) -> String {
        "log".into()
    }
}

impl Mailer for File {
    fn send(&self) -> String {
        "file".into()
    }
}

#[derive(Injectable)]
pub struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    journal: Lazy<Arc<Journal>>,
}

impl Mailer for Logged {
    fn send(&self) -> String {
        format!("logged({}{})", self.inner.send(), u8::from(self.journal.get().is_ok()))
    }
}

pub struct Chosen;
pub struct RequestKind(Kind);

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    #[provide(with = connection)]
    connection: Singleton<Connection>,
    #[provide(with = journal)]
    journal: Singleton<Journal>,
    #[provide(select = |config: &Config| match config.kind {
        Kind::Smtp => Smtp,
        Kind::Log => Log,
        Kind::File { .. } => File,
    })]
    mailer: Singleton<dyn Mailer>,
    #[provide(select = |config: Arc<Config>| match config.kind {
        Kind::File { deep: true } => File,
        Kind::Smtp | Kind::Log => Log,
        Kind::File { deep } if !deep => Smtp,
        Kind::File { .. } => File,
    }, decorate = Logged)]
    decorated: Singleton<dyn Mailer, Chosen>,
    #[provide(input)]
    request: Scoped<RequestKind>,
    #[provide(select = |request: &RequestKind| match request.0 { Kind::Smtp => Smtp, _ => Log })]
    scoped: Scoped<dyn Mailer, u8>,
    #[provide(select = |config: &Config| match config.kind { Kind::Smtp => Smtp, _ => File })]
    made: Factory<dyn Mailer, u16>,
}

fn built(app: &App) -> Vec<&'static str> {
    app.resolve::<&Config>().unwrap().built.lock().unwrap().clone()
}

#[test]
fn only_the_chosen_one_is_built() {
    for (kind, name, needed) in [
        (Kind::Smtp, "smtp", &["connection"][..]),
        (Kind::Log, "log", &["journal"]),
        (Kind::File { deep: false }, "file", &[]),
    ] {
        let app = App::new(Config::new(kind)).build();
        assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), name);
        assert_eq!(app.resolve::<Arc<dyn Mailer>>().unwrap().send(), name);
        assert_eq!(built(&app), needed);
    }
}

#[test]
fn what_is_chosen_is_decorated() {
    for (kind, text) in [
        (Kind::Smtp, "logged(log1)"),
        (Kind::File { deep: true }, "logged(file1)"),
        (Kind::File { deep: false }, "logged(smtp1)"),
    ] {
        let app = App::new(Config::new(kind)).build();
        assert_eq!(app.resolve::<Named<&dyn Mailer, Chosen>>().unwrap().send(), text);
    }
}

#[test]
fn each_scope_chooses_for_itself() {
    let app = App::new(Config::new(Kind::Log)).build();
    let (one, two) = (app.scope(RequestKind(Kind::Smtp)), app.scope_owned(RequestKind(Kind::Log)));
    assert_eq!(one.resolve::<Named<&dyn Mailer, u8>>().unwrap().send(), "smtp");
    assert_eq!(two.resolve::<Named<Arc<dyn Mailer>, u8>>().unwrap().send(), "log");
}

#[test]
fn a_factory_chooses_each_time() {
    let mut app = App::new(Config::new(Kind::Smtp));
    assert_eq!(app.resolve::<Named<Box<dyn Mailer>, u16>>().unwrap().send(), "smtp");
    app.config.override_with(Config::new(Kind::Log));
    assert_eq!(app.resolve::<Named<Arc<dyn Mailer>, u16>>().unwrap().send(), "file");
}

#[test]
fn an_override_replaces_the_choice() {
    let mut app = App::new(Config::new(Kind::Smtp));
    app.mailer.override_with(Arc::new(File));
    app.decorated.override_with_fn(|| -> Box<dyn Mailer> { Box::new(File) });
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "file");
    assert_eq!(app.resolve::<Named<&dyn Mailer, Chosen>>().unwrap().send(), "file");
    assert!(built(&app).is_empty());
}

#[test]
fn an_override_of_what_it_chooses_by_is_followed() {
    let mut app = App::new(Config::new(Kind::Smtp));
    app.config.override_with(Config::new(Kind::File { deep: true }));
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "file");
}

#[test]
fn what_the_chosen_one_needs_may_fail() {
    let mut app = App::new(Config::new(Kind::Smtp));
    app.connection.override_with_fn(|| Err::<Connection, _>("refused"));
    let error = app.resolve::<&dyn Mailer>().err().unwrap();
    check(
        &error,
        &expect![[r#"
        the constructor of `Connection` failed
          `Connection` is provided by `connection` (select.rs:98)
          needed by `Smtp._connection` (select.rs:49)
        path: Smtp -> Connection
        caused by: refused"#]],
    );
}

#[test]
fn what_it_chooses_by_may_fail() {
    #[derive(Container)]
    struct Failing {
        #[provide(with = || Err::<RequestKind, _>("no such kind"))]
        kind: Factory<RequestKind>,
        #[provide(select = |kind: RequestKind| match kind.0 { Kind::Smtp => File, _ => File })]
        mailer: Singleton<dyn Mailer>,
    }

    let error = Failing::new().resolve::<&dyn Mailer>().err().unwrap();
    check(
        &error,
        &expect![[r#"
            the constructor of `RequestKind` failed
              `RequestKind` is provided by `kind` (select.rs:206)
              needed by `dyn Mailer.kind` (select.rs:208)
            path: dyn Mailer -> RequestKind
            caused by: no such kind"#]],
    );
}

#[test]
fn it_chooses_by_several_and_in_a_block() {
    #[derive(Container)]
    struct Blocks {
        attempts: Value<Attempts>,
        config: Value<Config>,
        #[provide(with = journal)]
        journal: Singleton<Journal>,
        #[provide(select = |config: &Config, attempts: &Attempts| {
            match (config.kind, attempts.0.fetch_add(1, Ordering::Relaxed)) {
                (Kind::Log, 0) => Log,
                _ => { File }
            }
        })]
        mailer: Factory<dyn Mailer>,
    }

    let app = Blocks::new(Attempts(AtomicU32::new(0)), Config::new(Kind::Log));
    assert_eq!(app.resolve::<Box<dyn Mailer>>().unwrap().send(), "log");
    assert_eq!(app.resolve::<Box<dyn Mailer>>().unwrap().send(), "file");
}

#[test]
fn the_graph_shows_all_branches() {
    expect![[r#"
        App
          config: Value<Config>
          connection: Singleton<Connection> by connection
            #1: &Config <- config
          journal: Singleton<Journal> by journal
            #1: &Config <- config
          mailer: Singleton<dyn Mailer> by Smtp or Log or File, selected by a closure
            select.config: &Config <- config
            Smtp._connection: Arc<Connection> <- connection
            Log._journal: Arc<Journal> <- journal
          decorated: Singleton<dyn Mailer, Chosen> by File or Log or Smtp, selected by a closure, decorated by Logged
            select.config: Arc<Config> <- config
            Log._journal: Arc<Journal> <- journal
            Smtp._connection: Arc<Connection> <- connection
            Logged.journal: Lazy<Arc<Journal>> <- journal
          request: Scoped<RequestKind>, given
          scoped: Scoped<dyn Mailer, u8> by Smtp or Log, selected by a closure
            select.request: &RequestKind <- request
            Smtp._connection: Arc<Connection> <- connection
            Log._journal: Arc<Journal> <- journal
          made: Factory<dyn Mailer, u16> by Smtp or File, selected by a closure
            select.config: &Config <- config
            Smtp._connection: Arc<Connection> <- connection
    "#]].assert_eq(&App::GRAPH.to_string());
}
