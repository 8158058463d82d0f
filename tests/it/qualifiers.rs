//! Qualifiers: several providers of one type.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::ErrorKind;
use di_core::prelude::*;
use expect_test::expect;

use crate::errors::check;

#[derive(Debug, PartialEq)]
pub struct Pool(&'static str);

pub struct Replica;
pub struct Archive;
pub struct Shard<const N: usize>;
pub struct Of<T>(std::marker::PhantomData<T>);

pub trait Clock: Send + Sync {
    fn now(&self) -> u32;
}

pub struct Fixed(u32);

impl Clock for Fixed {
    fn now(&self) -> u32 {
        self.0
    }
}

#[derive(Injectable, Clone, Copy, PartialEq, Debug)]
pub struct Ticket {
    #[inject(with = 1)]
    number: u32,
}

#[derive(Container)]
pub struct App {
    #[provide(with = || Pool("primary"))]
    primary: Singleton<Pool>,
    #[provide(with = || Pool("replica"))]
    replica: Singleton<Pool, Replica>,
    archive: Value<Pool, Archive>,
    #[provide(with = || Pool("one"))]
    one: Scoped<Pool, Shard<1>>,
    #[provide(input)]
    two: Scoped<Pool, Shard<2>>,
    #[provide(borrowed, with = || Pool("three"))]
    three: Scoped<Pool, Shard<3>>,
    #[provide(with = || Pool("made"))]
    made: Factory<Pool, Of<u8>>,
    #[provide(with = || Pool("made differently"))]
    made_differently: Factory<Pool, Of<u16>>,
    ticket: Factory<Ticket>,
    #[provide(with = |first: Ticket| Ticket { number: first.number + 1 })]
    second: Factory<Ticket, Replica>,
    #[provide(Fixed, with = || Fixed(7))]
    clock: Singleton<dyn Clock>,
    #[provide(Fixed, with = || Fixed(8))]
    other_clock: Singleton<dyn Clock, Replica>,
    #[provide(Fixed, with = || Fixed(9))]
    new_clock: Factory<dyn Clock, Archive>,
    #[provide(absent)]
    missing: Singleton<Ticket, Archive>,
    report: Factory<Report>,
    view: Factory<View<'static>>,
}

/// Asks for the qualified in each form.
#[derive(Injectable)]
pub struct Report {
    pool: Arc<Pool>,
    #[inject(Replica)]
    replica: Arc<Pool>,
    #[inject(Replica)]
    later: Lazy<Arc<Pool>>,
    #[inject(Archive)]
    repeated: Provider<Arc<Pool>>,
    #[inject(Replica)]
    perhaps: Option<Arc<Pool>>,
    #[inject(Archive)]
    missing: Option<Arc<Ticket>>,
    #[inject(Of<u8>)]
    made: Pool,
    #[inject(Of<u16>)]
    makes: Provider<Pool>,
    #[inject(Replica)]
    ticket: Lazy<Ticket>,
    #[inject(Replica)]
    clock: Arc<dyn Clock>,
    #[inject(Archive)]
    boxed: Box<dyn Clock>,
    #[inject(Archive)]
    as_arc: Arc<dyn Clock>,
    by_name: Named<Arc<Pool>, Archive>,
}

#[derive(Injectable)]
pub struct View<'a> {
    #[inject(Shard<1>)]
    one: &'a Pool,
    #[inject(Shard<2>)]
    two: Arc<Pool>,
    #[inject(Shard<3>)]
    three: &'a Pool,
    #[inject(Replica)]
    clock: &'a dyn Clock,
    unqualified: &'a dyn Clock,
    #[inject(Shard<1>)]
    perhaps: Option<&'a Pool>,
}

fn app() -> Arc<App> {
    App::new(Pool("archive")).build()
}

