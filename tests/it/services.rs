//! `#[derive(Injectable)]`: what shapes a service may have.

use std::collections::HashMap;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use di_core::prelude::*;

pub trait Clock: Send + Sync {
    fn now(&self) -> u64;
}

#[derive(Injectable)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        42
    }
}

#[derive(Injectable, Debug)]
pub struct Unit;

#[derive(Injectable, Debug)]
pub struct Empty {}

#[derive(Injectable)]
pub struct Tuple(Arc<dyn Clock>, #[inject(default)] u8, Arc<Unit>);

#[derive(Injectable)]
pub struct Named {
    clock: Arc<dyn Clock>,
    tuple: Tuple,
    #[inject(default)]
    sent: AtomicU64,
    #[inject(with = HashMap::from([("a", 1)]))]
    table: HashMap<&'static str, u32>,
    #[inject(with = 3 + 4)]
    seven: u32,
}

pub trait Entity: Send + Sync + 'static {
    const NAME: &'static str;
}

pub struct User;

impl Entity for User {
    const NAME: &'static str = "users";
}

#[derive(Injectable)]
pub struct Repo<E: Entity, const N: usize = 4>
where
    E: Send,
{
    clock: Arc<dyn Clock>,
    entity: PhantomData<E>,
    #[inject(with = [7; N])]
    cache: [u8; N],
}

#[derive(Injectable)]
pub struct Holder<T: Debug + Send + Sync + 'static> {
    held: Arc<T>,
}

#[derive(Injectable)]
pub struct ReserveSeat<'a> {
    clock: &'a dyn Clock,
    unit: &'a Unit,
    kept: Arc<Unit>,
    repo: Repo<User>,
    inner: Inner<'a>,
}

#[derive(Injectable)]
pub struct Inner<'tenant> {
    clock: &'tenant dyn Clock,
}

#[derive(Injectable)]
pub struct Raw {
    r#type: Arc<Unit>,
    r#async: Arc<Empty>,
}

#[derive(Injectable)]
pub struct Configured {
    #[cfg(target_os = "none")]
    missing: Arc<DoesNotExist>,
    #[cfg(not(target_os = "none"))]
    unit: Arc<Unit>,
}

#[derive(Container)]
pub struct App {
    #[provide(SystemClock)]
    clock: Singleton<dyn Clock>,
    unit: Singleton<Unit>,
    empty: Singleton<Empty>,
    tuple: Factory<Tuple>,
    named: Singleton<Named>,
    repo: Factory<Repo<User>>,
    holder: Singleton<Holder<Unit>>,
    raw: Singleton<Raw>,
    configured: Factory<Configured>,
    inner: Factory<Inner<'static>>,
    reserve: Factory<ReserveSeat<'static>>,
}

#[test]
fn every_shape_of_struct_is_built() {
    let app = App::new().build();
    let named: Arc<Named> = app.resolve().unwrap();
    assert_eq!(named.clock.now(), 42);
    assert_eq!((named.tuple.0.now(), named.tuple.1), (42, 0));
    assert!(std::ptr::eq(&*named.tuple.2, app.resolve::<&Unit>().unwrap()));
    assert_eq!(named.sent.load(Ordering::Relaxed), 0);
    assert_eq!((named.table["a"], named.seven), (1, 7));
    let raw: &Raw = app.resolve().unwrap();
    assert_eq!(format!("{:?} {:?}", raw.r#type, raw.r#async), "Unit Empty");
    let configured: Configured = app.resolve().unwrap();
    assert_eq!(format!("{:?}", configured.unit), "Unit");
}

#[test]
fn generic_services_keep_their_bounds_and_defaults() {
    let app = App::new().build();
    let repo: Repo<User> = app.resolve().unwrap();
    assert_eq!((repo.clock.now(), repo.cache), (42, [7; 4]));
    let PhantomData::<User> = repo.entity;
    assert_eq!(User::NAME, "users");
    let other: Repo<User, 2> = app.make().unwrap();
    assert_eq!(other.cache, [7; 2]);
    let holder: Arc<Holder<Unit>> = app.resolve().unwrap();
    assert_eq!(format!("{:?}", holder.held), "Unit");
}

#[test]
fn a_service_borrows_and_keeps_and_nests() {
    let app = App::new().build();
    let reserve: ReserveSeat<'_> = app.resolve().unwrap();
    assert_eq!((reserve.clock.now(), reserve.inner.clock.now()), (42, 42));
    assert!(std::ptr::eq(reserve.unit, &raw const *reserve.kept));
    assert_eq!(reserve.repo.cache, [7; 4]);
}

#[test]
fn a_listed_and_an_unlisted_service_are_built_alike() {
    let app = App::new().build();
    let made: Tuple = app.make().unwrap();
    let resolved: Tuple = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&made.2, &resolved.2));
}
