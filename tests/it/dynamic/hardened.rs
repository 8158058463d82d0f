//! What somebody found who tried to break it.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{ErrorKind, ProblemKind};
use expect_test::expect;
use futures_executor::block_on;

use super::{Tested, report};

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Disk;
impl Check for Disk {}

struct Pool;

async fn open() -> Pool {
    Pool
}

#[derive(Container)]
struct Base {
    #[provide(with = open)]
    pool: Resource<Pool>,
}

#[test]
fn what_is_imported_is_gone_when_it_is_closed_where_it_is_from() -> Tested {
    let base = block_on(Base::new().start())?;
    let app = DynamicContainer::builder().import::<Pool, _>(&base).build()?;
    assert!(app.resolve::<&Pool>().is_ok());
    block_on(base.shutdown())?;
    assert_eq!(app.resolve::<&Pool>().err().map(|it| it.kind()), Some(ErrorKind::Closed));
    Ok(())
}

#[test]
fn an_import_that_is_not_taken_need_not_be_there() -> Tested {
    let empty = DynamicContainer::builder().build()?;
    DynamicContainer::builder()
        .import::<Disk, _>(&empty)
        .override_with::<Disk>(Arc::new(Disk))
        .build()?;
    DynamicContainer::builder().import::<Disk, _>(&empty).when(false).build()?;
    let mut builder = DynamicContainer::builder();
    builder.import::<Disk, _>(&empty).fallback();
    builder.singleton::<Disk>().build()?;
    Ok(())
}

#[test]
fn a_collection_says_which_element_an_override_took_out() {
    let mut builder = DynamicContainer::builder();
    builder.singleton::<Disk>().contributes::<dyn Check>(|it| it);
    builder.requires::<Vec<Arc<dyn Check>>>().override_with::<Disk>(Arc::new(Disk));
    report(
        &builder.build().expect_err("it is empty"),
        &expect![[r#"
        the container cannot be built

        no provider for `Vec<Arc<dyn Check>>`
          needed by `.requires::<..>()` (hardened.rs:58)
        similar: `Disk`, which was in it, is overridden (hardened.rs:57)
        help: override it as what is in the collection: `.override_with::<dyn Check>(..)`"#]],
    );
}

#[test]
fn an_async_function_builds_no_singleton() {
    let error = DynamicContainer::builder().singleton_with(open).build();
    report(
        &error.expect_err("its future would be it"),
        &expect![[r#"
            the container cannot be built

            `open` is `async`, and what it returns at once would be registered
              registered (hardened.rs:73)
            help: open it when the container starts, `.provide::<..>().resource_with(..)`, or in each scope, `.provide::<..>().scoped_async(..)`"#]],
    );
}

#[test]
fn a_trait_is_named() {
    let error = DynamicContainer::builder().singleton::<Disk>().provides(|it| it).build();
    report(
        &error.expect_err("it is none"),
        &expect![[r#"
            the container cannot be built

            `Disk` is provided as itself already
              said (hardened.rs:87)
            help: name the trait: `.provides::<dyn SomeTrait>(|it| it)`"#]],
    );
}

#[test]
fn what_its_scope_closes_has_no_decorators() {
    #[derive(Injectable)]
    struct Loud {
        #[inject(assisted)]
        inner: Arc<dyn Check>,
    }
    impl Check for Loud {}
    let _ = |it: Loud| it.inner;
    let mut builder = DynamicContainer::builder();
    builder.scoped::<Disk>().provides::<dyn Check>(|it| it).close_with(|_: Arc<Disk>, _| ());
    let error = builder.decorate::<dyn Check, Loud>(|it| it).build().expect_err("it is closed");
    assert_eq!(error.problems()[0].kind(), ProblemKind::UnknownDecorated);
    report(
        &error,
        &expect![[r#"
            the container cannot be built

            a scoped service that is closed cannot be decorated
              decorated by `Loud` (hardened.rs:110)
              `Disk`, registered (hardened.rs:109)
            help: decorate a singleton, or a scoped service that is built at once"#]],
    );
}

#[test]
fn a_value_is_never_closed() {
    let error =
        DynamicContainer::builder().value(Pool).close_within(std::time::Duration::MAX).build();
    report(
        &error.expect_err("a value"),
        &expect![[r#"
            the container cannot be built

            `.close_within(..)` does not belong on `Pool`, which is a value
              said (hardened.rs:127)
            help: remove it: it is for a resource or a singleton"#]],
    );
}

#[test]
fn an_element_that_is_not_there_is_named_by_its_key() -> Tested {
    let app = DynamicContainer::builder()
        .singleton::<Disk>()
        .contributes_as::<_, dyn Check>("disk", |it| it)
        .build()?;
    let error = app.resolve_entry::<_, Arc<dyn Check>>(&"memory").err().expect("there is none");
    expect![[r#"
        no provider for `Arc<dyn Check>`
          `Arc<dyn Check>` is asked for (dynamic/hardened.rs:145)
        path: Arc<dyn Check>
        caused by: nobody has registered it under the key `"memory"`
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`"#]].assert_eq(&format!("{error:#}").replace("tests/it/", ""));
    Ok(())
}