#[test]
fn a_service_asks_for_the_one_it_wants_in_any_form() {
    let app = app();
    let report: Report = app.resolve().unwrap();
    assert_eq!((report.pool.0, report.replica.0), ("primary", "replica"));
    assert!(Arc::ptr_eq(&report.replica, &report.later.get().unwrap()));
    assert!(Arc::ptr_eq(&report.replica, report.perhaps.as_ref().unwrap()));
    assert_eq!(report.repeated.get().unwrap().0, "archive");
    assert!(report.missing.is_none());
    assert_eq!((report.made.0, report.makes.get().unwrap().0), ("made", "made differently"));
    assert_eq!(report.ticket.get().unwrap().number, 2);
    assert_eq!((report.clock.now(), report.boxed.now(), report.as_arc.now()), (8, 9, 9));
    assert_eq!(report.by_name.0, "archive");
}

#[test]
fn what_is_scoped_is_told_apart_too() {
    let app = app();
    let scope = app.scope(Pool("two"));
    let view: View<'_> = scope.resolve().unwrap();
    assert_eq!((view.one.0, view.two.0, view.three.0), ("one", "two", "three"));
    assert_eq!((view.clock.now(), view.unqualified.now()), (8, 7));
    assert!(std::ptr::eq(view.one, view.perhaps.unwrap()));
}

#[test]
fn a_function_asks_by_the_name() {
    let app = app();
    let text = app
        .call(
            |plain: &Pool,
             replica: Named<&Pool, Replica>,
             archive: Named<Arc<Pool>, Archive>,
             lazy: Lazy<Named<Arc<Pool>, Replica>>,
             repeated: Provider<Named<Pool, Of<u8>>>,
             optional: Option<Named<Arc<Pool>, Replica>>,
             clock: Named<&dyn Clock, Replica>| {
                assert!(std::ptr::eq(*replica, &raw const **lazy.get().unwrap()));
                assert!(std::ptr::eq(*replica, &raw const **optional.unwrap()));
                let repeated = repeated.get().unwrap().into_inner();
                format!("{} {} {} {} {}", plain.0, replica.0, archive.0, repeated.0, clock.now())
            },
        )
        .unwrap();
    assert_eq!(text, "primary replica archive made 8");
}

#[test]
fn each_is_overridden_by_itself() {
    let mut app = App::new(Pool("archive"));
    app.replica.override_with(Arc::new(Pool("fake")));
    app.archive.override_with(Pool("fake archive"));
    app.made.override_with(|| Pool("fake factory"));
    app.one.override_with_fn(|| Pool("fake scoped"));
    app.two.override_with(Arc::new(Pool("fake input")));
    let app = app.build();
    let report: Report = app.resolve().unwrap();
    assert_eq!((report.pool.0, report.replica.0), ("primary", "fake"));
    assert_eq!((report.by_name.0, report.made.0), ("fake archive", "fake factory"));
    assert_eq!(report.makes.get().unwrap().0, "made differently");
    let scope = app.scope(Pool("two"));
    let view: View<'_> = scope.resolve().unwrap();
    assert_eq!((view.one.0, view.two.0, view.three.0), ("fake scoped", "fake input", "three"));
}

#[test]
fn a_failure_names_the_field_that_failed() {
    let mut app = App::new(Pool("archive"));
    app.replica.override_with_fn(|| Err::<Pool, _>("the replica is down"));
    let error = app.resolve::<Report>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
        the constructor of `Pool` failed
          `Pool` is provided by `replica` (qualifiers.rs:43)
          needed by `Report.replica` (qualifiers.rs:75)
        path: Report -> Pool
        caused by: the replica is down"#]],
    );
}

#[test]
fn a_named_is_what_it_names() {
    let mut named: Named<u32, Replica> = Named::new(3);
    *named += 1;
    let copy = named;
    assert_eq!((*named, copy.into_inner(), format!("{named:?}")), (4, 4, "4".to_owned()));
    #[expect(clippy::redundant_clone, reason = "it is what is tested")]
    let pool = Named::<Arc<Pool>, Replica>::new(Arc::new(Pool("by hand"))).clone();
    assert_eq!(pool.0, "by hand");
}

