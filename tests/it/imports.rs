//! Imports: a container that uses another.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use di_core::prelude::*;
use di_core::{ErrorKind, ProviderKind};
use expect_test::expect;

use crate::errors::check;

#[derive(Default)]
pub struct Log(Mutex<Vec<&'static str>>);

/// Writes its name down when it is dropped.
pub struct Trace(&'static str, Arc<Log>);

impl Drop for Trace {
    fn drop(&mut self) {
        self.1.0.lock().unwrap().push(self.0);
    }
}

pub trait Mailer: Send + Sync {
    fn send(&self) -> String;
}

pub trait Check: Send + Sync {}

#[derive(Injectable)]
pub struct Smtp {
    pool: Arc<Pool>,
}

impl Mailer for Smtp {
    fn send(&self) -> String {
        format!("smtp over {}", self.pool.0.0)
    }
}

impl Check for Smtp {}

pub struct Pool(Trace);
pub struct Name(&'static str);
pub struct Replica;
pub struct Fresh;
pub struct Secret;

pub struct Hash(u32);

#[derive(Injectable)]
pub struct Ticket {
    #[inject(assisted)]
    number: u32,
    _secret: Arc<Secret>,
}

#[derive(Container)]
pub struct Infra {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| Pool(Trace("pool", log)))]
    pool: Singleton<Pool>,
    #[provide(with = |log: Arc<Log>| Pool(Trace("replica", log)))]
    replica: Singleton<Pool, Replica>,
    #[provide(into dyn Check)]
    smtp: Singleton<Smtp>,
    #[provide(Smtp)]
    mailer: Singleton<dyn Mailer>,
    #[provide(Smtp)]
    fresh: Factory<dyn Mailer, Fresh>,
    #[provide(with = || Hash(7))]
    hash: Factory<Hash>,
    #[provide(with = || Secret)]
    secret: Singleton<Secret>,
    tickets: Factory<Maker<Ticket, u32>>,
    #[provide(input)]
    request: Scoped<u64>,
}

#[derive(Container)]
pub struct Names {
    name: Value<Name>,
}

pub struct Users(#[expect(dead_code, reason = "dropped")] Trace, Arc<Pool>);

#[derive(Injectable)]
pub struct Handler<'a> {
    pool: &'a Pool,
    shared: Arc<Pool>,
    #[inject(Replica)]
    replica: Arc<Pool>,
    mailer: Arc<dyn Mailer>,
    borrowed: &'a dyn Mailer,
    #[inject(Fresh)]
    fresh: Box<dyn Mailer>,
    hash: Hash,
    name: &'a Name,
    later: Lazy<Arc<Pool>>,
    repeated: Provider<Hash>,
    perhaps: Option<Arc<Pool>>,
    tickets: Maker<Ticket, u32>,
    checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[import(Arc<Pool>, &Pool, Arc<dyn Mailer>, &dyn Mailer, Hash, Maker<Ticket, u32>)]
    #[import(Named<Arc<Pool>, Replica>, Named<Box<dyn Mailer>, Fresh>, Vec<Arc<dyn Check>>)]
    infra: Arc<Infra>,
    #[import(&Name)]
    names: Arc<Names>,
    #[provide(with = |log: Arc<Log>, pool: Arc<Pool>| Users(Trace("users", log), pool))]
    users: Singleton<Users>,
    handler: Factory<Handler<'static>>,
}

fn infra() -> Infra {
    Infra::new(Log::default())
}

fn app(infra: Infra) -> Arc<App> {
    App::new(Log::default(), infra.build(), Names::new(Name("ada")).build()).build()
}

#[test]
fn what_is_imported_is_asked_for_as_if_it_were_declared_here() {
    let app = app(infra());
    let handler: Handler<'_> = app.resolve().unwrap();
    assert!(std::ptr::eq(handler.pool, &raw const *handler.shared));
    assert_eq!((handler.pool.0.0, handler.replica.0.0), ("pool", "replica"));
    assert_eq!((handler.hash.0, handler.repeated.get().unwrap().0), (7, 7));
    assert_eq!((handler.mailer.send(), handler.name.0), ("smtp over pool".into(), "ada"));
    assert!(std::ptr::eq(handler.borrowed, &raw const *handler.mailer));
    assert_eq!(handler.fresh.send(), "smtp over pool");
    assert!(Arc::ptr_eq(&handler.later.get().unwrap(), &handler.perhaps.unwrap()));
    assert_eq!(handler.tickets.make(3).unwrap().number, 3);
    assert_eq!(handler.checks.len(), 1);
    app.call(|pool: Arc<Pool>, replica: Named<Arc<Pool>, Replica>| {
        assert_eq!((pool.0.0, replica.0.0), ("pool", "replica"));
    })
    .unwrap();
}

#[test]
fn it_is_the_other_containers_instance() {
    let infra = infra().build();
    let names = Names::new(Name("ada")).build();
    let open = || App::new(Log::default(), Arc::clone(&infra), Arc::clone(&names)).build();
    let (one, two) = (open(), open());
    let pool: Arc<Pool> = infra.resolve().unwrap();
    assert!(Arc::ptr_eq(&pool, &one.resolve::<&Users>().unwrap().1));
    assert!(Arc::ptr_eq(&pool, &two.resolve::<&Users>().unwrap().1));
}

/// Whether a container provides a key, without a compile error if not.
struct Asked<C, K>(PhantomData<(C, K)>);

trait Missing {
    const PROVIDED: bool = false;
}

impl<C, K> Missing for Asked<C, K> {}

impl<C: for<'c> Provides<'c, K>, K> Asked<C, K> {
    const PROVIDED: bool = true;
}

#[test]
fn what_is_not_taken_stays_private() {
    const {
        assert!(Asked::<Infra, Arc<Secret>>::PROVIDED);
        assert!(!Asked::<App, Arc<Secret>>::PROVIDED);
        assert!(Asked::<App, Arc<Pool>>::PROVIDED);
        assert!(!Asked::<App, Arc<Smtp>>::PROVIDED);
        assert!(!Asked::<App, Option<Arc<Secret>>>::PROVIDED);
        assert!(!Asked::<App, Lazy<Arc<Secret>>>::PROVIDED);
        assert!(!Asked::<App, Arc<Name>>::PROVIDED, "only its borrow is taken");
    }
}

#[test]
fn an_override_of_the_other_container_is_followed() {
    struct Fake;

    impl Mailer for Fake {
        fn send(&self) -> String {
            "fake".into()
        }
    }

    let mut infra = infra();
    infra.mailer.override_with(Arc::new(Fake));
    infra.hash.override_with(|| Hash(9));
    let app = app(infra);
    let handler: Handler<'_> = app.resolve().unwrap();
    assert_eq!((handler.mailer.send(), handler.hash.0), ("fake".into(), 9));
}

#[test]
fn a_failure_over_there_is_told_with_the_whole_path() {
    let mut infra = infra();
    infra.pool.override_with_fn(|| Err::<Pool, _>("refused"));
    let error = app(infra).resolve::<&Users>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
        the constructor of `Pool` failed
          `Pool` is provided by `pool` (imports.rs:62)
          needed by `Users.pool` (imports.rs:115)
        path: Users -> Pool
        caused by: refused"#]],
    );
}

