//! What tells containers apart: what is built once, where it is built from, and when it is
//! dropped.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;
use futures_executor::block_on;

use super::{Log, Tested, Trace};

pub trait Reader: Send + Sync {
    fn read(&self) -> u32;
}

pub trait Writer: Send + Sync {
    fn write(&self) -> u32;
}

di_core::by_reference!(dyn Reader, dyn Writer);

#[derive(Default)]
pub struct Built(AtomicU32);

pub struct Store;

impl Reader for Store {
    fn read(&self) -> u32 {
        1
    }
}

impl Writer for Store {
    fn write(&self) -> u32 {
        2
    }
}

fn store(built: Arc<Built>) -> Store {
    built.0.fetch_add(1, Ordering::Relaxed);
    Store
}

#[derive(Injectable)]
pub struct Plus {
    #[inject(assisted)]
    inner: Arc<dyn Reader>,
}

impl Reader for Plus {
    fn read(&self) -> u32 {
        self.inner.read() + 10
    }
}

#[test]
fn one_registration_is_built_once_under_all_its_keys() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder
        .value(Built::default())
        .singleton_with(store)
        .provides::<dyn Reader>(|it| it)
        .provides::<dyn Writer>(|it| it)
        .contributes::<dyn Writer>(|it| it)
        .contributes_as::<_, dyn Reader>("store", |it| it);
    let app = builder.build()?;
    app.resolve::<&dyn Writer>()?;
    app.resolve::<Vec<&dyn Writer>>()?;
    app.resolve::<Arc<dyn Reader>>()?;
    app.resolve::<HashMap<&str, Arc<dyn Reader>>>()?;
    app.resolve::<&Store>()?;
    assert_eq!(app.resolve::<&Built>()?.0.load(Ordering::Relaxed), 1);
    Ok(())
}

#[test]
fn a_collection_and_a_single_one_are_the_same_and_decorated_alike() -> Tested {
    let app = DynamicContainer::builder()
        .value(Built::default())
        .scoped_with(store)
        .contributes_as::<_, dyn Reader>("store", |it| it)
        .contributes::<dyn Reader>(|it| it)
        .provides::<dyn Reader>(|it| it)
        .decorate::<dyn Reader, Plus>(|it| it)
        .build()?;
    let scope = app.scope();
    let one: Arc<dyn Reader> = scope.resolve()?;
    let all: Vec<Arc<dyn Reader>> = scope.resolve()?;
    let by_key: HashMap<&str, Arc<dyn Reader>> = scope.resolve()?;
    assert_eq!(one.read(), 11);
    assert!(Arc::ptr_eq(&one, &all[0]) && Arc::ptr_eq(&one, &by_key["store"]));
    assert!(Arc::ptr_eq(&one, &scope.resolve_entry(&"store")?));
    assert!(std::ptr::addr_eq(&raw const *one, scope.resolve::<&dyn Reader>()?));
    Ok(())
}

#[derive(Injectable)]
pub struct Root {
    stores: Provider<Arc<Store>>,
    sessions: Provider<Session>,
}

#[derive(Injectable)]
pub struct Session {
    store: Arc<Store>,
}

#[derive(Injectable)]
pub struct Visit {
    request: Provider<Arc<Request>>,
    later: Lazy<Arc<Request>>,
    root: Arc<Root>,
}

pub struct Request(u32);

#[test]
fn what_is_injected_to_resolve_later_is_the_owners_own() -> Tested {
    let app = DynamicContainer::builder()
        .value(Built::default())
        .singleton_with(store)
        .factory::<Session>()
        .singleton::<Root>()
        .input::<Request>()
        .scoped::<Visit>()
        .build()?;
    let one = app.scope_with((Request(1),))?;
    let two = app.scope_with((Request(2),))?;
    let (first, second): (&Visit, &Visit) = (one.resolve()?, two.resolve()?);
    assert_eq!((first.request.get()?.0, second.request.get()?.0), (1, 2));
    assert_eq!((first.later.get()?.0, second.later.get()?.0), (1, 2));
    assert!(Arc::ptr_eq(&first.root, &second.root));
    assert!(Arc::ptr_eq(&first.root.stores.get()?, &app.resolve()?));
    assert!(Arc::ptr_eq(&first.root.sessions.get()?.store, &app.resolve()?));
    Ok(())
}

#[test]
fn a_singleton_is_built_from_the_root_whoever_asks_first() -> Tested {
    let app = DynamicContainer::builder()
        .input::<Request>()
        .singleton_with(|request: Option<Lazy<Arc<Built>>>| Store2(request.is_some()))
        .build()?;
    let scope = app.scope_with((Request(1),))?;
    assert!(!scope.resolve::<&Store2>()?.0);
    Ok(())
}

pub struct Store2(bool);

#[test]
fn scopes_are_flat() -> Tested {
    let app = DynamicContainer::builder().input::<Request>().build()?;
    let outer = app.scope_with((Request(1),))?;
    let inner = outer.container().scope();
    assert_eq!(inner.resolve::<&Request>().err().unwrap().kind(), ErrorKind::NotGiven);
    let inner = outer.container().scope_with((Request(2),))?;
    assert_eq!((outer.resolve::<&Request>()?.0, inner.resolve::<&Request>()?.0), (1, 2));
    Ok(())
}

#[test]
fn a_scope_outlives_the_scope_from_whose_container_it_was_opened() -> Tested {
    let app = DynamicContainer::builder().scoped_with(|| Store).input::<Request>().build()?;
    let outer = app.scope_owned_with((Request(1),))?;
    let inner = outer.container().scope_owned_with((Request(2),))?;
    outer.resolve::<&Store>()?;
    block_on(outer.close())?;
    drop(app);
    assert_eq!(inner.resolve::<&Request>()?.0, 2);
    inner.resolve::<&Store>()?;
    Ok(())
}

