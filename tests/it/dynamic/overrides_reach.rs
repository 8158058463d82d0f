//! What overrides reach, and what they do not.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;
use futures_executor::block_on;

use super::overrides::{Config, Connection, Fake, Health, Mailer, Smtp, app};
use super::{Log, Tested, report};

pub struct Fake2(&'static str);
di_core::by_value!(Fake2);

#[test]
fn what_somebody_else_needs_too_is_opened_and_checked() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<Log>()
        .value(Arc::clone(&log))
        .value(Config)
        .singleton::<Smtp>()
        .provides::<dyn Mailer>(|it| it)
        .provide::<Connection>()
        .resource_with(|log: Arc<Log>| async move {
            log.add("opened");
            Connection
        })
        .singleton_with(|_: Arc<Connection>| 5_u8);
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = block_on(builder.start())?;
    assert_eq!((*app.resolve::<&u8>()?, log.take()), (5, vec!["opened".to_owned()]));
    Ok(())
}

#[test]
fn what_somebody_outside_will_ask_for_is_opened_and_checked() -> Tested {
    let mut builder = app();
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    builder.requires::<Arc<Connection>>();
    report(
        &builder.check().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Config>`
              needed by parameter #1 of the closure that builds `Connection` (overrides.rs:72)
            help: register it: `.singleton::<Config>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
    let log = Arc::new(Log::default());
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<Log>()
        .value(Arc::clone(&log))
        .value(Config)
        .singleton::<Smtp>()
        .provides::<dyn Mailer>(|it| it)
        .provide::<Connection>()
        .resource_with(|log: Arc<Log>| async move {
            log.add("opened");
            Connection
        })
        .requires_call(&|_: Arc<Connection>| ());
    builder.override_with::<dyn Mailer>(Arc::new(Fake("fake")));
    let app = block_on(builder.start())?;
    app.resolve::<&Connection>()?;
    assert_eq!(log.take(), ["opened"]);
    Ok(())
}

#[test]
fn an_override_of_nothing_or_of_the_wrong_kind_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.factory_with(|| Fake2("fresh")).provides::<dyn Mailer>(|it| Box::new(Fake(it.0)));
    builder.override_with::<dyn Mailer>(Arc::new(Fake("kept")));
    builder.override_with::<dyn Health>(Arc::new(Fake("nobody")));
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<dyn Health>`, which is overridden
              overridden (overrides_reach.rs:78)
            help: name the type or the trait that is registered, `.override_with::<dyn SomeTrait>(..)`, or remove the override

            `dyn Mailer` is a factory, so an instance cannot take its place
              overridden (overrides_reach.rs:77)
              `Fake2`, registered (overrides_reach.rs:76)
            help: override what makes it: `.override_boxed_with::<dyn Mailer, _>(|| ..)`"#]],
    );
}

#[test]
fn an_override_that_nobody_could_ask_for_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.value(Fake("off")).provides::<dyn Mailer>(|it| it).when(false);
    builder.override_with::<dyn Mailer>(Arc::new(Fake("unused")));
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            the override of `Arc<dyn Mailer>` reaches nothing
              overridden (overrides_reach.rs:99)
            similar: `Fake` would provide it, but its condition does not hold (overrides_reach.rs:98)
            help: remove the override"#]],
    );
}