#[test]
fn this_containers_services_are_dropped_before_the_others() {
    let infra = infra().build();
    let log: Arc<Log> = infra.resolve().unwrap();
    let mut app = App::new(Log::default(), infra, Names::new(Name("ada")).build());
    app.log.override_with(Arc::clone(&log));
    let app = app.build();
    let replica: Named<Arc<Pool>, Replica> = app.resolve().unwrap();
    app.resolve::<&Users>().unwrap();
    drop(replica);
    drop(app);
    assert_eq!(*log.0.lock().unwrap(), ["users", "pool", "replica"]);
}

#[test]
fn the_other_container_lives_as_long_as_one_that_imports_it() {
    let infra = infra().build();
    let weak = Arc::downgrade(&infra);
    let app = App::new(Log::default(), infra, Names::new(Name("ada")).build()).build();
    let later: Lazy<Arc<Pool>> = app.resolve().unwrap();
    let tickets: Maker<Ticket, u32> = app.resolve().unwrap();
    assert!(later.get().is_ok() && tickets.make(1).is_ok());
    drop(app);
    assert!(weak.upgrade().is_none());
    assert_eq!(later.get().err().unwrap().kind(), ErrorKind::Closed);
    assert_eq!(tickets.make(1).err().unwrap().kind(), ErrorKind::Closed);
}

