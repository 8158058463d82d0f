//! What may have been meant by what is missing.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

pub trait Mailer: Send + Sync {}

mod other {
    use di_core::prelude::*;

    pub trait Mailer: Send + Sync {}

    #[derive(Injectable)]
    pub struct Config;

    impl Mailer for Config {}
}

struct Config;
struct Configuration;
struct Repo<T>(T);
struct Primary;
struct Replica;

#[derive(Injectable)]
struct SmtpMailer;
impl Mailer for SmtpMailer {}

#[derive(Injectable)]
struct Postman;
impl Mailer for Postman {}

fn postman() -> Postman {
    Postman
}

#[test]
fn a_type_whose_name_says_that_it_may_implement_the_trait() {
    let mut app = DynamicContainer::builder();
    app.singleton::<SmtpMailer>();
    app.requires::<Arc<dyn Mailer>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:46)
            similar: `SmtpMailer` is registered (similar.rs:45); perhaps it implements `Mailer`, but it is not provided as `dyn Mailer`
            help: provide it: `.singleton::<SmtpMailer>().provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn a_type_that_is_seen_as_the_trait_elsewhere() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Postman>();
    app.singleton::<Postman>().qualified::<Primary>().provides::<dyn Mailer>(|it| it).when(false);
    app.requires::<Arc<dyn Mailer>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:64)
            similar: `Postman` is registered (similar.rs:62); it implements `Mailer`, but is not provided as `dyn Mailer`
            help: provide it: `.singleton::<Postman>().provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn a_function_s_type_that_is_seen_as_the_trait_elsewhere() {
    let mut app = DynamicContainer::builder();
    app.singleton_with(postman);
    app.scoped::<Postman>().qualified::<Primary>().contributes::<dyn Mailer>(|it| it).when(false);
    app.requires::<Arc<dyn Mailer>>();
    app.requires::<Box<dyn Mailer>>();
    app.requires::<Vec<Arc<dyn Mailer>>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 3 problems

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:82)
            similar: `Postman` is registered (similar.rs:80); it implements `Mailer`, but is not provided as `dyn Mailer`
            help: provide it: add `.provides::<dyn Mailer>(|it| it)` where it is registered

            no provider for `Box<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:83)
            similar: `Postman` is registered (similar.rs:80); it implements `Mailer`, but is not provided as `dyn Mailer`
            help: provide it: `.factory::<Postman>().provides::<dyn Mailer>(|it| it)`

            no provider for `Vec<Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:84)
            similar: `Postman` is registered (similar.rs:80); it implements `Mailer`, but is not provided as `dyn Mailer`
            help: provide it: add `.contributes::<dyn Mailer>(|it| it)` where it is registered"#]],
    );
}

#[test]
fn what_is_only_in_a_collection() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Postman>().contributes::<dyn Mailer>(|it| it);
    app.requires::<Arc<dyn Mailer>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:111)
            similar: `Postman` is put into the collection of `dyn Mailer` (similar.rs:110)
            help: ask for a `Vec<Arc<dyn Mailer>>`, or provide it alone, too: `.provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn what_is_in_no_collection() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Postman>().provides::<dyn Mailer>(|it| it);
    app.requires::<Vec<Arc<dyn Mailer>>>();
    app.requires::<std::collections::HashMap<u8, Arc<dyn Mailer>>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Vec<Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:128)
            similar: `Postman` provides `dyn Mailer` (similar.rs:127), but is in no collection
            help: put it into the collection: `.contributes::<dyn Mailer>(|it| it)`

            no provider for `HashMap<u8, Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:129)
            similar: `Postman` provides `dyn Mailer` (similar.rs:127), but is in no collection
            help: put it into the collection: `.contributes_as::<_, dyn Mailer>(key, |it| it)`"#]],
    );
}

