//! `Lazy` and `Provider`: what is resolved when it is used.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use di_core::prelude::*;
use di_core::{Edge, Error, ErrorKind};
use expect_test::expect;

use crate::errors::check;
use crate::threads::{in_time, race};

#[derive(Injectable)]
pub struct Teacher {
    pupil: Lazy<Arc<Pupil>>,
}

#[derive(Injectable)]
pub struct Pupil {
    teacher: Lazy<Arc<Teacher>>,
}

/// Counts how often it is made; fails as often as it is told to.
#[derive(Default)]
pub struct Workshop {
    made: AtomicU32,
    failures: AtomicU32,
}

impl Workshop {
    fn make(&self) -> Result<u32, &'static str> {
        if self.failures.load(Ordering::Relaxed) > 0 {
            self.failures.fetch_sub(1, Ordering::Relaxed);
            return Err("out of wood");
        }
        Ok(self.made.fetch_add(1, Ordering::Relaxed))
    }

    fn made(&self) -> u32 {
        self.made.load(Ordering::Relaxed)
    }
}

#[derive(Clone, Debug)]
pub struct Chair(Arc<u32>);

fn chair(workshop: &Workshop) -> Result<Chair, &'static str> {
    workshop.make().map(|number| Chair(Arc::new(number)))
}

pub struct Table(u32);

fn table(workshop: Arc<Workshop>) -> Result<Table, &'static str> {
    workshop.make().map(Table)
}

#[derive(Injectable)]
pub struct Room {
    chair: Lazy<Chair>,
    chairs: Provider<Chair>,
    table: Lazy<Arc<Table>>,
    tables: Provider<Arc<Table>>,
}

#[derive(Container)]
pub struct App {
    workshop: Value<Workshop>,
    teacher: Singleton<Teacher>,
    pupil: Singleton<Pupil>,
    #[provide(with = chair)]
    chair: Factory<Chair>,
    #[provide(with = table)]
    table: Singleton<Table>,
    room: Singleton<Room>,
}

fn app() -> Arc<App> {
    App::new(Workshop::default()).build()
}

#[test]
fn two_singletons_know_each_other() {
    let app = app();
    let teacher: Arc<Teacher> = app.resolve().unwrap();
    let pupil = teacher.pupil.get().unwrap();
    assert!(Arc::ptr_eq(&pupil.teacher.get().unwrap(), &teacher));
    assert!(Arc::ptr_eq(&pupil, &app.resolve().unwrap()));
}

#[test]
fn nothing_is_built_before_it_is_used() {
    let app = app();
    let (room, workshop): (&Room, &Workshop) = (app.resolve().unwrap(), app.resolve().unwrap());
    assert_eq!(workshop.made(), 0);
    room.table.get().unwrap();
    assert_eq!(workshop.made(), 1);
}

#[test]
fn what_a_factory_makes_is_made_once_for_a_lazy_and_anew_for_a_provider() {
    let app = app();
    let room: &Room = app.resolve().unwrap();
    let (one, two) = (room.chair.get().unwrap(), room.chair.get().unwrap());
    assert!(Arc::ptr_eq(&one.0, &two.0));
    let (three, four) = (room.chairs.get().unwrap(), room.chairs.get().unwrap());
    assert_eq!((*one.0, *three.0, *four.0), (0, 1, 2));
    let another: Lazy<Chair> = app.resolve().unwrap();
    assert_eq!(*another.get().unwrap().0, 3, "each `Lazy` has its own");
}

#[test]
fn what_the_container_keeps_is_the_same_for_both() {
    let app = app();
    let room: &Room = app.resolve().unwrap();
    let table = room.table.get().unwrap();
    assert!(Arc::ptr_eq(&table, &room.tables.get().unwrap()));
    assert!(std::ptr::eq(&raw const *table, app.resolve::<&Table>().unwrap()));
    assert_eq!(table.0, 0);
}

#[test]
fn thirty_two_threads_make_one_for_a_lazy() {
    for _ in 0..20 {
        let app = app();
        let room: Arc<Room> = app.resolve().unwrap();
        let chairs = race(move |_| *room.chair.get().unwrap().0);
        assert!(chairs.iter().all(|it| *it == 0), "{chairs:?}");
        assert_eq!(app.resolve::<&Workshop>().unwrap().made(), 1);
    }
}