#[test]
fn singletons_take_what_is_imported_in_a_scope_too() {
    #[derive(Container)]
    struct Web {
        #[import(Arc<Pool>)]
        infra: Arc<Infra>,
        #[provide(input)]
        request: Scoped<u32>,
        #[provide(with = |pool: Arc<Pool>, request: &u32| (pool, *request))]
        both: Scoped<(Arc<Pool>, u32)>,
    }

    let web = Web::new(infra().build()).build();
    let scope = web.scope(3);
    let both: &(Arc<Pool>, u32) = scope.resolve().unwrap();
    assert_eq!((both.0.0.0, both.1), ("pool", 3));
    assert!(Arc::ptr_eq(&both.0, &web.resolve().unwrap()));
}

#[test]
fn an_import_may_be_imported_on() {
    #[derive(Container)]
    struct Middle {
        #[import(Arc<Pool>, Hash)]
        infra: Arc<Infra>,
    }

    #[derive(Container)]
    struct Outer {
        #[import(Arc<Pool>)]
        middle: Arc<Middle>,
        #[provide(with = |pool: Arc<Pool>| pool.0.0.len())]
        length: Factory<usize>,
    }

    let outer = Outer::new(Middle::new(infra().build()).build()).build();
    assert_eq!(outer.resolve::<usize>().unwrap(), 4);
    let text = Outer::GRAPH.to_string();
    assert!(text.contains("\nMiddle\n") && text.contains("\nInfra\n"), "{text}");
}

