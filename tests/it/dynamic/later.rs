//! What is resolved when it is used: `Lazy`, `Provider`, `Maker`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;

use super::{Tested, report};
use crate::threads::in_time;

#[derive(Injectable)]
pub struct Teacher {
    pupil: Lazy<Arc<Pupil>>,
}

#[derive(Injectable)]
pub struct Pupil {
    teacher: Arc<Teacher>,
}

#[test]
fn a_lazy_breaks_a_cycle() -> Tested {
    let app = DynamicContainer::builder().singleton::<Pupil>().singleton::<Teacher>().build()?;
    let teacher: Arc<Teacher> = app.resolve()?;
    assert!(Arc::ptr_eq(&teacher.pupil.get()?.teacher, &teacher));
    Ok(())
}

#[derive(Default)]
pub struct Codes(AtomicU32);

#[derive(Clone)]
pub struct Chair {
    number: u32,
    codes: Arc<Codes>,
}
di_core::by_value!(Chair);

fn chair(codes: Arc<Codes>) -> Chair {
    Chair { number: codes.0.fetch_add(1, Ordering::Relaxed), codes }
}

#[derive(Injectable)]
pub struct Room {
    chair: Lazy<Chair>,
    chairs: Provider<Chair>,
}

#[test]
fn what_is_made_is_made_once_for_a_lazy_and_anew_for_a_provider() -> Tested {
    let app = DynamicContainer::builder()
        .value(Codes::default())
        .factory_with(chair)
        .singleton::<Room>()
        .build()?;
    let room: &Room = app.resolve()?;
    assert_eq!(app.resolve::<&Codes>()?.0.load(Ordering::Relaxed), 0);
    assert_eq!((room.chair.get()?.number, room.chair.get()?.number), (0, 0));
    assert_eq!((room.chairs.get()?.number, room.chairs.get()?.number), (1, 2));
    assert!(Arc::ptr_eq(&room.chair.get()?.codes, &app.resolve()?));
    Ok(())
}

#[derive(Injectable)]
pub struct Ticket {
    #[inject(assisted)]
    seat: u32,
    codes: Arc<Codes>,
    #[inject(assisted)]
    name: String,
}

pub type Tickets = Maker<Ticket, (u32, String)>;

#[derive(Injectable)]
pub struct Desk {
    tickets: Tickets,
}

#[test]
fn a_maker_is_given_a_part() -> Tested {
    let app = DynamicContainer::builder()
        .value(Codes::default())
        .factory::<Tickets>()
        .singleton::<Desk>()
        .build()?;
    let ticket = app.resolve::<&Desk>()?.tickets.make((12, "ada".into()))?;
    assert_eq!((ticket.seat, &*ticket.name), (12, "ada"));
    assert!(Arc::ptr_eq(&ticket.codes, &app.resolve()?));
    Ok(())
}

