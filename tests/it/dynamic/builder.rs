//! What can be registered, and as what it is given out.

use std::num::ParseIntError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, Open, ProviderKind};
use futures_executor::block_on;

use super::Tested;

pub struct Config(&'static str);

pub trait Mailer: Send + Sync {
    fn name(&self) -> &'static str;
}

di_core::by_reference!(dyn Mailer);

#[derive(Injectable)]
pub struct SmtpMailer {
    config: Arc<Config>,
}

impl Mailer for SmtpMailer {
    fn name(&self) -> &'static str {
        self.config.0
    }
}

#[derive(Injectable)]
pub struct Signup<'a> {
    mailer: &'a dyn Mailer,
    hasher: Hasher,
}

#[derive(Injectable)]
pub struct Hasher {
    #[inject(with = 12)]
    rounds: u32,
}

/// Each has another number.
pub struct Numbered(u32);
di_core::by_value!(Numbered);

/// Numbers what is built.
#[derive(Default)]
pub struct Counter(AtomicU32);

impl Counter {
    fn next(&self) -> Numbered {
        Numbered(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

fn numbered(counter: Arc<Counter>) -> Numbered {
    counter.next()
}

fn parsed(text: Arc<String>) -> Result<Numbered, ParseIntError> {
    text.parse().map(Numbered)
}

#[test]
fn services_are_registered_by_their_types() -> Tested {
    let app = DynamicContainer::builder()
        .value(Config("smtp"))
        .singleton::<SmtpMailer>()
        .provides::<dyn Mailer>(|it| it)
        .factory::<Hasher>()
        .factory::<Signup<'static>>()
        .build()?;
    let signup: Signup<'_> = app.resolve()?;
    assert_eq!((signup.mailer.name(), signup.hasher.rounds), ("smtp", 12));
    let kept: Arc<dyn Mailer> = app.resolve()?;
    assert!(std::ptr::addr_eq(signup.mailer, &*kept));
    assert_eq!(app.resolve::<&Config>()?.0, "smtp");
    Ok(())
}

#[test]
fn methods_can_be_called_one_after_the_other() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.value(Config("smtp"));
    builder.singleton::<SmtpMailer>().provides::<dyn Mailer>(|it| it);
    let app = builder.build()?;
    assert_eq!(app.resolve::<Arc<dyn Mailer>>()?.name(), "smtp");
    Ok(())
}

#[test]
fn a_built_builder_is_empty() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.value(Config("smtp"));
    builder.build()?;
    assert_eq!(builder.build()?.graph().nodes().len(), 0);
    Ok(())
}

#[test]
fn functions_build_singletons_scoped_services_and_what_is_made_anew() -> Tested {
    let app =
        DynamicContainer::builder().value(Counter::default()).singleton_with(numbered).build()?;
    assert_eq!((app.resolve::<&Numbered>()?.0, app.resolve::<&Numbered>()?.0), (0, 0));

    let app =
        DynamicContainer::builder().value(Counter::default()).scoped_with(numbered).build()?;
    let (one, two) = (app.scope(), app.scope());
    assert_eq!((one.resolve::<&Numbered>()?.0, one.resolve::<Arc<Numbered>>()?.0), (0, 0));
    assert_eq!(two.resolve::<&Numbered>()?.0, 1);

    let app =
        DynamicContainer::builder().value(Counter::default()).factory_with(numbered).build()?;
    assert_eq!((app.resolve::<Numbered>()?.0, app.resolve::<Numbered>()?.0), (0, 1));
    Ok(())
}

#[test]
fn functions_may_capture_what_they_need() -> Tested {
    let name = String::from("captured");
    let app = DynamicContainer::builder()
        .singleton_with(move |counter: Arc<Counter>| (name.clone(), counter.next().0))
        .value(Counter::default())
        .build()?;
    assert_eq!(app.resolve::<&(String, u32)>()?, &("captured".to_owned(), 0));
    Ok(())
}

#[test]
fn what_a_function_builds_is_said_if_it_may_fail_or_returns_a_pointer() -> Tested {
    let app = DynamicContainer::builder()
        .value("7".to_owned())
        .provide::<Numbered>()
        .singleton_with(parsed)
        .build()?;
    assert_eq!(app.resolve::<&Numbered>()?.0, 7);

    let app = DynamicContainer::builder()
        .value(Config("boxed"))
        .provide::<dyn Mailer>()
        .singleton_with(|config: Arc<Config>| -> Box<dyn Mailer> {
            Box::new(SmtpMailer { config })
        })
        .build()?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "boxed");

