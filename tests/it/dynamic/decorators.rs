//! Decorators: services around services.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;

use super::{Tested, report};

pub trait Greeting: Send + Sync {
    fn text(&self) -> String;
}

di_core::by_reference!(dyn Greeting);

#[derive(Injectable)]
pub struct Hello;

impl Greeting for Hello {
    fn text(&self) -> String {
        "hello".into()
    }
}

#[derive(Injectable)]
pub struct Loud {
    #[inject(assisted)]
    inner: Arc<dyn Greeting>,
}

impl Greeting for Loud {
    fn text(&self) -> String {
        self.inner.text() + "!"
    }
}

/// Needs something of its own.
#[derive(Injectable)]
pub struct Named {
    name: Arc<String>,
    #[inject(assisted)]
    inner: Arc<dyn Greeting>,
}

impl Greeting for Named {
    fn text(&self) -> String {
        format!("{} {}", self.inner.text(), self.name)
    }
}

#[test]
fn decorators_wrap_in_order_and_have_dependencies_of_their_own() -> Tested {
    let app = DynamicContainer::builder()
        .decorate::<dyn Greeting, Named>(|it| it)
        .decorate::<dyn Greeting, Loud>(|it| it)
        .singleton::<Hello>()
        .provides::<dyn Greeting>(|it| it)
        .value("ada".to_owned())
        .build()?;
    assert_eq!(app.resolve::<&dyn Greeting>()?.text(), "hello ada!");
    assert_eq!(app.resolve::<&Hello>()?.text(), "hello", "as itself it is bare");
    let app = DynamicContainer::builder()
        .value("ada".to_owned())
        .singleton::<Hello>()
        .provides::<dyn Greeting>(|it| it)
        .decorate::<dyn Greeting, Loud>(|it| it)
        .decorate::<dyn Greeting, Named>(|it| it)
        .build()?;
    assert_eq!(app.resolve::<&dyn Greeting>()?.text(), "hello! ada");
    Ok(())
}

#[test]
fn what_is_scoped_is_decorated_in_each_scope() -> Tested {
    let app = DynamicContainer::builder()
        .input::<String>()
        .scoped::<Hello>()
        .provides::<dyn Greeting>(|it| it)
        .decorate::<dyn Greeting, Named>(|it| it)
        .build()?;
    let one = app.scope_with(("ada".to_owned(),))?;
    let two = app.scope_with(("bob".to_owned(),))?;
    assert_eq!(one.resolve::<&dyn Greeting>()?.text(), "hello ada");
    assert_eq!(two.resolve::<Arc<dyn Greeting>>()?.text(), "hello bob");
    Ok(())
}

pub struct Polite;

#[test]
fn one_with_a_qualifier_is_decorated_by_it() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Hello>()
        .provides::<dyn Greeting>(|it| it)
        .qualified::<Polite>()
        .singleton_with(|| Hello)
        .provides::<dyn Greeting>(|it| it)
        .decorate_qualified::<dyn Greeting, Polite, Loud>(|it| it)
        .build()?;
    assert_eq!(app.resolve::<di_core::Named<&dyn Greeting, Polite>>()?.text(), "hello!");
    assert_eq!(app.resolve::<&dyn Greeting>()?.text(), "hello");
    Ok(())
}

#[test]
fn a_dependency_that_a_decorator_lacks_is_missing() {
    let mut builder = DynamicContainer::builder();
    builder.singleton::<Hello>().provides::<dyn Greeting>(|it| it);
    builder.decorate::<dyn Greeting, Named>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<String>`
              needed by `Named.name` (decorators.rs:42)
            help: register it: `.singleton::<String>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn what_is_made_or_given_or_not_there_is_not_decorated() {
    let mut builder = DynamicContainer::builder();
    builder.factory::<Hello>().provides::<dyn Greeting>(|it| it);
    builder.decorate::<dyn Greeting, Loud>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            a factory cannot be decorated
              decorated by `Loud` (decorators.rs:127)
              `Hello`, registered (decorators.rs:126)
            help: decorate a singleton, or a scoped service that is built at once"#]],
    );
    builder.decorate::<dyn Greeting, Loud>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Greeting>`, which is decorated
              decorated by `Loud` (decorators.rs:138)
            help: register a type that implements it: `.singleton::<SomeType>().provides::<dyn Greeting>(|it| it)`"#]],
    );
}

#[test]
fn a_failing_decorator_leaves_the_slot_empty() -> Tested {
    static LEFT: AtomicU32 = AtomicU32::new(2);

    #[derive(Injectable)]
    struct Fails {
        flaky: Arc<Token>,
        #[inject(assisted)]
        inner: Arc<dyn Greeting>,
    }

    struct Token;

    impl Greeting for Fails {
        fn text(&self) -> String {
            let _ = &self.flaky;
            self.inner.text()
        }
    }

    let built = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&built);
    let app = DynamicContainer::builder()
        .singleton_with(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            Hello
        })
        .provides::<dyn Greeting>(|it| it)
        .provide::<Token>()
        .singleton_with(|| match LEFT.fetch_sub(1, Ordering::Relaxed) {
            2 => Err("not yet"),
            _ => Ok(Token),
        })
        .decorate::<dyn Greeting, Fails>(|it| it)
        .build()?;
    let error = app.resolve::<Arc<dyn Greeting>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    crate::errors::check(
        &error,
        &expect![[r#"
            the constructor of `Token` failed
              `Token` is registered (dynamic/decorators.rs:179)
              needed by `Fails.flaky` (dynamic/decorators.rs:156)
            path: Fails -> Token
            caused by: not yet"#]],
    );
    assert_eq!(app.resolve::<&dyn Greeting>()?.text(), "hello");
    assert_eq!(built.load(Ordering::Relaxed), 2);
    Ok(())
}

#[derive(Injectable)]
pub struct Wire {
    #[inject(assisted)]
    _inner: Arc<Line>,
}

pub struct Line;

#[test]
fn what_is_opened_is_not_decorated() {
    let mut builder = DynamicContainer::builder();
    builder.provide::<Line>().resource_with(|| async { Line });
    builder.decorate::<Line, Wire>(|_| unreachable!("it is not built"));
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
        the container cannot be built

        a resource cannot be decorated
          decorated by `Wire` (decorators.rs:213)
          `Line`, registered (decorators.rs:212)
        help: decorate a singleton, or a scoped service that is built at once"#]],
    );
    builder.provide::<Line>().scoped_async(|| async { Line });
    builder.decorate::<Line, Wire>(|_| unreachable!("it is not built"));
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            a scoped service that is opened cannot be decorated
              decorated by `Wire` (decorators.rs:225)
              `Line`, registered (decorators.rs:224)
            help: decorate a singleton, or a scoped service that is built at once"#]],
    );
}