#[test]
fn each_is_built_by_itself() {
    static BUILT: AtomicU32 = AtomicU32::new(0);

    #[derive(Container)]
    struct Pair {
        #[provide(with = || { BUILT.fetch_add(1, Ordering::Relaxed); Pool("one") })]
        one: Singleton<Pool, Shard<1>>,
        #[provide(with = || { BUILT.fetch_add(10, Ordering::Relaxed); Pool("two") })]
        two: Singleton<Pool, Shard<2>>,
    }

    let pair = Pair::new();
    assert_eq!(pair.resolve::<Named<&Pool, Shard<2>>>().unwrap().0, "two");
    assert_eq!(BUILT.load(Ordering::Relaxed), 10);
}

#[test]
fn the_graph_shows_them() {
    let nodes: Vec<_> = App::GRAPH.nodes().iter().map(|it| (it.name(), it.qualifier())).collect();
    assert_eq!(nodes[0], ("primary", None));
    assert!(nodes[1].1.unwrap().ends_with("qualifiers::Replica"), "{:?}", nodes[1]);
    expect![[r#"
        App
          primary: Singleton<Pool> by a closure
          replica: Singleton<Pool, Replica> by a closure
          archive: Value<Pool, Archive>
          one: Scoped<Pool, Shard<1>> by a closure
          two: Scoped<Pool, Shard<2>>, given
          three: Scoped<Pool, Shard<3>> by a closure
          made: Factory<Pool, Of<u8>> by a closure
          made_differently: Factory<Pool, Of<u16>> by a closure
          ticket: Factory<Ticket>
          second: Factory<Ticket, Replica> by a closure
            first: Ticket <- ticket
          clock: Singleton<dyn Clock> by a closure
          other_clock: Singleton<dyn Clock, Replica> by a closure
          new_clock: Factory<dyn Clock, Archive> by a closure
          missing: Singleton<Ticket, Archive>, absent
          report: Factory<Report>
            pool: Arc<Pool> <- primary
            replica: Named<Arc<Pool>, Replica> <- replica
            later: Lazy<Named<Arc<Pool>, Replica>> <- replica
            repeated: Provider<Named<Arc<Pool>, Archive>> <- archive
            perhaps: Option<Named<Arc<Pool>, Replica>> <- replica
            missing: Option<Named<Arc<Ticket>, Archive>> <- missing
            made: Named<Pool, Of<u8>> <- made
            makes: Provider<Named<Pool, Of<u16>>> <- made_differently
            ticket: Lazy<Named<Ticket, Replica>> <- second
            clock: Named<Arc<dyn Clock>, Replica> <- other_clock
            boxed: Named<Box<dyn Clock>, Archive> <- new_clock
            as_arc: Named<Arc<dyn Clock>, Archive> <- new_clock
            by_name: Named<Arc<Pool>, Archive> <- archive
          view: Factory<View<'_>>
            one: Named<&Pool, Shard<1>> <- one
            two: Named<Arc<Pool>, Shard<2>> <- two
            three: Named<&Pool, Shard<3>> <- three
            clock: Named<&dyn Clock, Replica> <- other_clock
            unqualified: &dyn Clock <- clock
            perhaps: Option<Named<&Pool, Shard<1>>> <- one
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}

#[test]
fn a_qualified_dependency_may_be_optional_and_lazy_at_once() {
    struct Spare;
    struct Part(u8);

    #[derive(Injectable)]
    struct Machine {
        #[inject(Spare)]
        part: Option<Lazy<Arc<Part>>>,
        #[inject(Spare)]
        parts: Option<Provider<Arc<Part>>>,
    }

    #[derive(Container)]
    struct Shop {
        #[provide(with = || Part(3))]
        spare: Singleton<Part, Spare>,
        machine: Factory<Machine>,
    }

    let shop = Shop::new().build();
    let machine: Machine = shop.resolve().unwrap();
    assert_eq!(machine.part.unwrap().get().unwrap().0, 3);
    assert_eq!(machine.parts.unwrap().get().unwrap().0, 3);
}
