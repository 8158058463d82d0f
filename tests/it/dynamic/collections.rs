//! What several contribute to.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;

use super::{Tested, report};

pub trait Payment: Send + Sync {
    fn name(&self) -> String;
}

di_core::by_reference!(dyn Payment);

#[derive(Default)]
pub struct Built(AtomicU32);

macro_rules! payments {
    ($($Name:ident)*) => {$(
        pub struct $Name;

        impl $Name {
            #[allow(dead_code, reason = "not each is built so")]
            fn new(built: Arc<Built>) -> Self {
                built.0.fetch_add(1, Ordering::Relaxed);
                Self
            }
        }

        impl Payment for $Name {
            fn name(&self) -> String {
                stringify!($Name).to_lowercase()
            }
        }
    )*};
}

payments!(Card Cash Gift);
di_core::by_value!(Gift);

fn names(all: &[Arc<dyn Payment>]) -> String {
    all.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

fn lent(all: &[&dyn Payment]) -> String {
    all.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

#[derive(Injectable)]
pub struct Till<'a> {
    kept: Vec<Arc<dyn Payment>>,
    borrowed: Vec<&'a dyn Payment>,
    sorted: BTreeMap<&'static str, Arc<dyn Payment>>,
    hashed: HashMap<&'static str, &'a dyn Payment>,
    later: Lazy<Vec<Arc<dyn Payment>>>,
}

#[test]
fn a_collection_has_its_elements_in_the_order_of_registration() -> Tested {
    let app = DynamicContainer::builder()
        .value(Built::default())
        .singleton_with(Gift::new)
        .contributes::<dyn Payment>(|it| it)
        .contributes_as::<_, dyn Payment>("z gift", |it| it)
        .value(Card)
        .contributes_as::<_, dyn Payment>("card", |it| it)
        .contributes::<dyn Payment>(|it| it)
        .singleton_with(Cash::new)
        .contributes::<dyn Payment>(|it| it)
        .factory::<Till<'static>>()
        .build()?;
    let till: Till<'_> = app.resolve()?;
    assert_eq!(names(&till.kept), "gift card cash");
    assert_eq!(lent(&till.borrowed), "gift card cash");
    assert_eq!(names(&till.later.get()?), "gift card cash");
    assert_eq!(till.sorted.keys().copied().collect::<Vec<_>>(), ["card", "z gift"]);
    assert_eq!((till.hashed["card"].name(), till.hashed.len()), ("card".into(), 2));
    assert_eq!(app.resolve::<&Built>()?.0.load(Ordering::Relaxed), 2, "each once");
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Card,
    Cash(u32),
}

#[test]
fn keys_are_of_any_type_and_one_is_built_without_the_others() -> Tested {
    let app = DynamicContainer::builder()
        .value(Built::default())
        .singleton_with(Card::new)
        .contributes_as::<_, dyn Payment>(Method::Card, |it| it)
        .scoped_with(Cash::new)
        .contributes_as::<_, dyn Payment>(Method::Cash(1), |it| it)
        .contributes_as::<_, dyn Payment>(Method::Cash(2), |it| it)
        .factory_with(Gift::new)
        .contributes_as::<_, dyn Payment>(String::from("gift"), |it| it)
        .build()?;
    let built: &Built = app.resolve()?;
    let count = || built.0.load(Ordering::Relaxed);
    let card: &dyn Payment = app.resolve_entry(&Method::Card)?;
    assert_eq!((card.name(), count()), ("card".into(), 1));
    let scope = app.scope();
    let (one, two): (Arc<dyn Payment>, Arc<dyn Payment>) =
        (scope.resolve_entry(&Method::Cash(1))?, scope.resolve_entry(&Method::Cash(2))?);
    assert!(Arc::ptr_eq(&one, &two));
    assert_eq!(count(), 2);
    let gift: Arc<dyn Payment> = app.scope_owned().resolve_entry(&"gift".to_owned())?;
    assert_eq!((gift.name(), count()), ("gift".into(), 3));
    let all: BTreeMap<Method, Arc<dyn Payment>> = scope.resolve()?;
    assert_eq!(names(&all.into_values().collect::<Vec<_>>()), "card cash cash");
    let all: HashMap<String, Arc<dyn Payment>> = app.resolve()?;
    assert_eq!(all["gift"].name(), "gift");
    assert_eq!(count(), 4);
    Ok(())
}

#[test]
fn a_key_that_no_element_has_is_an_error() -> Tested {
    let app = DynamicContainer::builder()
        .value(Card)
        .contributes_as::<_, dyn Payment>(Method::Card, |it| it)
        .build()?;
    let error = app.resolve_entry::<_, Arc<dyn Payment>>(&Method::Cash(1)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotProvided);
    crate::errors::check(
        &error,
        &expect![[r#"
            no provider for `Arc<dyn Payment>`
              `Arc<dyn Payment>` is asked for (dynamic/collections.rs:129)
            path: Arc<dyn Payment>
            caused by: nobody has registered it under the key `Cash(1)`
            help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`"#]],
    );
    let error = app.resolve_entry::<_, Arc<dyn Payment>>(&"card").err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotProvided);
    assert!(app.resolve::<Vec<Arc<dyn Payment>>>().is_err(), "it has a key of its own");
    Ok(())
}

#[test]
fn a_collection_may_be_empty_if_it_is_declared() -> Tested {
    let app = DynamicContainer::builder()
        .collection::<dyn Payment>()
        .collection_by::<u8, dyn Payment>()
        .build()?;
    assert!(app.resolve::<Vec<Arc<dyn Payment>>>()?.is_empty());
    assert!(app.resolve::<Vec<&dyn Payment>>()?.is_empty());
    assert!(app.resolve::<BTreeMap<u8, Arc<dyn Payment>>>()?.is_empty());
    let app = DynamicContainer::builder()
        .collection::<dyn Payment>()
        .value(Card)
        .contributes::<dyn Payment>(|it| it)
        .build()?;
    assert_eq!(app.resolve::<Vec<&dyn Payment>>()?.len(), 1, "it need not be");
    Ok(())
}

#[test]
fn a_collection_that_nobody_knows_is_missing() {
    let error = DynamicContainer::builder().factory::<Till<'static>>().build().unwrap_err();
    report(
        &error,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Vec<Arc<dyn Payment>>`
              needed by `Till<'_>.kept` (collections.rs:55)
              needed by `Till<'_>.borrowed` (collections.rs:56)
              needed by `Till<'_>.later` (collections.rs:59)
            help: put something into it: `.contributes::<dyn Payment>(|it| it)`; or declare it empty: `.collection::<dyn Payment>()`

            no provider for `BTreeMap<&str, Arc<dyn Payment>>`
              needed by `Till<'_>.sorted` (collections.rs:57)
              needed by `Till<'_>.hashed` (collections.rs:58)
            help: put something into it: `.contributes_as::<_, dyn Payment>(key, |it| it)`; or declare it empty: `.collection_by::<.., dyn Payment>()`"#]],
    );
}

#[test]
fn one_key_twice_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.value(Card).contributes_as::<_, dyn Payment>("card", |it| it);
    builder.value(Cash).contributes_as::<_, dyn Payment>("card", |it| it);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            the key `"card"` is twice in the `HashMap<&str, Arc<dyn Payment>>`
              `Card`, registered (collections.rs:188)
              `Cash`, registered (collections.rs:189)
            help: give one of them another key"#]],
    );
}

#[test]
fn what_is_in_a_collection_only_is_no_provider_of_the_trait() -> Tested {
    let app =
        DynamicContainer::builder().value(Card).contributes::<dyn Payment>(|it| it).build()?;
    assert!(app.resolve::<Arc<dyn Payment>>().is_err());
    assert_eq!(lent(&app.resolve::<Vec<&dyn Payment>>()?), "card");
    Ok(())
}

#[test]
fn a_collection_is_made_anew_of_what_is_made_anew() -> Tested {
    let app = DynamicContainer::builder()
        .factory_with(|| Gift)
        .contributes::<dyn Payment>(|it| it)
        .value(Card)
        .contributes::<dyn Payment>(|it| it)
        .build()?;
    assert_eq!(names(&app.resolve::<Vec<Arc<dyn Payment>>>()?), "gift card");
    Ok(())
}

#[derive(Injectable)]
pub struct Shelf<'a> {
    payments: Vec<&'a dyn Payment>,
}

