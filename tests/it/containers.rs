//! `#[derive(Container)]`: what shapes a container may have.

use std::fmt::Debug;
use std::sync::Arc;

use di_core::prelude::*;

#[derive(Injectable, Debug)]
pub struct Clock;

#[derive(Injectable, Debug)]
pub struct Store<T: Debug + Send + Sync + 'static> {
    item: Arc<T>,
}

/// A container for whatever item it is given.
#[derive(Container)]
pub struct Generic<T, const N: usize = 2>
where
    T: Debug + Send + Sync + 'static,
{
    item: Value<T>,
    store: Singleton<Store<T>>,
    #[provide(with = |item: Arc<T>| Size::<N>(format!("{item:?}").len()))]
    size: Scoped<Size<N>>,
}

pub struct Size<const N: usize>(usize);

#[test]
fn a_generic_container_is_one_for_each_type() {
    let words = Generic::<&str>::new("ada");
    assert_eq!(words.resolve::<&Store<&str>>().unwrap().item.len(), 3);
    let numbers = Generic::<u8, 3>::new(7);
    assert_eq!(*numbers.resolve::<Arc<Store<u8>>>().unwrap().item, 7);
    assert_eq!(numbers.scope().resolve::<&Size<3>>().unwrap().0, 1);
}

#[derive(Container)]
pub(crate) struct Configured {
    /// Kept.
    clock: Singleton<Clock>,
    #[cfg(target_os = "none")]
    missing: Singleton<DoesNotExist>,
    #[cfg(not(target_os = "none"))]
    pub(crate) present: Value<u8>,
}

#[test]
fn a_field_that_is_configured_away_is_not_wired() {
    let app = Configured::new(3);
    assert_eq!(Configured::GRAPH.nodes().len(), 2);
    assert_eq!(app.resolve::<&u8>().unwrap(), &3);
    assert!(app.resolve::<&Clock>().is_ok());
}

#[derive(Container)]
struct Raw {
    r#type: Value<u8>,
    #[provide(input)]
    r#fn: Scoped<u16>,
    #[provide(with = |r#type: &u8| u32::from(*r#type))]
    r#async: Factory<u32>,
}

#[test]
fn fields_may_have_raw_names() {
    let mut app = Raw::new(1);
    app.r#type.override_with(2);
    assert_eq!(app.resolve::<u32>().unwrap(), 2);
    assert_eq!(app.scope(5).resolve::<&u16>().unwrap(), &5);
    assert_eq!(Raw::GRAPH.nodes()[0].name(), "type");
}

#[expect(non_camel_case_types, reason = "it is a keyword")]
#[derive(Container)]
struct r#type {
    #[provide(with = Self::seven)]
    seven: Factory<u8>,
}

impl r#type {
    fn seven() -> u8 {
        7
    }
}