#[test]
fn what_a_maker_lacks_is_missing() {
    let mut builder = DynamicContainer::builder();
    builder.factory::<Tickets>();
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Codes>`
              needed by `Ticket.codes` (later.rs:70)
            help: register it: `.singleton::<Codes>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

pub struct Guest(&'static str);

#[derive(Injectable)]
pub struct Seat {
    #[inject(assisted)]
    number: u32,
    guest: Arc<Guest>,
}

#[derive(Injectable)]
pub struct Table {
    seats: Maker<Seat, u32>,
}

#[test]
fn a_maker_in_a_scope_makes_it_there() -> Tested {
    let app = DynamicContainer::builder()
        .input::<Guest>()
        .factory::<Maker<Seat, u32>>()
        .scoped::<Table>()
        .build()?;
    let one = app.scope_with((Guest("ada"),))?;
    let two = app.scope_with((Guest("bob"),))?;
    let (first, second): (Arc<Table>, Arc<Table>) = (one.resolve()?, two.resolve()?);
    let (first, second) = (first.seats.make(1)?, second.seats.make(2)?);
    assert_eq!((first.guest.0, first.number), ("ada", 1));
    assert_eq!((second.guest.0, second.number), ("bob", 2));
    let error = app.resolve::<Maker<Seat, u32>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    let kept = one.resolve::<Maker<Seat, u32>>()?;
    drop(one);
    assert_eq!(kept.make(3).err().unwrap().kind(), ErrorKind::Closed);
    Ok(())
}

#[test]
fn what_looks_for_a_scope_from_a_singleton_is_captive() {
    #[derive(Injectable)]
    struct Holder {
        _later: Lazy<Arc<Guest>>,
    }
    let mut builder = DynamicContainer::builder();
    builder.input::<Guest>().singleton::<Holder>();
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            captive dependency: `Holder` would outlive `Guest`
              `Holder`, a singleton, through `_later`, looks later for (later.rs:149)
              `Guest`, which lives in a scope (later.rs:152)
            help: a singleton is built outside of any scope; register it as `.scoped::<Holder>()` or `.factory::<Holder>()`, or pass `Guest` to its methods"#]],
    );
}

pub struct Narcissus;

#[test]
fn a_constructor_that_asks_for_itself_ends_in_an_error() {
    let error = in_time(|| {
        let app = DynamicContainer::builder()
            .provide::<Narcissus>()
            .singleton_with(|image: Lazy<Arc<Narcissus>>| image.get().map(|_| Narcissus))
            .build()
            .unwrap();
        app.resolve::<Arc<Narcissus>>().err().unwrap()
    });
    assert_eq!(error.kind(), ErrorKind::Cycle);
    crate::errors::check(
        &error,
        &expect![[r#"
            `Narcissus` needs itself while it is being built
              `Narcissus` is registered (dynamic/later.rs:172)
              needed by the constructor of `Narcissus` (dynamic/later.rs:172)
            path: Narcissus -> Narcissus
            help: do not resolve this service, or what needs it, while it is being built"#]],
    );
}

#[test]
fn a_factory_that_asks_for_itself_ends_in_an_error() {
    let error = in_time(|| {
        let app = DynamicContainer::builder()
            .provide::<dyn Send>()
            .factory_with(|inner: Provider<Box<dyn Send>>| inner.get())
            .build()
            .unwrap();
        app.resolve::<Box<dyn Send>>().err().unwrap()
    });
    assert_eq!(error.kind(), ErrorKind::Cycle);
    crate::errors::check(
        &error,
        &expect![[r#"
            `dyn Send` needs itself while it is being built
              `dyn Send` is registered (dynamic/later.rs:194)
              needed by the constructor of `dyn Send` (dynamic/later.rs:194)
              needed by the constructor of `dyn Send` (dynamic/later.rs:194)
            path: dyn Send -> dyn Send -> dyn Send
            help: do not resolve this service, or what needs it, while it is being built"#]],
    );
}

pub trait Layer: Send {
    fn depth(&self) -> u32;
}

struct Bottom;

impl Layer for Bottom {
    fn depth(&self) -> u32 {
        1
    }
}

struct On(Box<dyn Layer>);

impl Layer for On {
    fn depth(&self) -> u32 {
        self.0.depth() + 1
    }
}

/// Registers them all at one place.
fn layer<Q: 'static, Below: 'static>(builder: &mut di_core::Builder) {
    let on = |below: Provider<Named<Box<dyn Layer>, Below>>| {
        below.get().map(|it| -> Box<dyn Layer> { Box::new(On(it.into_inner())) })
    };
    builder.provide::<dyn Layer>().factory_with(on).qualified::<Q>();
}

#[test]
fn what_is_registered_at_one_place_with_different_qualifiers_is_not_mistaken() -> Tested {
    let mut builder = DynamicContainer::builder();
    layer::<u64, u32>(&mut builder);
    layer::<u32, u16>(&mut builder);
    layer::<u16, u8>(&mut builder);
    builder
        .provide::<dyn Layer>()
        .factory_with(|| -> Box<dyn Layer> { Box::new(Bottom) })
        .qualified::<u8>();
    let top: Named<Box<dyn Layer>, u64> = builder.build()?.resolve()?;
    assert_eq!(top.depth(), 4);
    Ok(())
}

#[test]
fn what_is_used_later_outlives_neither_container_nor_scope() -> Tested {
    let app = DynamicContainer::builder()
        .value(Codes::default())
        .factory_with(chair)
        .singleton::<Room>()
        .input::<Guest>()
        .build()?;
    let (room, scope): (Arc<Room>, _) = (app.resolve()?, app.scope_with((Guest("ada"),))?);
    let guest: Provider<Arc<Guest>> = scope.resolve()?;
    assert_eq!(guest.get()?.0, "ada");
    drop(scope);
    assert_eq!(guest.get().err().unwrap().kind(), ErrorKind::Closed);
    drop(app);
    assert_eq!(room.chairs.get().err().unwrap().kind(), ErrorKind::Closed);
    Ok(())
}