#[test]
fn failure_is_told_with_its_path_and_is_not_cached() {
    let workshop = Workshop { failures: AtomicU32::new(2), ..Workshop::default() };
    let app = App::new(workshop).build();
    let room: &Room = app.resolve().unwrap();
    let error = room.chair.get().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
            the constructor of `Chair` failed
              `Chair` is provided by `chair` (lazy.rs:72)
            path: Chair
            caused by: out of wood"#]],
    );
    assert!(room.table.get().is_err());
    assert_eq!(*room.chair.get().unwrap().0, 0);
    assert_eq!(room.table.get().unwrap().0, 1);
}

#[test]
fn they_are_parameters_of_functions() {
    let app = app();
    let (lazy, repeated) = app
        .call(|chair: Lazy<Chair>, chairs: Provider<Chair>| {
            let _ = (chair.get().unwrap(), chairs.get().unwrap());
            (chair.get().unwrap(), chairs.get().unwrap())
        })
        .unwrap();
    assert_eq!((*lazy.0, *repeated.0), (0, 2));
}

#[test]
fn they_may_be_within_each_other() {
    let app = app();
    let lazy: Lazy<Provider<Chair>> = app.resolve().unwrap();
    let chairs = lazy.get().unwrap();
    assert_eq!((*chairs.get().unwrap().0, *lazy.get().unwrap().get().unwrap().0), (0, 1));
    let provider: Provider<Lazy<Chair>> = app.resolve().unwrap();
    let (one, two) = (provider.get().unwrap(), provider.get().unwrap());
    assert_eq!((*one.get().unwrap().0, *two.get().unwrap().0, *one.get().unwrap().0), (2, 3, 2));
    let deep: Provider<Provider<Lazy<Arc<Table>>>> = app.resolve().unwrap();
    assert_eq!(deep.get().unwrap().get().unwrap().get().unwrap().0, 4);
    let inner: Lazy<Provider<Lazy<Arc<Table>>>> = app.resolve().unwrap();
    drop(app);
    assert_eq!(inner.get().unwrap_err().kind(), ErrorKind::Closed);
}

#[test]
fn an_override_is_followed() {
    let mut app = App::new(Workshop::default());
    app.table.override_with(Arc::new(Table(77)));
    app.chair.override_with(|| Chair(Arc::new(88)));
    let app = app.build();
    let room: &Room = app.resolve().unwrap();
    assert_eq!(room.table.get().unwrap().0, 77);
    assert_eq!(*room.chair.get().unwrap().0, 88);
    assert_eq!(*room.chairs.get().unwrap().0, 88);
    assert_eq!(app.resolve::<&Workshop>().unwrap().made(), 0);
}