#[test]
fn a_container_may_have_a_raw_name() {
    assert_eq!(r#type::new().resolve::<u8>().unwrap(), 7);
    assert_eq!(r#type::GRAPH.container(), "type");
}

#[derive(Container)]
struct Nothing {}

#[test]
fn a_container_may_be_empty() {
    assert_eq!(Nothing::new().build().call(|| 1).unwrap(), 1);
    assert!(Nothing::GRAPH.nodes().is_empty());
}

mod elsewhere {
    use super::Clock;
    use di_core::prelude::*;

    #[derive(Container)]
    pub(super) struct Private {
        clock: Singleton<Clock>,
    }
}

#[test]
fn a_container_is_used_where_its_fields_cannot_be_seen() {
    assert!(elsewhere::Private::new().build().resolve::<Arc<Clock>>().is_ok());
}

/// The services' own names for what the generated code has names for, too.
mod names {
    use super::{Arc, Clock};
    use di_core::prelude::*;

    #[derive(Injectable)]
    pub struct C {
        pub cx: Arc<Clock>,
        pub dependencies: Arc<Clock>,
    }

    #[derive(Injectable)]
    pub struct T<'c> {
        pub c: &'c C,
    }

    fn clock() -> Clock {
        Clock
    }

    fn cx(c: &C) -> u8 {
        u8::from(Arc::ptr_eq(&c.cx, &c.dependencies))
    }

    #[derive(Container)]
    pub struct App {
        #[provide(with = clock)]
        clock: Singleton<Clock>,
        c: Singleton<C>,
        #[provide(with = cx)]
        cx: Factory<u8>,
        slots: Factory<T<'static>>,
        #[provide(input)]
        this: Scoped<u64>,
    }

    #[test]
    fn generated_names_do_not_meet_the_users() {
        let app = App::new();
        assert_eq!(app.resolve::<u8>().unwrap(), 1);
        assert!(app.scope(1).resolve::<T<'_>>().is_ok());
        assert!(std::ptr::eq(app.resolve::<T<'_>>().unwrap().c, app.resolve::<&C>().unwrap()));
    }
}

type Tick = dyn Fn() -> u64 + Send + Sync;

pub trait Now {
    fn now(&self) -> u64;
}

impl Now for Clock {
    fn now(&self) -> u64 {
        9
    }
}

#[derive(Injectable)]
struct Ticking<'a> {
    now: &'a (dyn Now + Send + Sync),
    tick: Arc<dyn Fn() -> u64 + Send + Sync>,
}

#[derive(Container)]
struct Bounds {
    given: Value<dyn Fn() -> u8 + Send + Sync>,
    #[provide(Clock)]
    now: Singleton<dyn Now + Send + Sync>,
    #[provide(with = || -> Box<Tick> { Box::new(|| 3) })]
    tick: Singleton<dyn Fn() -> u64 + Send + Sync>,
    #[provide(input)]
    input: Scoped<dyn Fn() -> u16 + Send + Sync>,
    #[provide(Clock)]
    made: Factory<dyn Now + Send>,
    ticking: Factory<Ticking<'static>>,
}

#[test]
fn a_trait_object_may_have_several_bounds() {
    let app = Bounds::new(Arc::new(|| 1));
    let scope = app.scope(Arc::new(|| 2));
    let given: &(dyn Fn() -> u8 + Send + Sync) = app.resolve().unwrap();
    let input: &(dyn Fn() -> u16 + Send + Sync) = scope.resolve().unwrap();
    assert_eq!((given(), input()), (1, 2));
    let ticking: Ticking<'_> = scope.resolve().unwrap();
    assert_eq!((ticking.now.now(), (ticking.tick)()), (9, 3));
    assert_eq!(app.resolve::<Box<dyn Now + Send>>().unwrap().now(), 9);
}

/// Everything that arrives through a macro's fragments.
mod fragments {
    use super::{Arc, Clock, Now};
    use di_core::prelude::*;
    use std::marker::PhantomData;

    macro_rules! wired {
        ($app:ident, $service:ident, $trait:ty, $provider:ty, $phantom:ty, $with:expr) => {
            #[derive(Injectable)]
            pub struct $service {
                pub now: Arc<$trait>,
                pub phantom: $phantom,
            }

            #[derive(Container)]
            pub struct $app {
                #[provide(Clock)]
                now: Singleton<$trait>,
                service: $provider,
                #[provide(with = $with)]
                number: Factory<u8>,
            }
        };
    }

    wired!(App, Service, dyn Now + Send + Sync, Singleton<Service>, PhantomData<u8>, || 4);

    #[test]
    fn a_container_may_be_written_by_a_macro() {
        let app = App::new();
        assert_eq!(app.resolve::<&Service>().unwrap().now.now(), 9);
        assert_eq!(app.resolve::<u8>().unwrap(), 4);
        let PhantomData::<u8> = app.resolve::<&Service>().unwrap().phantom;
    }
}

#[derive(Injectable)]
struct Cache<K: Send + 'static> {
    #[inject(default)]
    keys: std::sync::Mutex<Vec<K>>,
}

#[derive(Container)]
struct Named {
    cache: Singleton<Cache<std::borrow::Cow<'static, str>>>,
    name: Value<str>,
    #[provide(input)]
    bytes: Scoped<[u8]>,
    #[provide(with = Self::answer)]
    answer: Factory<u32>,
}

impl Named {
    fn answer(name: &str) -> u32 {
        u32::try_from(name.len()).unwrap()
    }
}

#[test]
fn a_service_may_have_no_size_and_its_function_may_be_the_containers() {
    let app = Named::new("three".into());
    assert_eq!(app.resolve::<u32>().unwrap(), 5);
    let cache: &Cache<std::borrow::Cow<'static, str>> = app.resolve().unwrap();
    assert!(cache.keys.lock().unwrap().is_empty());
    assert_eq!(app.scope(vec![1, 2].into()).resolve::<&[u8]>().unwrap(), [1, 2]);
}

/// Functions and statics with the names of generated variables.
mod locals {
    use di_core::prelude::*;

    fn dependencies() -> u8 {
        1
    }

    fn cx() -> u8 {
        2
    }

    #[derive(Injectable)]
    pub struct Service {
        pub clock: std::sync::Arc<super::Clock>,
        #[inject(with = dependencies() + cx())]
        pub three: u8,
    }

    #[derive(Container)]
    pub struct App {
        clock: Singleton<super::Clock>,
        service: Factory<Service>,
        // The same names in two orders.
        #[provide(with = || 1)]
        query: Factory<u8>,
        #[provide(with = || 1)]
        query_constructor: Factory<u16>,
    }

    #[test]
    fn generated_variables_are_invisible() {
        let service: Service = App::new().resolve().unwrap();
        assert_eq!((service.three, format!("{:?}", service.clock)), (3, "Clock".into()));
    }
}