pub struct First(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Second(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Third(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Given(#[expect(dead_code, reason = "dropped")] Trace);

#[test]
fn what_a_scope_built_is_dropped_in_reverse_and_singletons_with_the_container() -> Tested {
    let log = Arc::new(Log::default());
    let app = DynamicContainer::builder()
        .provide::<Log>()
        .value(Arc::clone(&log))
        .input::<Given>()
        .singleton_with(|log: Arc<Log>| Trace("root", log))
        .scoped_with(|log: Arc<Log>| First(Trace("first", log)))
        .scoped_with(|log: Arc<Log>| Second(Trace("second", log)))
        .scoped_with(|log: Arc<Log>| Third(Trace("third", log)))
        .build()?;
    let scope = app.scope_with((Given(Trace("given", Arc::clone(&log))),))?;
    scope.resolve::<&Second>()?;
    scope.resolve::<&Trace>()?;
    scope.resolve::<&Third>()?;
    scope.resolve::<&First>()?;
    block_on(scope.close())?;
    assert_eq!(log.take(), ["first", "third", "second", "given"]);
    drop(app);
    assert_eq!(log.take(), ["root"]);
    Ok(())
}

#[test]
fn what_the_container_built_is_dropped_in_reverse_with_it() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<Log>()
        .value(Arc::clone(&log))
        .singleton_with(|log: Arc<Log>| First(Trace("first", log)))
        .singleton_with(|log: Arc<Log>| Second(Trace("second", log)));
    let app = builder.build()?;
    app.resolve::<&Second>()?;
    app.resolve::<&First>()?;
    drop(app);
    assert_eq!(log.take(), ["first", "second"]);
    Ok(())
}

#[test]
fn resources_and_singletons_are_dropped_in_reverse_of_one_order() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<Log>()
        .value(Arc::clone(&log))
        .singleton_with(|log: Arc<Log>| First(Trace("first", log)))
        .provide::<Second>()
        .resource_with(|log: Arc<Log>, _: Arc<First>| Second(Trace("second", log)))
        .provide::<Third>()
        .resource_with(|log: Arc<Log>, _: Arc<Second>| async { Third(Trace("third", log)) });
    let app = block_on(builder.start())?;
    drop(app);
    assert_eq!(log.take(), ["third", "second", "first"]);
    Ok(())
}

#[test]
fn what_panics_while_it_is_dropped_does_not_keep_the_others() -> Tested {
    struct Angry(#[expect(dead_code, reason = "dropped")] Trace);

    impl Drop for Angry {
        fn drop(&mut self) {
            panic!("angry");
        }
    }

    let log = Arc::new(Log::default());
    let app = DynamicContainer::builder()
        .provide::<Log>()
        .value(Arc::clone(&log))
        .singleton_with(|log: Arc<Log>| First(Trace("first", log)))
        .singleton_with(|log: Arc<Log>, _: Arc<First>| Angry(Trace("angry", log)))
        .build()?;
    app.resolve::<&Angry>()?;
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(app))).is_err());
    assert_eq!(log.take(), ["angry", "first"]);
    Ok(())
}

#[derive(Injectable)]
pub struct Optional<'a> {
    kept: Option<Arc<Store>>,
    lent: Option<&'a Store>,
    seen: Option<Arc<dyn Reader>>,
    made: Option<Session>,
    later: Option<Lazy<Arc<Store>>>,
    perhaps: Lazy<Option<Arc<Store>>>,
    all: Option<Vec<Arc<dyn Reader>>>,
}

#[test]
fn what_is_optional_is_absent_only_if_nobody_registered_it() -> Tested {
    let app = DynamicContainer::builder().factory::<Optional<'static>>().build()?;
    let none: Optional<'_> = app.resolve()?;
    assert!(none.kept.is_none() && none.lent.is_none() && none.seen.is_none());
    assert!(none.made.is_none() && none.later.is_none() && none.all.is_none());
    assert!(none.perhaps.get()?.is_none());

    let app = DynamicContainer::builder()
        .value(Store)
        .provides::<dyn Reader>(|it| it)
        .contributes::<dyn Reader>(|it| it)
        .factory::<Session>()
        .factory::<Optional<'static>>()
        .build()?;
    let all: Optional<'_> = app.resolve()?;
    assert!(all.kept.is_some() && all.lent.is_some() && all.seen.is_some());
    assert!(all.made.is_some() && all.later.is_some() && all.all.is_some());
    assert!(all.perhaps.get()?.is_some());

    let app = DynamicContainer::builder()
        .provide::<Store>()
        .singleton_with(|| Err::<Store, _>("no disk"))
        .factory::<Session>()
        .factory::<Optional<'static>>()
        .build()?;
    let error = app.resolve::<Optional<'_>>().err().unwrap();
    crate::errors::check(
        &error,
        &expect![[r#"
        the constructor of `Store` failed
          `Store` is registered (dynamic/sharing.rs:298)
          needed by `Optional<'_>.kept` (dynamic/sharing.rs:267)
        path: Optional<'_> -> Store
        caused by: no disk"#]],
    );
    assert!(app.resolve::<Option<Session>>().is_err(), "what it needs fails");
    Ok(())
}

#[test]
fn a_missing_dependency_of_what_is_optional_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.factory::<Session>().factory::<Optional<'static>>();
    super::report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Store>`
              needed by `Session.store` (sharing.rs:108)
            help: register it: `.singleton::<Store>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}