    let app = DynamicContainer::builder()
        .value(Config("in an arc"))
        .provide::<dyn Mailer>()
        .scoped_with(|config: Arc<Config>| -> Result<Arc<dyn Mailer>, ParseIntError> {
            Ok(Arc::new(SmtpMailer { config }))
        })
        .build()?;
    assert_eq!(app.scope().resolve::<Arc<dyn Mailer>>()?.name(), "in an arc");

    let app = DynamicContainer::builder()
        .value(Config("fresh"))
        .provide::<dyn Mailer>()
        .factory_with(|config: Arc<Config>| -> Box<dyn Mailer> { Box::new(SmtpMailer { config }) })
        .build()?;
    let (one, two): (Box<dyn Mailer>, Arc<dyn Mailer>) = (app.resolve()?, app.resolve()?);
    assert_eq!((one.name(), two.name()), ("fresh", "fresh"));
    Ok(())
}

#[test]
fn an_instance_is_registered_as_a_trait() -> Tested {
    let mailer = || SmtpMailer { config: Arc::new(Config("given")) };
    let shared: Arc<dyn Mailer> = Arc::new(mailer());
    let app =
        DynamicContainer::builder().provide::<dyn Mailer>().value(Arc::clone(&shared)).build()?;
    assert!(Arc::ptr_eq(&app.resolve::<Arc<dyn Mailer>>()?, &shared));
    let boxed: Box<dyn Mailer> = Box::new(mailer());
    let app = DynamicContainer::builder().provide::<dyn Mailer>().value(boxed).build()?;
    assert_eq!(app.resolve::<&dyn Mailer>()?.name(), "given");
    Ok(())
}

#[test]
fn what_is_made_is_given_out_as_a_trait_too() -> Tested {
    let app = DynamicContainer::builder()
        .value(Config("made"))
        .factory::<SmtpMailer>()
        .provides::<dyn Mailer>(|it| it)
        .build()?;
    let boxed: Box<dyn Mailer> = app.resolve()?;
    let shared: Arc<dyn Mailer> = app.resolve()?;
    assert_eq!((boxed.name(), shared.name()), ("made", "made"));
    assert!(!std::ptr::addr_eq(&raw const *boxed, &raw const *shared));
    assert_eq!(app.resolve::<SmtpMailer>()?.name(), "made");
    Ok(())
}

pub struct Pool(&'static str);

impl Open for Pool {
    type Needs<'c> = (&'c Config,);
    type Error = std::convert::Infallible;

    async fn open((config,): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Self(config.0))
    }

    async fn close(&self) -> Result<(), Self::Error> {
        Ok(())
    }
}

#[test]
fn a_resource_knows_how_it_is_opened_or_a_function_does() -> Tested {
    let mut builder = DynamicContainer::builder();
    builder.value(Config("itself")).resource::<Pool>();
    let app = block_on(builder.start())?;
    assert_eq!(app.resolve::<&Pool>()?.0, "itself");

    let mut builder = DynamicContainer::builder();
    builder
        .value(Config("async"))
        .provide::<Pool>()
        .resource_with(|config: Arc<Config>| async move { Pool(config.0) });
    let app = block_on(builder.start())?;
    assert_eq!(app.resolve::<Arc<Pool>>()?.0, "async");

    let mut builder = DynamicContainer::builder();
    builder
        .value(Config("sync"))
        .provide::<Pool>()
        .resource_with(|config: Arc<Config>| -> Result<Pool, String> { Ok(Pool(config.0)) });
    let app = block_on(builder.start())?;
    assert_eq!(app.resolve::<Arc<Pool>>()?.0, "sync");
    Ok(())
}

#[test]
fn check_tells_the_wiring_and_builds_nothing() -> Tested {
    let graph = DynamicContainer::builder()
        .singleton_with(|| -> Numbered { panic!("nothing is built") })
        .named("the number")
        .check()?;
    let node = graph.node("the number").unwrap();
    assert_eq!(node.kind(), ProviderKind::Singleton);
    assert!(DynamicContainer::builder().singleton::<SmtpMailer>().check().is_err());
    Ok(())
}

#[test]
fn what_somebody_will_ask_for_has_to_be_there() {
    let mut builder = DynamicContainer::builder();
    builder.value(Config("here")).requires::<Arc<Config>>().requires::<Hasher>();
    builder.requires_call(&|_: Arc<Counter>| ()).requires_make::<SmtpMailer>();
    super::report(
        &builder.build().unwrap_err(),
        &expect_test::expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Hasher`
              needed by `.requires::<..>()` (builder.rs:251)
            help: register it: `.factory::<Hasher>()`

            no provider for `Arc<Counter>`
              needed by parameter #1 of a closure (builder.rs:252)
            help: register it: `.singleton::<Counter>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}
