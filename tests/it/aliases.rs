//! One instance under several keys.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use expect_test::expect;

use crate::errors::check;

pub trait Reader: Send + Sync {
    fn read(&self) -> u32;
}

pub trait Writer: Send + Sync {
    fn write(&self, value: u32);
}

#[derive(Default)]
pub struct Dropped(AtomicU32);

/// Counts its drops.
pub struct Store {
    value: AtomicU32,
    dropped: Arc<Dropped>,
}

impl Store {
    fn new(dropped: Arc<Dropped>) -> Self {
        Self { value: AtomicU32::new(0), dropped }
    }
}

impl Reader for Store {
    fn read(&self) -> u32 {
        self.value.load(Ordering::Relaxed)
    }
}

impl Writer for Store {
    fn write(&self, value: u32) {
        self.value.store(value, Ordering::Relaxed);
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.dropped.0.fetch_add(1, Ordering::Relaxed);
    }
}

pub struct Second;

#[derive(Injectable)]
pub struct Copier<'a> {
    from: &'a dyn Reader,
    to: Arc<dyn Writer>,
    #[inject(Second)]
    second: Arc<dyn Writer>,
    later: Lazy<Arc<dyn Reader>>,
    perhaps: Option<Arc<dyn Reader>>,
}

#[derive(Container)]
pub struct App {
    dropped: Value<Dropped>,
    #[provide(with = Store::new, as dyn Reader, as dyn Writer)]
    store: Singleton<Store>,
    #[provide(with = Store::new, as dyn Reader, as dyn Writer)]
    second: Singleton<Store, Second>,
    copier: Factory<Copier<'static>>,
}

fn dropped(app: &impl for<'c> Provides<'c, Arc<Dropped>>) -> Arc<Dropped> {
    app.resolve().unwrap()
}

fn same<A: ?Sized, B: ?Sized>(one: *const A, other: *const B) -> bool {
    one.cast::<u8>() == other.cast::<u8>()
}

#[test]
fn all_views_are_of_one_instance() {
    let app = App::new(Dropped::default()).build();
    let store: Arc<Store> = app.resolve().unwrap();
    let (reader, writer): (Arc<dyn Reader>, Arc<dyn Writer>) =
        (app.resolve().unwrap(), app.resolve().unwrap());
    writer.write(5);
    assert_eq!((reader.read(), store.read()), (5, 5));
    assert!(same(Arc::as_ptr(&reader), Arc::as_ptr(&store)));
    assert!(same(app.resolve::<&dyn Reader>().unwrap(), Arc::as_ptr(&store)));
    assert!(same(app.resolve::<&dyn Writer>().unwrap(), app.resolve::<&Store>().unwrap()));
}

#[test]
fn it_is_dropped_once() {
    let app = App::new(Dropped::default()).build();
    let counter = dropped(&*app);
    let reader: Arc<dyn Reader> = app.resolve().unwrap();
    let _ = app.resolve::<Arc<dyn Writer>>().unwrap();
    drop(app);
    assert_eq!(counter.0.load(Ordering::Relaxed), 0, "it is still held");
    drop(reader);
    assert_eq!(counter.0.load(Ordering::Relaxed), 1);
}

#[test]
fn views_are_asked_for_in_any_form() {
    let app = App::new(Dropped::default()).build();
    let copier: Copier<'_> = app.resolve().unwrap();
    copier.to.write(3);
    copier.second.write(4);
    assert_eq!((copier.from.read(), copier.later.get().unwrap().read()), (3, 3));
    assert_eq!(copier.perhaps.unwrap().read(), 3);
    let second: Named<&dyn Reader, Second> = app.resolve().unwrap();
    assert_eq!(second.read(), 4);
    assert!(same(*second, *app.resolve::<Named<&Store, Second>>().unwrap()));
}

#[test]
fn an_override_is_seen_under_every_key() {
    let mut app = App::new(Dropped::default());
    let counter = dropped(&app);
    let fake = Store::new(Arc::default());
    fake.write(9);
    app.store.override_with(Arc::new(fake));
    assert_eq!(app.resolve::<&dyn Reader>().unwrap().read(), 9);
    assert_eq!(app.resolve::<Arc<Store>>().unwrap().read(), 9);
    drop(app);
    assert_eq!(counter.0.load(Ordering::Relaxed), 0, "the declared one was never built");
}

