//! Assisted construction: the caller gives a part.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{Edge, Error, ErrorKind};
use expect_test::expect;

use crate::errors::check;
use crate::threads::in_time;

#[derive(Default)]
pub struct Codes(AtomicU32);

impl Codes {
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

pub struct SeatId(u32);

/// What is given stands between what is not.
#[derive(Injectable)]
pub struct Ticket {
    #[inject(assisted)]
    seat: SeatId,
    codes: Arc<Codes>,
    #[inject(assisted)]
    name: String,
    #[inject(default)]
    notes: Vec<u8>,
    #[inject(assisted)]
    row: u32,
    chair: Chair,
}

pub struct Chair(u32);

type Tickets = Maker<Ticket, (SeatId, String, u32)>;

#[derive(Injectable)]
pub struct Desk {
    tickets: Tickets,
}

#[derive(Container)]
pub struct App {
    codes: Value<Codes>,
    #[provide(with = |codes: &Codes| Chair(codes.next()))]
    chair: Factory<Chair>,
    tickets: Factory<Tickets>,
    desk: Singleton<Desk>,
}

fn app() -> Arc<App> {
    App::new(Codes::default()).build()
}

#[test]
fn a_maker_takes_its_arguments_in_the_order_of_the_fields() {
    let app = app();
    let desk: &Desk = app.resolve().unwrap();
    let ticket = desk.tickets.make((SeatId(12), "ada".into(), 3)).unwrap();
    assert_eq!((ticket.seat.0, &*ticket.name, ticket.row), (12, "ada", 3));
    assert!(ticket.notes.is_empty());
    assert!(std::ptr::eq(&raw const *ticket.codes, app.resolve::<&Codes>().unwrap()));
}

#[test]
fn what_the_container_gives_is_resolved_at_each_call() {
    let app = app();
    let tickets: Tickets = app.resolve().unwrap();
    assert_eq!(app.resolve::<&Codes>().unwrap().next(), 0, "nothing was made yet");
    let make = |tickets: &Tickets| tickets.make((SeatId(1), String::new(), 1)).unwrap().chair.0;
    assert_eq!((make(&tickets), make(&tickets), make(&tickets.clone())), (1, 2, 3));
}

#[test]
fn a_maker_may_have_many_arguments() {
    #[derive(Injectable)]
    struct Wide {
        #[inject(assisted)]
        a: u8,
        #[inject(assisted)]
        b: u16,
        #[inject(assisted)]
        c: u32,
        #[inject(assisted)]
        d: u64,
        #[inject(assisted)]
        e: i8,
        #[inject(assisted)]
        f: i16,
        #[inject(assisted)]
        g: i32,
        #[inject(assisted)]
        h: i64,
    }

    type Wides = Maker<Wide, (u8, u16, u32, u64, i8, i16, i32, i64)>;

    #[derive(Container)]
    struct App {
        wides: Factory<Wides>,
    }

    let app = App::new().build();
    let wide = app.resolve::<Wides>().unwrap().make((1, 2, 3, 4, 5, 6, 7, 8)).unwrap();
    let (low, high) = ((wide.a, wide.b, wide.c, wide.d), (wide.e, wide.f, wide.g, wide.h));
    assert_eq!((low, high), ((1, 2, 3, 4), (5, 6, 7, 8)));
}

#[test]
fn a_maker_is_overridden_by_another() {
    let mut app = App::new(Codes::default());
    app.tickets.override_with(|| {
        Maker::try_new(|(seat, name, row)| {
            if row == 0 {
                return Err("there is no row 0");
            }
            let (codes, chair) = (Arc::default(), Chair(99));
            Ok(Ticket { seat, codes, name, notes: vec![1], row, chair })
        })
    });
    let app = app.build();
    let desk: &Desk = app.resolve().unwrap();
    let ticket = desk.tickets.make((SeatId(2), "bob".into(), 1)).unwrap();
    assert_eq!((ticket.chair.0, ticket.seat.0), (99, 2));
    assert_eq!(app.resolve::<&Codes>().unwrap().next(), 0);
    let error = desk.tickets.make((SeatId(2), "bob".into(), 0)).err().unwrap();
    check(
        &error,
        &expect![[r#"
            the constructor of `Ticket` failed
              `Ticket` is made by a `Maker` (assisted.rs:119)
            path: Ticket
            caused by: there is no row 0"#]],
    );
}

#[test]
fn what_fails_is_told_with_its_path() {
    let mut app = App::new(Codes::default());
    app.chair.override_with(|| Err::<Chair, _>("out of wood"));
    let app = app.build();
    let tickets: Tickets = app.resolve().unwrap();
    let error = tickets.make((SeatId(1), String::new(), 1)).err().unwrap();
    check(
        &error,
        &expect![[r#"
        the constructor of `Chair` failed
          `Chair` is provided by `chair` (assisted.rs:52)
          needed by `Ticket.chair` (assisted.rs:36)
        path: Ticket -> Chair
        caused by: out of wood"#]],
    );
}

#[test]
fn a_maker_does_not_keep_the_container_and_is_told_when_it_is_gone() {
    let app = app();
    let desk: Arc<Desk> = app.resolve().unwrap();
    assert_eq!(Arc::strong_count(&app), 1);
    drop(app);
    let error = desk.tickets.make((SeatId(1), String::new(), 1)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Closed);
    check(
        &error,
        &expect![[r#"
            `Ticket` cannot be resolved: its container or scope is closed
              `Ticket` is made by a `Maker` (assisted.rs:26)
            path: Ticket"#]],
    );
}

#[test]
fn a_maker_needs_a_container_that_is_shared() {
    let app = App::new(Codes::default());
    let tickets: Tickets = app.resolve().unwrap();
    let error = tickets.make((SeatId(1), String::new(), 1)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotShared);
    let app = app.build();
    assert!(tickets.make((SeatId(1), String::new(), 1)).is_ok());
    drop(app);
}

#[test]
fn what_needs_nothing_of_the_container_is_told_by_its_own_place() {
    #[derive(Injectable)]
    struct Alone {
        #[inject(assisted)]
        _number: u32,
    }

    #[derive(Container)]
    struct App {
        alone: Factory<Maker<Alone, u32>>,
    }

    let app = App::new();
    let alone: Maker<Alone, u32> = app.resolve().unwrap();
    let error = alone.make(1).err().unwrap();
    check(
        &error,
        &expect![[r#"
        `Alone` is resolved later, but its container is not shared
          `Alone` is made by a `Maker` (assisted.rs:192)
        path: Alone
        help: share the container first, `container.build()`"#]],
    );
}

pub struct RequestId(u32);

#[derive(Injectable)]
pub struct Entry {
    #[inject(assisted)]
    text: &'static str,
    request: Arc<RequestId>,
    trail: Lazy<Arc<Trail>>,
}

#[derive(Injectable)]
pub struct Trail {
    entries: Maker<Entry, &'static str>,
}

#[derive(Container)]
pub struct Web {
    #[provide(input)]
    request: Scoped<RequestId>,
    entries: Factory<Maker<Entry, &'static str>>,
    trail: Scoped<Trail>,
}

fn follows(scope: &impl Resolve<Container = Web>, number: u32) -> Arc<Trail> {
    let trail: Arc<Trail> = scope.resolve().unwrap();
    let entry = trail.entries.make("hello").unwrap();
    assert_eq!((entry.text, entry.request.0), ("hello", number));
    assert!(Arc::ptr_eq(&entry.trail.get().unwrap(), &trail));
    trail
}

#[test]
fn a_maker_follows_the_scope_that_it_was_injected_in() {
    let web = Web::new().build();
    let (one, two) = (web.scope(RequestId(1)), web.scope_owned(RequestId(2)));
    let (first, second) = (follows(&one, 1), follows(&two, 2));
    assert_eq!(first.entries.make("again").unwrap().request.0, 1);
    drop((one, two));
    for trail in [first, second] {
        assert_eq!(trail.entries.make("late").err().unwrap().kind(), ErrorKind::Closed);
    }
    let error = web.resolve::<Maker<Entry, &'static str>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    check(
        &error,
        &expect![[r#"
            `Entry` needs a scope
              `Entry` is made by a `Maker` (assisted.rs:218)
            path: Entry
            help: open a scope, `container.scope(..)`, and resolve from it"#]],
    );
}

#[test]
fn a_maker_is_asked_for_in_any_form() {
    let app = app();
    let maker = |tickets: &Tickets| tickets.make((SeatId(1), String::new(), 1)).unwrap().seat.0;
    let count = app
        .call(
            |one: Tickets, two: Lazy<Tickets>, three: Provider<Tickets>, four: Option<Tickets>| {
                maker(&one)
                    + maker(&two.get().unwrap())
                    + maker(&three.get().unwrap())
                    + maker(&four.unwrap())
            },
        )
        .unwrap();
    assert_eq!(count, 4);
}

#[test]
fn makers_are_qualified_kept_and_made_by_functions() {
    pub struct Vip;

    #[derive(Container)]
    struct Makers {
        codes: Value<Codes>,
        #[provide(with = || Chair(1))]
        chair: Factory<Chair>,
        tickets: Singleton<Tickets>,
        #[provide(with = |plain: Arc<Tickets>| -> Tickets {
            Maker::try_new(move |(seat, name, row)| plain.make((seat, format!("Dr {name}"), row)))
        })]
        vip: Factory<Tickets, Vip>,
    }

    let app = Makers::new(Codes::default()).build();
    let tickets: &Tickets = app.resolve().unwrap();
    assert_eq!(tickets.make((SeatId(1), "ada".into(), 1)).unwrap().name, "ada");
    let vip: Named<Tickets, Vip> = app.resolve().unwrap();
    assert_eq!(vip.make((SeatId(1), "ada".into(), 1)).unwrap().name, "Dr ada");
}

/// A service that is made from a part that makes it again.
mod closed {
    use super::{Arc, Error, in_time};
    use di_core::ErrorKind;
    use di_core::prelude::*;

    pub struct Part;

    #[derive(Injectable)]
    pub struct Whole {
        #[inject(assisted)]
        _number: u32,
        _part: Part,
    }

    fn part(wholes: Maker<Whole, u32>) -> Result<Part, Error> {
        wholes.make(1).map(|_| Part)
    }

    #[derive(Container)]
    pub struct App {
        #[provide(with = part)]
        part: Factory<Part>,
        wholes: Factory<Maker<Whole, u32>>,
    }

    #[test]
    fn a_maker_that_is_used_for_what_it_makes_is_told() {
        let app: Arc<App> = App::new().build();
        let error = in_time(move || app.resolve::<Part>().err().unwrap());
        assert_eq!(error.kind(), ErrorKind::Cycle);
        assert_eq!(
            error.to_string(),
            "`Whole` needs itself while it is being built (Part -> Whole -> Part -> Whole)"
        );
    }
}

#[test]
fn the_graph_shows_what_is_asked_for_at_each_call() {
    let tickets = App::GRAPH.node("tickets").unwrap();
    assert!(tickets.dependencies().all(|it| it.edge() == Edge::Repeated));
    expect![[r#"
        App
          codes: Value<Codes>
          chair: Factory<Chair> by a closure
            codes: &Codes <- codes
          tickets: Factory<Maker<Ticket, (SeatId, String, u32)>>
            codes: Arc<Codes> <- codes
            chair: Chair <- chair
          desk: Singleton<Desk>
            tickets: Maker<Ticket, (SeatId, String, u32)> <- tickets
    "#]]
    .assert_eq(&App::GRAPH.to_string());
}