#[test]
fn a_container_of_another_crate_is_imported() {
    use di_ui_services::{Mailer, Newsletter, Post};

    #[derive(Container)]
    struct Editorial {
        #[import(Arc<dyn Mailer>)]
        post: Arc<Post>,
        newsletter: Singleton<Newsletter>,
    }

    let post = Post::new().build();
    let editorial = Editorial::new(Arc::clone(&post)).build();
    let mailer: Arc<dyn Mailer> = post.resolve().unwrap();
    let newsletter: &Newsletter = editorial.resolve().unwrap();
    assert_eq!(format!("{newsletter:?}"), format!("Newsletter({mailer:p})"));
    expect![[r#"
        Editorial
          newsletter: Singleton<Newsletter>
            mailer: Arc<dyn Mailer> <- post.mailer
          post: Arc<dyn Mailer> from Post.mailer

        Post
          mailer: Singleton<dyn Mailer> by Silent
    "#]]
    .assert_eq(&Editorial::GRAPH.to_string());
}

mod elsewhere {
    use super::{Hash, Infra, Pool};
    use di_core::prelude::*;
    use std::sync::Arc;

    /// Has the name of the container that it imports.
    #[derive(Container)]
    pub struct Names {
        #[import(&Pool)]
        infra: Arc<Infra>,
        #[import(u8, Hash)]
        names: Arc<deeper::Names>,
    }

    pub mod deeper {
        use super::Hash;
        use di_core::prelude::*;

        #[derive(Container)]
        pub struct Names {
            #[provide(with = || 8)]
            number: Factory<u8>,
            #[provide(with = || Hash(8))]
            hash: Factory<Hash>,
        }
    }

    #[test]
    fn the_graph_shows_containers_of_one_name() {
        let text = Names::GRAPH.to_string();
        let headings: Vec<_> = text.lines().filter(|it| !it.starts_with(' ')).collect();
        assert_eq!(headings, ["Names", "", "Infra", "", "Names"]);
        let names = Names::new(super::infra().build(), deeper::Names::new().build());
        assert_eq!((names.resolve::<u8>().unwrap(), names.resolve::<Hash>().unwrap().0), (8, 8));
    }
}

#[test]
fn the_graph_shows_both() {
    let node = &App::GRAPH.nodes().iter().find(|it| it.kind() == ProviderKind::Import).unwrap();
    assert_eq!(node.imported_from().unwrap().container(), "Infra");
    expect![[r#"
        App
          log: Value<Log>
          users: Singleton<Users> by a closure
            log: Arc<Log> <- log
            pool: Arc<Pool> <- infra.pool
          handler: Factory<Handler<'_>>
            pool: &Pool <- infra.pool
            shared: Arc<Pool> <- infra.pool
            replica: Named<Arc<Pool>, Replica> <- infra.replica
            mailer: Arc<dyn Mailer> <- infra.mailer
            borrowed: &dyn Mailer <- infra.mailer
            fresh: Named<Box<dyn Mailer>, Fresh> <- infra.fresh
            hash: Hash <- infra.hash
            name: &Name <- names.name
            later: Lazy<Arc<Pool>> <- infra.pool
            repeated: Provider<Hash> <- infra.hash
            perhaps: Option<Arc<Pool>> <- infra.pool
            tickets: Maker<Ticket, u32> <- infra.tickets
            checks: Vec<Arc<dyn Check>> <- infra.dyn Check
          infra: Arc<Pool> from Infra.pool
          infra: &Pool from Infra.pool
          infra: Arc<dyn Mailer> from Infra.mailer
          infra: &dyn Mailer from Infra.mailer
          infra: Hash from Infra.hash
          infra: Maker<Ticket, u32> from Infra.tickets
          infra: Named<Arc<Pool>, Replica> from Infra.replica
          infra: Named<Box<dyn Mailer>, Fresh> from Infra.fresh
          infra: Vec<Arc<dyn Check>> from Infra.dyn Check
          names: &Name from Names.name

        Infra
          log: Value<Log>
          pool: Singleton<Pool> by a closure
            log: Arc<Log> <- log
          replica: Singleton<Pool, Replica> by a closure
            log: Arc<Log> <- log
          smtp: Singleton<Smtp>
            pool: Arc<Pool> <- pool
          mailer: Singleton<dyn Mailer> by Smtp
            pool: Arc<Pool> <- pool
          fresh: Factory<dyn Mailer, Fresh> by Smtp
            pool: Arc<Pool> <- pool
          hash: Factory<Hash> by a closure
          secret: Singleton<Secret> by a closure
          tickets: Factory<Maker<Ticket, u32>>
            _secret: Arc<Secret> <- secret
          request: Scoped<u64>, given
          dyn Check: Collection
            smtp: Arc<dyn Check> <- smtp

        Names
          name: Value<Name>
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}

/// Shows a part of `Infra`, and has nothing of its own.
#[derive(Container)]
pub struct Facade {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
}

#[test]
fn a_container_of_imports_alone_resolves_now_but_not_later() {
    let facade = Facade::new(Infra::new(Log::default()).build()).build();
    assert_eq!(facade.resolve::<Arc<Pool>>().unwrap().0.0, "pool");
    let error = facade.resolve::<Lazy<Arc<Pool>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotShared);
    let text = format!("{error:#}");
    assert!(text.contains("`Facade` has no provider of its own"), "{text}");
    assert!(text.ends_with("help: ask the container that it imports from, or give it a `Value`"));
}
