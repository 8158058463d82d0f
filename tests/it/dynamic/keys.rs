//! Keys: traits, qualifiers, aliases.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;

use super::{Tested, report};

pub trait Reader: Send + Sync {
    fn read(&self) -> u32;
}

pub trait Writer: Reader {
    fn write(&self, value: u32);
}

di_core::by_reference!(dyn Reader, dyn Writer);

#[derive(Default, Injectable)]
pub struct Store {
    #[inject(default)]
    value: AtomicU32,
}

impl Reader for Store {
    fn read(&self) -> u32 {
        self.value.load(Ordering::Relaxed)
    }
}

impl Writer for Store {
    fn write(&self, value: u32) {
        self.value.store(value, Ordering::Relaxed);
    }
}

pub struct Primary;
pub struct Replica;

#[derive(Injectable)]
pub struct Copier<'a> {
    #[inject(Primary)]
    from: &'a dyn Reader,
    #[inject(Replica)]
    to: Arc<dyn Writer>,
    #[inject(Replica)]
    later: Lazy<Arc<Store>>,
    #[inject(Primary)]
    perhaps: Option<Arc<Store>>,
    unqualified: Option<Arc<Store>>,
}

#[test]
fn qualifiers_tell_providers_of_one_type_apart() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Store>()
        .provides::<dyn Reader>(|it| it)
        .qualified::<Primary>()
        .singleton::<Store>()
        .qualified::<Replica>()
        .provides::<dyn Writer>(|it| it)
        .factory::<Copier<'static>>()
        .build()?;
    let copier: Copier<'_> = app.resolve()?;
    copier.to.write(5);
    assert_eq!((copier.from.read(), copier.to.read()), (0, 5));
    assert_eq!(copier.later.get()?.read(), 5);
    assert_eq!(copier.perhaps.unwrap().read(), 0);
    assert!(copier.unqualified.is_none());
    let named: Named<Arc<Store>, Primary> = app.resolve()?;
    assert!(std::ptr::addr_eq(copier.from, &raw const **named));
    assert_eq!(app.resolve::<Arc<Store>>().err().unwrap().kind(), ErrorKind::NotProvided);
    Ok(())
}

#[test]
fn what_is_made_has_qualifiers_too() -> Tested {
    let app = DynamicContainer::builder()
        .factory::<Store>()
        .provides::<dyn Writer>(|it| it)
        .qualified::<Primary>()
        .build()?;
    assert_eq!(app.resolve::<Named<Store, Primary>>()?.read(), 0);
    assert_eq!(app.resolve::<Named<Box<dyn Writer>, Primary>>()?.read(), 0);
    assert_eq!(app.resolve::<Named<Arc<dyn Writer>, Primary>>()?.read(), 0);
    assert!(app.resolve::<Store>().is_err());
    Ok(())
}

#[test]
fn an_alias_gives_another_key_to_what_somebody_registers() -> Tested {
    let app = DynamicContainer::builder()
        .alias::<Store, dyn Writer>(|it| it)
        .singleton::<Store>()
        .provides::<dyn Reader>(|it| it)
        .build()?;
    app.resolve::<&dyn Writer>()?.write(3);
    assert_eq!(app.resolve::<Arc<dyn Reader>>()?.read(), 3);
    Ok(())
}

#[test]
fn an_alias_of_a_trait_is_another_trait() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Store>()
        .provides::<dyn Writer>(|it| it)
        .alias::<dyn Writer, dyn Reader>(|it| it)
        .build()?;
    app.resolve::<&dyn Writer>()?.write(3);
    assert_eq!(app.resolve::<&dyn Reader>()?.read(), 3);
    Ok(())
}

#[test]
fn an_alias_of_an_alias_may_be_said_before_it() -> Tested {
    let app = DynamicContainer::builder()
        .alias::<dyn Writer, dyn Reader>(|it| it)
        .alias::<Store, dyn Writer>(|it| it)
        .singleton::<Store>()
        .build()?;
    app.resolve::<&dyn Writer>()?.write(3);
    assert_eq!(app.resolve::<&dyn Reader>()?.read(), 3);
    Ok(())
}

#[test]
fn what_is_made_anew_has_no_alias() {
    let mut builder = DynamicContainer::builder();
    builder.provide::<dyn Writer>().factory_with(|| -> Box<dyn Writer> { Box::<Store>::default() });
    builder.alias::<dyn Writer, dyn Reader>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            a factory has no alias
              to be provided as `dyn Reader`, too (keys.rs:133)
              `dyn Writer`, registered (keys.rs:132)
            help: provide it where it is registered: `.provides::<dyn Reader>(|it| it)`"#]],
    );
}

#[test]
fn an_alias_agrees_with_what_is_in_the_collection() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Store>()
        .contributes::<dyn Reader>(|it| it)
        .alias::<Store, dyn Reader>(|it| it)
        .decorate::<dyn Reader, Plus>(|it| it)
        .build()?;
    let (one, all): (Arc<dyn Reader>, Vec<Arc<dyn Reader>>) = (app.resolve()?, app.resolve()?);
    assert_eq!((one.read(), all[0].read()), (1, 1));
    assert!(Arc::ptr_eq(&one, &all[0]));
    Ok(())
}

#[derive(Injectable)]
pub struct Plus {
    #[inject(assisted)]
    inner: Arc<dyn Reader>,
}

impl Reader for Plus {
    fn read(&self) -> u32 {
        self.inner.read() + 1
    }
}

#[test]
fn an_alias_of_a_decorated_trait_is_of_what_is_seen() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Store>()
        .provides::<dyn Writer>(|it| it)
        .alias::<dyn Writer, dyn Reader>(|it| it)
        .decorate::<dyn Reader, Plus>(|it| it)
        .build()?;
    assert_eq!(app.resolve::<&dyn Reader>()?.read(), 1);
    assert_eq!(app.resolve::<&dyn Writer>()?.read(), 0, "each key has its own decorators");
    Ok(())
}

#[test]
fn an_alias_of_nothing_and_one_of_a_key_that_is_taken_are_told() {
    let mut builder = DynamicContainer::builder();
    builder.alias::<Store, dyn Writer>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Store>`, which has an alias
              to be provided as `dyn Writer`, too (keys.rs:188)
            help: register it: `.singleton::<Store>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
    builder.singleton::<Store>().provides::<dyn Reader>(|it| it);
    builder.value(4_u32).alias::<Store, dyn Reader>(|it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            `Arc<dyn Reader>` is provided twice
              `Store`, registered (keys.rs:198)
              an alias of `Store` (keys.rs:199)
            help: remove one"#]],
    );
}