#[test]
fn a_failure_is_the_same_under_every_key() {
    let mut app = App::new(Dropped::default());
    app.store.override_with_fn(|| Err::<Store, _>("the disk is full"));
    let error = app.resolve::<Copier<'_>>().err().unwrap();
    check(
        &error,
        &expect![[r#"
        the constructor of `Store` failed
          `Store` is provided by `store` (aliases.rs:68)
          needed by `Copier<'_>.from` (aliases.rs:56)
        path: Copier<'_> -> Store
        caused by: the disk is full"#]],
    );
    let error = app.resolve::<Arc<dyn Writer>>().err().unwrap();
    assert_eq!(error.to_string(), "the constructor of `Store` failed (Store)");
}

#[derive(Container)]
pub struct Kinds {
    dropped: Value<Dropped>,
    #[provide(as dyn Reader)]
    given: Value<Store>,
    #[provide(with = Store::new, as dyn Writer)]
    scoped: Scoped<Store, u8>,
    #[provide(input, as dyn Writer)]
    input: Scoped<Store, u16>,
    #[provide(borrowed, with = Store::new, as dyn Writer)]
    borrowed: Scoped<Store, u32>,
    #[provide(borrowed, input, as dyn Writer)]
    borrowed_input: Scoped<Store, u64>,
    #[provide(with = Store::new, as dyn Writer)]
    made: Factory<Store, i8>,
    #[provide(absent, as dyn Writer)]
    absent: Scoped<Store, i16>,
}

fn kinds() -> Kinds {
    Kinds::new(Dropped::default(), Store::new(Arc::default()))
}

#[test]
fn a_value_has_views() {
    let kinds = kinds();
    let reader: Arc<dyn Reader> = kinds.resolve().unwrap();
    assert!(same(Arc::as_ptr(&reader), kinds.resolve::<&Store>().unwrap()));
}

#[test]
fn what_is_scoped_has_views_one_instance_for_each_scope() {
    let kinds = kinds();
    let counter = dropped(&kinds);
    let open = || kinds.scope(Store::new(dropped(&kinds)), Store::new(dropped(&kinds)));
    let (one, two) = (open(), open());
    let first: Named<&dyn Writer, u8> = one.resolve().unwrap();
    assert!(same(*first, *one.resolve::<Named<&Store, u8>>().unwrap()));
    let as_arc: Named<Arc<dyn Writer>, u8> = one.resolve().unwrap();
    assert!(same(*first, Arc::as_ptr(&as_arc)));
    assert!(!same(*first, *two.resolve::<Named<&dyn Writer, u8>>().unwrap()));
    let input: Named<Arc<dyn Writer>, u16> = one.resolve().unwrap();
    assert!(same(Arc::as_ptr(&input), *one.resolve::<Named<&Store, u16>>().unwrap()));
    let borrowed: Named<&dyn Writer, u32> = one.resolve().unwrap();
    assert!(same(*borrowed, *one.resolve::<Named<&Store, u32>>().unwrap()));
    let given: Named<&dyn Writer, u64> = one.resolve().unwrap();
    assert!(same(*given, *one.resolve::<Named<&Store, u64>>().unwrap()));
    drop((as_arc, input));
    drop(one);
    assert_eq!(counter.0.load(Ordering::Relaxed), 4, "each once");
    drop(two);
    assert_eq!(counter.0.load(Ordering::Relaxed), 7);
}

#[test]
fn a_factory_makes_a_new_one_under_each_key() {
    let mut kinds = kinds();
    let counter = dropped(&kinds);
    let store: Named<Store, i8> = kinds.resolve().unwrap();
    let boxed: Named<Box<dyn Writer>, i8> = kinds.resolve().unwrap();
    let as_arc: Named<Arc<dyn Writer>, i8> = kinds.resolve().unwrap();
    assert!(!same(&raw const **boxed, Arc::as_ptr(&as_arc)));
    drop((store, boxed, as_arc));
    assert_eq!(counter.0.load(Ordering::Relaxed), 3);
    kinds.made.override_with(|| Store::new(Arc::default()));
    drop(kinds.resolve::<Named<Box<dyn Writer>, i8>>().unwrap());
    assert_eq!(counter.0.load(Ordering::Relaxed), 3);
}

#[test]
fn what_is_absent_is_so_under_every_key() {
    let mut kinds = kinds();
    let open = |kinds: &Kinds| {
        let scope = kinds.scope(Store::new(Arc::default()), Store::new(Arc::default()));
        let store: Option<Named<Arc<Store>, i16>> = scope.resolve().unwrap();
        let writer: Option<Named<&dyn Writer, i16>> = scope.resolve().unwrap();
        (store.is_some(), writer.is_some())
    };
    assert_eq!(open(&kinds), (false, false));
    kinds.absent.override_with_fn(|| Store::new(Arc::default()));
    assert_eq!(open(&kinds), (true, true));
}

#[test]
fn a_trait_has_views_if_it_is_more_than_they_are() {
    pub trait Both: Reader + Writer {}
    impl Both for Store {}

    #[derive(Container)]
    struct Traits {
        dropped: Value<Dropped>,
        #[provide(Store, with = Store::new, as dyn Both + Sync)]
        store: Singleton<dyn Both + Send + Sync>,
    }

    let app = Traits::new(Dropped::default());
    let both: Arc<dyn Both + Sync> = app.resolve().unwrap();
    both.write(2);
    assert_eq!(app.resolve::<&(dyn Both + Send + Sync)>().unwrap().read(), 2);
}

#[test]
fn the_graph_shows_them() {
    let views: Vec<_> = App::GRAPH.node("store").unwrap().views().collect();
    assert_eq!(views.len(), 2);
    assert!(views[0].ends_with("aliases::Reader"), "{views:?}");
    expect![[r#"
        App
          dropped: Value<Dropped>
          store: Singleton<Store> as dyn Reader, dyn Writer by Store::new
            #1: Arc<Dropped> <- dropped
          second: Singleton<Store, Second> as dyn Reader, dyn Writer by Store::new
            #1: Arc<Dropped> <- dropped
          copier: Factory<Copier<'_>>
            from: &dyn Reader <- store
            to: Arc<dyn Writer> <- store
            second: Named<Arc<dyn Writer>, Second> <- second
            later: Lazy<Arc<dyn Reader>> <- store
            perhaps: Option<Arc<dyn Reader>> <- store
    "#]]
    .assert_eq(&App::GRAPH.to_string());
    expect![[r#"
        Kinds
          dropped: Value<Dropped>
          given: Value<Store> as dyn Reader
          scoped: Scoped<Store, u8> as dyn Writer by Store::new
            #1: Arc<Dropped> <- dropped
          input: Scoped<Store, u16> as dyn Writer, given
          borrowed: Scoped<Store, u32> as dyn Writer by Store::new
            #1: Arc<Dropped> <- dropped
          borrowed_input: Scoped<Store, u64> as dyn Writer, given
          made: Factory<Store, i8> as dyn Writer by Store::new
            #1: Arc<Dropped> <- dropped
          absent: Scoped<Store, i16> as dyn Writer, absent
    "#]]
    .assert_eq(&Kinds::GRAPH.to_string());
}