#[test]
fn what_is_made_anew_cannot_be_borrowed_from_a_collection() {
    let mut builder = DynamicContainer::builder();
    builder.factory_with(|| Gift).contributes::<dyn Payment>(|it| it);
    builder.factory::<Shelf<'static>>();
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Vec<&dyn Payment>`
              needed by `Shelf<'_>.payments` (collections.rs:225)
            similar: `Gift` is made anew each time (collections.rs:231), so nobody keeps it to lend it
            help: ask for an `Arc` of each, or put something into it that is kept"#]],
    );
    let _ = |shelf: Shelf<'_>| shelf.payments.len();
}

#[test]
fn an_element_that_fails_is_named_with_its_path() -> Tested {
    let app = DynamicContainer::builder()
        .value(Card)
        .contributes::<dyn Payment>(|it| it)
        .provide::<Cash>()
        .singleton_with(|| Err::<Cash, _>("no change"))
        .contributes::<dyn Payment>(|it| it)
        .build()?;
    let error = app.resolve::<Vec<Arc<dyn Payment>>>().err().unwrap();
    crate::errors::check(
        &error,
        &expect![[r#"
            the constructor of `Cash` failed
              `Cash` is registered (dynamic/collections.rs:252)
              needed by `Vec<Arc<dyn Payment>>.Cash` (dynamic/collections.rs:253)
            path: Vec<Arc<dyn Payment>> -> Cash
            caused by: no change"#]],
    );
    Ok(())
}

#[test]
fn scoped_elements_need_a_scope_and_make_a_singleton_captive() -> Tested {
    #[derive(Injectable)]
    struct Holder {
        _all: Vec<Arc<dyn Payment>>,
    }
    let mut builder = DynamicContainer::builder();
    builder.scoped_with(|| Card).contributes::<dyn Payment>(|it| it);
    builder.singleton::<Holder>();
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            captive dependency: `Holder` would outlive `Card`
              `Holder`, a singleton, through `_all`, needs (collections.rs:272)
              `Vec<Arc<dyn Payment>>`, a collection, holds (collections.rs:275)
              `Card`, which lives in a scope (collections.rs:275)
            help: register it as `.scoped::<Holder>()` or `.factory::<Holder>()`, or pass `Card` to its methods"#]],
    );
    builder.scoped_with(|| Card).contributes::<dyn Payment>(|it| it);
    let app = builder.build()?;
    let error = app.resolve::<Vec<Arc<dyn Payment>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    assert_eq!(app.scope().resolve::<Vec<Arc<dyn Payment>>>()?.len(), 1);
    Ok(())
}
