//! Optional dependencies.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{Edge, ErrorKind};
use expect_test::expect;

use crate::errors::check;

pub struct Name(&'static str);
pub struct Cache(u32);
pub struct Connection;

pub trait Tracer: Send + Sync {
    fn trace(&self) -> u32;
}

impl Tracer for u32 {
    fn trace(&self) -> u32 {
        *self
    }
}

pub struct Session(u32);

#[derive(Clone)]
pub struct Token(u32);

#[derive(Injectable)]
pub struct Users {
    cache: Option<Arc<Cache>>,
    tracer: Option<Arc<dyn Tracer>>,
    token: Option<Token>,
    name: Option<Arc<Name>>,
}

#[derive(Injectable)]
pub struct Request<'a> {
    session: Option<&'a Session>,
    cache: Option<&'a Cache>,
    tracer: Option<&'a dyn Tracer>,
    name: Option<&'a Name>,
}

#[derive(Container)]
pub struct App {
    name: Value<Name>,
    #[provide(absent)]
    cache: Singleton<Cache>,
    #[provide(absent)]
    tracer: Singleton<dyn Tracer>,
    #[provide(absent)]
    session: Scoped<Session>,
    #[provide(absent)]
    token: Factory<Token>,
    #[provide(absent)]
    boxed: Factory<dyn Tracer, u8>,
    users: Factory<Users>,
    request: Factory<Request<'static>>,
}

#[test]
fn what_is_present_is_there() {
    let app = App::new(Name("ada"));
    let users: Users = app.resolve().unwrap();
    assert_eq!(users.name.as_ref().unwrap().0, "ada");
    let scope = app.scope();
    assert_eq!(scope.resolve::<Request<'_>>().unwrap().name.unwrap().0, "ada");
    assert!(app.resolve::<Option<Users>>().unwrap().is_some());
}

#[test]
fn what_is_absent_is_not() {
    let app = App::new(Name("ada")).build();
    let users: Users = app.resolve().unwrap();
    assert!(users.cache.is_none() && users.tracer.is_none() && users.token.is_none());
    let scope = app.scope();
    let request: Request<'_> = scope.resolve().unwrap();
    assert!(request.session.is_none() && request.cache.is_none() && request.tracer.is_none());
    assert!(app.resolve::<Option<Named<Box<dyn Tracer>, u8>>>().unwrap().is_none());
    assert!(app.resolve::<Option<Named<Arc<dyn Tracer>, u8>>>().unwrap().is_none());
    let count = app.call(|cache: Option<&Cache>, token: Option<Token>| {
        usize::from(cache.is_some()) + usize::from(token.is_some())
    });
    assert_eq!(count.unwrap(), 0);
}

#[test]
fn an_override_makes_it_present() {
    let mut app = App::new(Name("ada"));
    app.cache.override_with(Arc::new(Cache(1)));
    app.tracer.override_with_fn(|| -> Box<dyn Tracer> { Box::new(2) });
    app.session.override_with_fn(|| Session(3));
    app.token.override_with(|| Token(4));
    app.boxed.override_with(|| -> Box<dyn Tracer> { Box::new(5) });
    let app = app.build();
    let users: Users = app.resolve().unwrap();
    let (cache, tracer) = (users.cache.unwrap(), users.tracer.unwrap());
    assert_eq!((cache.0, tracer.trace(), users.token.unwrap().0), (1, 2, 4));
    let scope = app.scope();
    let request: Request<'_> = scope.resolve().unwrap();
    assert_eq!(request.session.unwrap().0, 3);
    assert!(std::ptr::eq(request.cache.unwrap(), &raw const *cache), "one instance");
    assert_eq!(request.tracer.unwrap().trace(), 2);
    let again: Arc<dyn Tracer> = app.resolve::<Option<_>>().unwrap().unwrap();
    assert!(Arc::ptr_eq(&tracer, &again));
    let boxed: Named<Box<dyn Tracer>, u8> = app.resolve::<Option<_>>().unwrap().unwrap();
    assert_eq!(boxed.trace(), 5);
}

#[test]
fn a_session_that_is_present_is_still_one_for_each_scope() {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut app = App::new(Name("ada"));
    app.session.override_with_fn(|| Session(NEXT.fetch_add(1, Ordering::Relaxed)));
    let (one, two) = (app.scope(), app.scope());
    for _ in 0..2 {
        assert_eq!(one.resolve::<Option<Arc<Session>>>().unwrap().unwrap().0, 0);
    }
    assert_eq!(two.resolve::<Option<&Session>>().unwrap().unwrap().0, 1);
    let error = app.resolve::<Option<Arc<Session>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired, "it is there, but not here");
}