#[test]
fn what_is_in_another_collection() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Postman>().contributes_as::<_, dyn Mailer>("post", |it| it);
    app.requires::<Vec<Arc<dyn Mailer>>>();
    app.requires::<std::collections::HashMap<u8, Arc<dyn Mailer>>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Vec<Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:151)
            similar: there is a `HashMap<&str, Arc<dyn Mailer>>` (similar.rs:150): its elements have keys
            help: ask for a `HashMap<&str, Arc<dyn Mailer>>`, or put the elements into the other, too: `.contributes::<dyn Mailer>(|it| it)`

            no provider for `HashMap<u8, Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:152)
            similar: there is a `HashMap<&str, Arc<dyn Mailer>>` (similar.rs:150): its keys are of another type
            help: ask for a `HashMap<&str, Arc<dyn Mailer>>`, or put the elements into the other, too: `.contributes_as::<_, dyn Mailer>(key, |it| it)`"#]],
    );
}

#[test]
fn what_has_no_keys() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Postman>().contributes::<dyn Mailer>(|it| it);
    app.requires::<std::collections::BTreeMap<u8, Arc<dyn Mailer>>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `BTreeMap<u8, Arc<dyn Mailer>>`
              needed by `.requires::<..>()` (similar.rs:174)
            similar: there is a `Vec<Arc<dyn Mailer>>` (similar.rs:173): its elements have no keys
            help: ask for a `Vec<Arc<dyn Mailer>>`, or put the elements into the other, too: `.contributes_as::<_, dyn Mailer>(key, |it| it)`"#]],
    );
}

#[test]
fn another_type_of_the_same_name() {
    let mut app = DynamicContainer::builder();
    app.singleton::<other::Config>();
    app.value(Repo(7_u8));
    app.requires::<Arc<Config>>();
    app.requires::<Arc<Repo<Config>>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<Config>`
              needed by `.requires::<..>()` (similar.rs:192)
            similar: `it::dynamic::reports::similar::other::Config` is registered (similar.rs:190), which is another type than `it::dynamic::reports::similar::Config`
            help: register it: `.singleton::<Config>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<Repo<Config>>`
              needed by `.requires::<..>()` (similar.rs:193)
            similar: `Repo<u8>` is registered (similar.rs:191), which is another type than `Repo<Config>`
            help: register it: `.singleton::<Repo<Config>>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn another_trait_of_the_same_name() {
    let mut app = DynamicContainer::builder();
    app.singleton::<other::Config>().provides::<dyn other::Mailer>(|it| it);
    app.requires::<Arc<dyn Mailer>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (similar.rs:215)
            similar: `dyn it::dynamic::reports::similar::other::Mailer` is registered (similar.rs:214), which is another type than `dyn it::dynamic::reports::similar::Mailer`
            help: register a type that implements it: `.singleton::<SomeType>().provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn two_missing_types_of_the_same_name() {
    let mut app = DynamicContainer::builder();
    app.requires::<Arc<Config>>();
    app.requires::<Arc<other::Config>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<it::dynamic::reports::similar::Config>`
              needed by `.requires::<..>()` (similar.rs:231)
            help: register it: `.singleton::<Config>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<it::dynamic::reports::similar::other::Config>`
              needed by `.requires::<..>()` (similar.rs:232)
            help: register it: `.singleton::<Config>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn a_close_name() {
    let mut app = DynamicContainer::builder();
    app.value(Configuration);
    app.requires::<Arc<Config>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Config>`
              needed by `.requires::<..>()` (similar.rs:252)
            similar: `Configuration` is registered (similar.rs:251)
            help: register it: `.singleton::<Config>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn other_qualifiers() {
    let mut app = DynamicContainer::builder();
    app.value(Config).qualified::<Primary>();
    app.value(Config).qualified::<Replica>();
    app.requires::<Arc<Config>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Config>`
              needed by `.requires::<..>()` (similar.rs:270)
            similar: `Config` has the qualifier `Primary` (similar.rs:268)
            similar: `Config` has the qualifier `Replica` (similar.rs:269)
            help: ask for it with its qualifier: `#[inject(Primary)]` on the field, or a `Named<Arc<Config>, Primary>`
            help: ask for it with its qualifier: `#[inject(Replica)]` on the field, or a `Named<Arc<Config>, Replica>`"#]],
    );
}

#[test]
fn no_qualifier() {
    let mut app = DynamicContainer::builder();
    app.value(Config);
    app.requires::<di_core::Named<Arc<Config>, Primary>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Config>` with the qualifier `Primary`
              needed by `.requires::<..>()` (similar.rs:289)
            similar: `Config` has no qualifier (similar.rs:288)
            help: add the qualifier: `.qualified::<Primary>()`, or ask without it"#]],
    );
}
