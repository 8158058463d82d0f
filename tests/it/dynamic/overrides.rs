//! Tests swap one part.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, ErrorKind};
use expect_test::expect;
use futures_executor::block_on;

use super::{Tested, report};

pub trait Mailer: Send + Sync {
    fn name(&self) -> &'static str;
}

pub trait Health: Send + Sync {
    fn state(&self) -> &'static str;
}

di_core::by_reference!(dyn Mailer, dyn Health);

pub struct Config;
pub struct Connection;

#[derive(Injectable)]
pub struct Smtp {
    _config: Arc<Config>,
    _connection: Arc<Connection>,
}

impl Mailer for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }
}

impl Health for Smtp {
    fn state(&self) -> &'static str {
        "up"
    }
}

pub struct Fake(pub &'static str);

impl Mailer for Fake {
    fn name(&self) -> &'static str {
        self.0
    }
}

impl Health for Fake {
    fn state(&self) -> &'static str {
        self.0
    }
}

#[derive(Injectable)]
pub struct Signup {
    mailer: Arc<dyn Mailer>,
}

/// An application whose mailer needs what no test has.
pub(super) fn app() -> Builder {
    let mut builder = DynamicContainer::builder();
    builder
        .singleton::<Smtp>()
        .provides::<dyn Mailer>(|it| it)
        .provides::<dyn Health>(|it| it)
        .contributes::<dyn Health>(|it| it)
        .provide::<Connection>()
        .resource_with(|_: Arc<Config>| -> Connection { panic!("a test opens no connection") })
        .factory::<Signup>();
    builder
}

#[test]
fn what_is_overridden_and_what_only_it_needs_is_neither_checked_nor_opened() -> Tested {
    let mut builder = app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = builder.build()?;
    assert_eq!(app.resolve::<Signup>()?.mailer.name(), "fake");
    let mut builder = self::app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = block_on(builder.start())?;
    assert_eq!(app.resolve::<Arc<dyn Mailer>>()?.name(), "fake");
    assert_eq!(app.resolve::<&Connection>().err().unwrap().kind(), ErrorKind::NotStarted);
    assert!(self::app().check().is_err(), "without the override the config is missing");
    Ok(())
}

