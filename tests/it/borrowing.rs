//! Borrow or keep is the asker's choice.

use std::sync::Arc;

use di_core::prelude::*;

pub trait Seats: Send + Sync {
    fn free(&self) -> u32;
}

#[derive(Injectable)]
pub struct Hall;

impl Seats for Hall {
    fn free(&self) -> u32 {
        10
    }
}

pub struct Config {
    name: &'static str,
}

#[derive(Injectable)]
pub struct ReserveSeat<'a> {
    seats: &'a dyn Seats,
    config: &'a Config,
    #[inject(default)]
    note: String,
}

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    #[provide(Hall)]
    seats: Singleton<dyn Seats>,
    reserve: Factory<ReserveSeat<'static>>,
}

#[test]
fn borrowing_takes_no_reference_count() {
    let app = App::new(Config { name: "hall" }).build();
    let kept: Arc<dyn Seats> = app.resolve().unwrap();
    let before = Arc::strong_count(&kept);
    let reserve: ReserveSeat<'_> = app.resolve().unwrap();
    assert_eq!((reserve.seats.free(), reserve.config.name), (10, "hall"));
    assert_eq!(reserve.note, "");
    assert_eq!(Arc::strong_count(&kept), before);
}

#[test]
fn both_ways_lead_to_one_instance() {
    let app = App::new(Config { name: "hall" }).build();
    let kept: Arc<Config> = app.resolve().unwrap();
    assert!(std::ptr::eq(&*kept, app.resolve::<&Config>().unwrap()));
}

#[test]
fn a_borrow_lives_as_long_as_its_scope() {
    fn name<'s>(scope: &'s Scope<'_, App>) -> &'s str {
        scope.resolve::<&'s Config>().unwrap().name
    }

    let app = App::new(Config { name: "hall" }).build();
    let scope = app.scope();
    assert_eq!(name(&scope), "hall");
}

#[test]
fn what_is_shared_is_send_and_sync() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send>() {}

    shared::<App>();
    shared::<OwnedScope<App>>();
    sent::<Scope<'_, App>>();
    shared::<di_core::Error>();
}