#[derive(Injectable)]
pub struct Deep {
    _connection: Arc<Connection>,
}

#[derive(Injectable)]
pub struct Shallow {
    _deep: Option<Arc<Deep>>,
}

#[derive(Container)]
pub struct Failing {
    #[provide(with = || Err::<Connection, _>("refused"))]
    connection: Singleton<Connection>,
    deep: Singleton<Deep>,
    shallow: Factory<Shallow>,
    #[provide(absent)]
    cache: Singleton<Cache>,
}

#[test]
fn a_constructor_that_fails_is_not_hidden() {
    let app = Failing::new();
    let error = app.resolve::<Shallow>().err().unwrap();
    check(
        &error,
        &expect![[r#"
            the constructor of `Connection` failed
              `Connection` is provided by `connection` (optional.rs:140)
              needed by `Deep._connection` (optional.rs:129)
              needed by `Shallow._deep` (optional.rs:134)
            path: Shallow -> Deep -> Connection
            caused by: refused"#]],
    );
    let error = app.resolve::<Option<&Connection>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
}

#[test]
fn an_override_of_what_was_absent_may_fail_and_is_not_hidden() {
    let mut app = Failing::new();
    app.cache.override_with_fn(|| Err::<Cache, _>("no memory"));
    let error = app.resolve::<Option<Arc<Cache>>>().err().unwrap();
    assert_eq!(error.to_string(), "the constructor of `Cache` failed (Cache)");
}

#[test]
fn optional_and_later_go_together() {
    let mut app = App::new(Name("ada"));
    app.token.override_with(|| Token(1));
    let app = app.build();
    let perhaps: Option<Lazy<Arc<Name>>> = app.resolve().unwrap();
    assert_eq!(perhaps.unwrap().get().unwrap().0, "ada");
    let later: Lazy<Option<Arc<Cache>>> = app.resolve().unwrap();
    assert!(later.get().unwrap().is_none());
    let repeated: Provider<Option<Token>> = app.resolve().unwrap();
    assert_eq!(repeated.get().unwrap().unwrap().0, 1);
}

#[test]
fn the_graph_shows_what_is_absent() {
    assert!(App::GRAPH.node("cache").unwrap().is_absent());
    assert!(!App::GRAPH.node("name").unwrap().is_absent());
    expect![[r#"
        App
          name: Value<Name>
          cache: Singleton<Cache>, absent
          tracer: Singleton<dyn Tracer>, absent
          session: Scoped<Session>, absent
          token: Factory<Token>, absent
          boxed: Factory<dyn Tracer, u8>, absent
          users: Factory<Users>
            cache: Option<Arc<Cache>> <- cache
            tracer: Option<Arc<dyn Tracer>> <- tracer
            token: Option<Token> <- token
            name: Option<Arc<Name>> <- name
          request: Factory<Request<'_>>
            session: Option<&Session> <- session
            cache: Option<&Cache> <- cache
            tracer: Option<&dyn Tracer> <- tracer
            name: Option<&Name> <- name
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}

#[derive(Injectable)]
struct Visit {
    name: Option<Lazy<Arc<Name>>>,
}

#[derive(Container)]
struct Visits {
    #[provide(input)]
    name: Scoped<Name>,
    visit: Scoped<Visit>,
}

/// As a `Lazy` without an `Option` does.
#[test]
fn an_optional_lazy_is_resolved_later() {
    let visits = Visits::new().build();
    let node = Visits::GRAPH.node("visit").unwrap();
    let edges: Vec<Edge> = node.dependencies().map(di_core::Dependency::edge).collect();
    let scope = visits.scope(Name("ada"));
    let name = scope.resolve::<&Visit>().map(|it| it.name.as_ref().unwrap().get().unwrap().0);
    assert_eq!((edges, name.unwrap()), (vec![Edge::Lazy], "ada"));
}