#[test]
fn overriding_one_key_takes_the_whole_registration_out() -> Tested {
    let mut builder = app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = builder.build()?;
    assert!(app.resolve::<&Smtp>().is_err() && app.resolve::<&dyn Health>().is_err());
    assert!(app.resolve::<Option<Vec<&dyn Health>>>()?.is_none());
    let mut builder = self::app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    builder.singleton_with(|_: Arc<dyn Health>| ());
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Health>`
              needed by parameter #1 of the closure that builds `()` (overrides.rs:101)
            similar: `Smtp`, which would provide it, is overridden under another key (overrides.rs:67)
            help: override this key, too: `.override_with::<dyn Health>(..)`"#]],
    );
    Ok(())
}

#[test]
fn several_keys_of_one_registration_are_overridden() -> Tested {
    let mut builder = app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("mailer")));
    builder.override_with::<dyn Health>(Arc::new(Fake("health")));
    let app = builder.build()?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "mailer");
    assert_eq!(app.resolve::<&dyn Health>()?.state(), "health");
    assert_eq!(app.resolve::<Vec<&dyn Health>>()?[0].state(), "health");
    Ok(())
}

#[test]
fn the_last_override_counts() -> Tested {
    let mut builder = app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("first")));
    builder.override_with_fn::<dyn Mailer, _>(|| Arc::new(Fake("last")) as Arc<dyn Mailer>);
    assert_eq!(builder.build()?.resolve::<&dyn Mailer>()?.name(), "last");
    Ok(())
}

#[test]
fn a_function_in_the_place_of_a_singleton_runs_once_and_may_fail() -> Tested {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&calls);
    let mut builder = app();
    builder.override_with_fn::<dyn Mailer, _>(move || -> Result<Box<dyn Mailer>, &str> {
        match counter.fetch_add(1, Ordering::Relaxed) {
            0 => Err("not yet"),
            _ => Ok(Box::new(Fake("made"))),
        }
    });
    let app = builder.build()?;
    let error = app.resolve::<Signup>().err().unwrap();
    crate::errors::check(
        &error,
        &expect![[r#"
        the constructor of `Smtp` failed
          `Smtp` is registered (dynamic/overrides.rs:67)
          needed by `Signup.mailer` (dynamic/overrides.rs:60)
        path: Signup -> Smtp
        caused by: not yet"#]],
    );
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "made");
    assert_eq!(app.resolve::<Signup>()?.mailer.name(), "made");
    assert_eq!(calls.load(Ordering::Relaxed), 2);
    Ok(())
}

pub struct RequestId(u32);

#[test]
fn what_is_scoped_is_overridden_by_an_instance_or_a_function_for_each_scope() -> Tested {
    let scoped = || {
        let mut builder = DynamicContainer::builder();
        builder.provide::<RequestId>().scoped_with(|| -> RequestId { panic!("overridden") });
        builder
    };
    let mut builder = scoped();
    builder.override_with::<RequestId>(Arc::new(RequestId(7)));
    assert_eq!(builder.build()?.scope().resolve::<&RequestId>()?.0, 7);
    let mut builder = scoped();
    let next = AtomicU32::new(1);
    builder.override_with_fn(move || RequestId(next.fetch_add(1, Ordering::Relaxed)));
    let app = builder.build()?;
    let (one, two) = (app.scope(), app.scope());
    assert_eq!((one.resolve::<&RequestId>()?.0, one.resolve::<&RequestId>()?.0), (1, 1));
    assert_eq!(two.resolve::<&RequestId>()?.0, 2);
    assert_eq!(app.resolve::<&RequestId>().err().unwrap().kind(), ErrorKind::ScopeRequired);
    Ok(())
}

#[test]
fn an_overridden_input_wins_over_what_the_scope_is_given() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.input::<RequestId>();
    builder.override_with(Arc::new(RequestId(77)));
    let app = builder.build()?;
    assert_eq!(app.scope_with((RequestId(1),))?.resolve::<&RequestId>()?.0, 77);
    assert_eq!(app.scope().resolve::<&RequestId>()?.0, 77);
    Ok(())
}

#[test]
fn what_opens_in_a_scope_is_overridden_and_neither_opened_nor_closed() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<RequestId>()
        .scoped_async(|_: Arc<Config>| -> RequestId { panic!("overridden") })
        .close_with(|_: Arc<RequestId>, _| -> () { panic!("overridden") });
    builder.override_with(Arc::new(RequestId(77)));
    let app = builder.build()?;
    let scope = app.scope();
    assert_eq!(scope.resolve::<&RequestId>()?.0, 77);
    assert_eq!(block_on(scope.resolve_async::<&RequestId>())?.0, 77);
    block_on(scope.close())?;
    Ok(())
}

#[test]
fn a_factory_is_overridden_by_a_function_which_runs_each_time() -> Tested {
    let factories = || {
        let mut builder = DynamicContainer::builder();
        builder
            .factory::<Smtp>()
            .provides::<dyn Mailer>(|it| it)
            .contributes::<dyn Mailer>(|it| it)
            .factory::<Signup>();
        builder
    };
    let mut builder = factories();
    let names = AtomicU32::new(0);
    builder.override_boxed_with::<dyn Mailer, _>(move || -> Box<dyn Mailer> {
        Box::new(Fake(["one", "two", "three"][names.fetch_add(1, Ordering::Relaxed) as usize]))
    });
    let app = builder.build()?;
    assert_eq!(app.resolve::<Box<dyn Mailer>>()?.name(), "one");
    assert_eq!(app.resolve::<Arc<dyn Mailer>>()?.name(), "two");
    assert_eq!(app.resolve::<Vec<Arc<dyn Mailer>>>()?[0].name(), "three");
    let mut builder = factories();
    builder.override_factory_with::<Signup, _>(|| Signup { mailer: Arc::new(Fake("given")) });
    builder.override_boxed_with::<dyn Mailer, _>(|| -> Box<dyn Mailer> { unreachable!("unused") });
    assert_eq!(builder.build()?.resolve::<Signup>()?.mailer.name(), "given");
    Ok(())
}

pub struct Second;

#[test]
fn an_override_of_a_qualifier_leaves_the_others() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.value(Fake("plain")).provides::<dyn Mailer>(|it| it);
    builder.value(Fake("second")).provides::<dyn Mailer>(|it| it).qualified::<Second>();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("overridden"))).qualified::<Second>();
    let app = builder.build()?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "plain");
    assert_eq!(app.resolve::<Named<&dyn Mailer, Second>>()?.name(), "overridden");
    Ok(())
}

#[derive(Injectable)]
pub struct Shout {
    _config: Arc<Config>,
    #[inject(assisted)]
    _inner: Arc<dyn Mailer>,
}

impl Mailer for Shout {
    fn name(&self) -> &'static str {
        "shout"
    }
}

#[test]
fn an_override_is_not_decorated_nor_are_its_decorators_checked() -> Tested {
    let mut builder = app();
    builder.decorate::<dyn Mailer, Shout>(|it| it);
    builder.override_with::<dyn Mailer>(Arc::new(Fake("bare")));
    assert_eq!(builder.build()?.resolve::<&dyn Mailer>()?.name(), "bare");
    Ok(())
}

#[test]
fn an_alias_of_what_is_overridden_is_overridden_by_itself() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.singleton::<Smtp>().alias::<Smtp, dyn Mailer>(|it| it);
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = builder.build()?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "fake");
    assert!(app.resolve::<&Smtp>().is_err());
    Ok(())
}

#[test]
fn hooks_of_what_is_overridden_do_not_run() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder
        .singleton::<Smtp>()
        .provides::<dyn Mailer>(|it| it)
        .eager()
        .start_with(|_| -> () { panic!("overridden") })
        .stop_with(|_| -> () { panic!("overridden") });
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = block_on(builder.start())?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "fake");
    block_on(app.shutdown())?;
    Ok(())
}

#[test]
fn an_import_is_overridden_and_the_other_container_is_not_asked() -> Tested {
    let base = DynamicContainer::builder()
        .provide::<dyn Mailer>()
        .singleton_with(|| -> Box<dyn Mailer> { panic!("it is not asked") })
        .build()?;
    let mut builder = DynamicContainer::builder();
    builder.import::<dyn Mailer, _>(&base);
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    assert_eq!(builder.build()?.resolve::<&dyn Mailer>()?.name(), "fake");
    Ok(())
}

#[test]
fn overrides_of_two_tests_do_not_meet() {
    let start = Arc::new(std::sync::Barrier::new(2));
    let run = |name: &'static str| {
        let start = Arc::clone(&start);
        std::thread::spawn(move || {
            start.wait();
            for _ in 0..100 {
                let mut builder = app();
                builder.override_with::<dyn Mailer>(Arc::new(Fake(name)));
                let app = builder.build().unwrap();
                assert_eq!(app.resolve::<Signup>().unwrap().mailer.name(), name);
            }
        })
    };
    for thread in [run("one"), run("two")] {
        thread.join().unwrap();
    }
}