#[test]
fn they_do_not_keep_the_container_and_are_told_when_it_is_gone() {
    let app = app();
    let room: Arc<Room> = app.resolve().unwrap();
    let teacher: Arc<Teacher> = app.resolve().unwrap();
    let pupil = teacher.pupil.get().unwrap();
    let (lazy, provider) = (room.chair.get().unwrap(), room.chairs.clone());
    assert_eq!(Arc::strong_count(&app), 1);
    let weak = Arc::downgrade(&app);
    drop(app);
    assert!(weak.upgrade().is_none());
    for error in [
        room.chair.get().err(),
        room.table.get().err(),
        provider.get().err(),
        teacher.pupil.get().err(),
    ] {
        assert_eq!(error.unwrap().kind(), ErrorKind::Closed);
    }
    assert_eq!((*lazy.0, Arc::strong_count(&pupil)), (0, 1), "what it gave is kept by its owners");
    let error = pupil.teacher.get().err().unwrap();
    check(
        &error,
        &expect![[r#"
            `Teacher` cannot be resolved: its container or scope is closed
              `Teacher` is provided by `teacher` (lazy.rs:69)
            path: Teacher"#]],
    );
}

#[test]
fn they_are_told_when_the_container_is_not_shared_yet_and_work_once_it_is() {
    let app = App::new(Workshop::default());
    let chair: Lazy<Chair> = app.resolve().unwrap();
    let tables: Provider<Arc<Table>> = app.resolve().unwrap();
    let error = chair.get().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotShared);
    check(
        &error,
        &expect![[r#"
            `Chair` is resolved later, but its container is not shared
              `Chair` is provided by `chair` (lazy.rs:72)
            path: Chair
            help: share the container first, `container.build()`"#]],
    );
    assert_eq!(tables.get().err().unwrap().kind(), ErrorKind::NotShared);
    let app = app.build();
    assert_eq!(*chair.get().unwrap().0, 0);
    assert!(Arc::ptr_eq(&tables.get().unwrap(), &app.resolve().unwrap()));
}

pub struct Hen;
pub struct Egg;
pub struct Chick;
pub struct Narcissus;
#[derive(Debug)]
pub struct Echo;

/// Where constructors wait for each other, if the test has several threads.
pub struct Together(Option<Barrier>);

impl Together {
    fn wait(&self) {
        if let Some(barrier) = &self.0 {
            barrier.wait();
        }
    }
}

fn hen(all: &Together, egg: Lazy<Arc<Egg>>) -> Result<Hen, Error> {
    all.wait();
    egg.get().map(|_| Hen)
}

fn egg(all: &Together, chick: Provider<Arc<Chick>>) -> Result<Egg, Error> {
    all.wait();
    chick.get().map(|_| Egg)
}

fn chick(all: &Together, hen: Lazy<Arc<Hen>>) -> Result<Chick, Error> {
    all.wait();
    hen.get().map(|_| Chick)
}

/// Whose constructors use what they should keep for later.
#[derive(Container)]
pub struct Farm {
    together: Value<Together>,
    #[provide(with = hen)]
    hen: Singleton<Hen>,
    #[provide(with = egg)]
    egg: Singleton<Egg>,
    #[provide(with = chick)]
    chick: Singleton<Chick>,
    #[provide(with = |me: Lazy<Arc<Narcissus>>| me.get().map(|_| Narcissus))]
    narcissus: Singleton<Narcissus>,
    #[provide(with = |me: Provider<Echo>| me.get())]
    echo: Factory<Echo>,
}

#[test]
fn one_that_closes_a_cycle_in_a_constructor_is_told_the_path() {
    let farm = Farm::new(Together(None)).build();
    let error = in_time(move || farm.resolve::<Arc<Hen>>().err().unwrap());
    assert_eq!(error.kind(), ErrorKind::Cycle);
    check(
        &error,
        &expect![[r#"
            `Hen` needs itself while it is being built
              `Hen` is provided by `hen` (lazy.rs:283)
              needed by the constructor of `Chick`, provided by `chick` (lazy.rs:287)
              needed by the constructor of `Egg`, provided by `egg` (lazy.rs:285)
              needed by the constructor of `Hen`, provided by `hen` (lazy.rs:283)
            path: Hen -> Egg -> Chick -> Hen
            help: do not resolve this service, or what needs it, while it is being built"#]],
    );
}

#[test]
fn one_that_asks_for_what_is_built_with_it_is_told() {
    let farm = Farm::new(Together(None)).build();
    let error = in_time(move || farm.resolve::<&Narcissus>().err().unwrap());
    check(
        &error,
        &expect![[r#"
            `Narcissus` needs itself while it is being built
              `Narcissus` is provided by `narcissus` (lazy.rs:289)
              needed by the constructor of `Narcissus`, provided by `narcissus` (lazy.rs:289)
            path: Narcissus -> Narcissus
            help: do not resolve this service, or what needs it, while it is being built"#]],
    );
}

#[test]
fn a_factory_that_uses_a_provider_of_itself_is_told() {
    let farm = Farm::new(Together(None)).build();
    let error = in_time(move || farm.resolve::<Echo>().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Cycle);
    check(
        &error,
        &expect![[r#"
            `Echo` needs itself while it is being built
              `Echo` is provided by `echo` (lazy.rs:291)
              needed by the constructor of `Echo`, provided by `echo` (lazy.rs:291)
              needed by the constructor of `Echo`, provided by `echo` (lazy.rs:291)
            path: Echo -> Echo -> Echo
            help: do not resolve this service, or what needs it, while it is being built"#]],
    );
}

#[test]
fn those_that_close_a_cycle_together_in_three_threads_are_told() {
    let farm = Farm::new(Together(Some(Barrier::new(3)))).build();
    let errors = in_time(move || {
        let (one, two, three) = (Arc::clone(&farm), Arc::clone(&farm), farm);
        let one = thread::spawn(move || one.resolve::<Arc<Hen>>().err().unwrap());
        let two = thread::spawn(move || two.resolve::<Arc<Egg>>().err().unwrap());
        let three = thread::spawn(move || three.resolve::<Arc<Chick>>().err().unwrap());
        [one, two, three].map(|it| it.join().unwrap())
    });
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Cycle);
        let path: Vec<_> = error.path().map(di_core::Step::service).collect();
        assert!(path.len() >= 2, "{error:#}");
    }
}

/// Two singletons, each with the other's `Lazy`.
mod pair {
    use super::in_time;
    use di_core::ErrorKind;
    use di_core::prelude::*;
    use std::sync::{Arc, Barrier};
    use std::thread;

    pub struct Left;
    pub struct Right;

    #[derive(Container)]
    pub struct Pair {
        together: Value<Barrier>,
        #[provide(with = |all: &Barrier, it: Lazy<Arc<Right>>| { all.wait(); it.get().map(|_| Left) })]
        left: Singleton<Left>,
        #[provide(with = |all: &Barrier, it: Lazy<Arc<Left>>| { all.wait(); it.get().map(|_| Right) })]
        right: Singleton<Right>,
    }

    #[test]
    fn those_that_close_a_cycle_together_in_two_threads_are_told() {
        for _ in 0..20 {
            let pair = Pair::new(Barrier::new(2)).build();
            let errors = in_time(move || {
                let (one, two) = (Arc::clone(&pair), pair);
                let one = thread::spawn(move || one.resolve::<Arc<Left>>().err().unwrap());
                let two = thread::spawn(move || two.resolve::<Arc<Right>>().err().unwrap());
                [one, two].map(|it| it.join().unwrap())
            });
            for error in errors {
                assert_eq!(error.kind(), ErrorKind::Cycle);
                let path: Vec<_> = error.path().map(di_core::Step::service).collect();
                assert!(
                    path == ["Left", "Right", "Left"]
                        || path == ["Right", "Left", "Right"]
                        || path == ["Left", "Right"]
                        || path == ["Right", "Left"],
                    "{error:#}"
                );
            }
        }
    }
}

pub struct RequestId(u32);

#[derive(Injectable)]
pub struct Session {
    request: Arc<RequestId>,
    audit: Lazy<Arc<Audit>>,
}

#[derive(Injectable)]
pub struct Audit {
    request: Arc<RequestId>,
    session: Lazy<Arc<Session>>,
    steps: Provider<Step>,
    clock: Lazy<Arc<Clock>>,
}

#[derive(Injectable)]
pub struct Step {
    request: Arc<RequestId>,
}

#[derive(Injectable)]
pub struct Clock {
    me: Lazy<Arc<Clock>>,
}

#[derive(Container)]
pub struct Web {
    #[provide(input)]
    request: Scoped<RequestId>,
    session: Scoped<Session>,
    audit: Scoped<Audit>,
    step: Factory<Step>,
    clock: Singleton<Clock>,
    #[provide(with = |me: Lazy<Arc<Hen>>| me.get().map(|_| Hen))]
    hen: Scoped<Hen>,
}

fn follows(one: &impl Resolve<Container = Web>, number: u32) -> Arc<Audit> {
    let session: Arc<Session> = one.resolve().unwrap();
    let audit = session.audit.get().unwrap();
    assert_eq!((session.request.0, audit.request.0), (number, number));
    assert!(Arc::ptr_eq(&audit.session.get().unwrap(), &session));
    assert!(Arc::ptr_eq(&audit, &one.resolve().unwrap()));
    assert_eq!(audit.steps.get().unwrap().request.0, number);
    let lazy: Lazy<Arc<Audit>> = one.resolve().unwrap();
    assert!(Arc::ptr_eq(&audit, &lazy.get().unwrap()));
    audit
}

#[test]
fn they_follow_the_scope_that_they_were_injected_in() {
    let web = Web::new().build();
    let (one, two) = (web.scope(RequestId(1)), web.scope_owned(RequestId(2)));
    let (first, second) = (follows(&one, 1), follows(&two, 2));
    assert_eq!(first.steps.get().unwrap().request.0, 1, "whichever was asked last");
    let (root, here) = (first.clock.get().unwrap(), second.clock.get().unwrap());
    assert!(Arc::ptr_eq(&root, &here), "what is not scoped is the container's");
    assert!(Arc::ptr_eq(&root, &root.me.get().unwrap()));
}

#[test]
fn they_are_told_when_the_scope_is_gone() {
    let web = Web::new().build();
    let on_stack = follows(&web.scope(RequestId(1)), 1);
    let owned = follows(&web.scope_owned(RequestId(2)), 2);
    for audit in [on_stack, owned] {
        for error in [audit.session.get().err(), audit.steps.get().err()] {
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::Closed, "{error:#}");
        }
        assert!(audit.clock.get().is_ok(), "it needs no scope");
    }
}

#[test]
fn an_owned_scope_that_is_the_last_to_hold_the_container_is_followed_to_its_end() {
    let web = Web::new().build();
    let scope = web.scope_owned(RequestId(5));
    drop(web);
    let audit = follows(&scope, 5);
    drop(scope);
    assert_eq!(audit.clock.get().err().unwrap().kind(), ErrorKind::Closed);
}

#[test]
fn one_of_something_scoped_needs_a_scope_when_it_is_asked_for() {
    let web = Web::new().build();
    let error = web.resolve::<Lazy<Arc<Session>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    let error = web.resolve::<Provider<Step>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
}

#[test]
fn what_is_scoped_is_told_of_a_cycle_too() {
    let web = Web::new().build();
    let errors = in_time(move || {
        let (one, two) = (web.scope(RequestId(1)), web.scope_owned(RequestId(2)));
        [one.resolve::<&Hen>().err().unwrap(), two.resolve::<&Hen>().err().unwrap()]
    });
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Cycle);
        assert_eq!(error.to_string(), "`Hen` needs itself while it is being built (Hen -> Hen)");
    }
}

#[test]
fn a_scope_on_the_stack_is_found_again_if_a_service_looks_there_later() {
    #[derive(Container)]
    struct Plain {
        #[provide(input)]
        request: Scoped<RequestId>,
    }

    let app = Plain::new().build();
    let scope = app.scope(RequestId(1));
    let error = scope.resolve::<Lazy<Arc<RequestId>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeNotShared);
    check(
        &error,
        &expect![[r#"
            `RequestId` is resolved later, but its scope is not shared
              `RequestId` is provided by `request` (lazy.rs:518)
            path: RequestId
            help: open the scope by `container.scope_owned(..)`"#]],
    );
    let owned = app.scope_owned(RequestId(2));
    assert_eq!(owned.resolve::<Lazy<Arc<RequestId>>>().unwrap().get().unwrap().0, 2);
}

/// Whose destructor uses its `Lazy`.
pub struct Diary(Lazy<Arc<Clock>>, Arc<Mutex<Vec<ErrorKind>>>);

impl Drop for Diary {
    fn drop(&mut self) {
        self.1.lock().unwrap().extend(self.0.get().err().map(|it| it.kind()));
    }
}

#[test]
fn a_destructor_is_told_that_the_container_is_gone() {
    #[derive(Container)]
    struct App {
        log: Value<Mutex<Vec<ErrorKind>>>,
        clock: Singleton<Clock>,
        #[provide(with = |clock: Lazy<Arc<Clock>>, log: Arc<Mutex<Vec<ErrorKind>>>| Diary(clock, log))]
        diary: Singleton<Diary>,
    }

    let app = App::new(Mutex::default()).build();
    app.resolve::<&Diary>().unwrap().0.get().unwrap();
    let log: Arc<Mutex<Vec<ErrorKind>>> = app.resolve().unwrap();
    in_time(move || drop(app));
    assert_eq!(*log.lock().unwrap(), [ErrorKind::Closed]);
}

#[test]
fn the_container_may_be_dropped_while_another_thread_uses_one() {
    for _ in 0..200 {
        let app = app();
        let rooms: Arc<Room> = app.resolve().unwrap();
        let start = Arc::new(Barrier::new(2));
        let began = Arc::clone(&start);
        let user = thread::spawn(move || {
            began.wait();
            rooms.table.get().map(|it| it.0)
        });
        start.wait();
        drop(app);
        match user.join().unwrap() {
            Ok(number) => assert_eq!(number, 0),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Closed),
        }
    }
}

#[test]
fn what_is_imported_can_be_asked_for_later() {
    #[derive(Container)]
    struct Outer {
        name: Value<&'static str>,
        #[import(Arc<Table>, Chair)]
        inner: Arc<App>,
    }

    let outer = Outer::new("outer", app()).build();
    let table: Lazy<Arc<Table>> = outer.resolve().unwrap();
    assert_eq!(table.get().unwrap().0, 0);
    assert_eq!(*outer.resolve::<Provider<Chair>>().unwrap().get().unwrap().0, 1);
}

#[test]
fn the_graph_shows_them() {
    let room = App::GRAPH.node("room").unwrap();
    let edges: Vec<_> = room.dependencies().map(di_core::Dependency::edge).collect();
    assert_eq!(edges, [Edge::Lazy, Edge::Repeated, Edge::Lazy, Edge::Repeated]);
    expect![[r#"
        App
          workshop: Value<Workshop>
          teacher: Singleton<Teacher>
            pupil: Lazy<Arc<Pupil>> <- pupil
          pupil: Singleton<Pupil>
            teacher: Lazy<Arc<Teacher>> <- teacher
          chair: Factory<Chair> by chair
            #1: &Workshop <- workshop
          table: Singleton<Table> by table
            #1: Arc<Workshop> <- workshop
          room: Singleton<Room>
            chair: Lazy<Chair> <- chair
            chairs: Provider<Chair> <- chair
            table: Lazy<Arc<Table>> <- table
            tables: Provider<Arc<Table>> <- table
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}

#[derive(Injectable)]
struct Reader {
    book: Lazy<Arc<Book>>,
}

#[derive(Injectable)]
struct Book;

#[derive(Container)]
struct Library {
    reader: Singleton<Reader>,
    book: Singleton<Book>,
}

#[test]
fn a_container_that_is_taken_out_and_shared_again_is_found() {
    let library = Library::new().build();
    let reader: Arc<Reader> = library.resolve().unwrap();
    let library = Arc::into_inner(library).expect("nobody else has it").build();
    assert!(Arc::ptr_eq(&library.resolve().unwrap(), &reader.book.get().unwrap()));
}

#[derive(Injectable)]
struct Page;

#[derive(Injectable)]
struct Printer {
    pages: Provider<Page>,
}

#[derive(Container)]
struct Press {
    page: Factory<Page>,
    printer: Singleton<Printer>,
}

/// Prints when its thread ends.
struct AtTheEnd {
    printer: Arc<Printer>,
    _press: Arc<Press>,
}

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        assert!(self.printer.pages.get().is_ok());
    }
}

/// A panic there aborts the process, so that this is one of its own.
#[test]
fn a_provider_works_while_its_thread_ends() {
    thread_local! {
        static LAST: std::cell::RefCell<Option<AtTheEnd>> = const { std::cell::RefCell::new(None) };
    }
    const CHILD: &str = "DI_TEST_THREAD_END";
    if std::env::var_os(CHILD).is_none() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "lazy::a_provider_works_while_its_thread_ends"])
            .env(CHILD, "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        return;
    }
    thread::spawn(|| {
        let press = Press::new().build();
        let printer: Arc<Printer> = press.resolve().unwrap();
        LAST.set(Some(AtTheEnd { printer: Arc::clone(&printer), _press: press }));
        // The list of what is being made is initialised after, and gone before.
        assert!(printer.pages.get().is_ok());
    })
    .join()
    .unwrap();
}
