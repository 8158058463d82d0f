//! What has to be there when the program starts.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

struct Pool;

#[derive(Injectable)]
struct Cache;

#[derive(Injectable)]
struct Worker;

#[derive(Injectable)]
struct Spool;

async fn connect() -> Pool {
    Pool
}

#[test]
fn what_is_opened_when_the_container_starts() {
    let mut app = DynamicContainer::builder();
    app.provide::<Pool>().resource_with(connect);
    app.singleton::<Cache>().eager();
    app.singleton::<Worker>().start_with(|_| ());
    app.singleton::<Spool>().stop_with(|_: Arc<Spool>| ());
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            the container has to be started
              `Pool` is opened then (startup.rs:29)
              `Cache` is built then (startup.rs:30)
              `Worker` is started then (startup.rs:31)
              `Spool` is stopped when it is shut down (startup.rs:32)
            help: start it, `.start().await`, in the place of `.build()`; or, in a test, override these"#]],
    );
}

#[test]
fn crates_that_contribute_nothing() {
    let mut app = DynamicContainer::builder();
    app.expect_crate("app-plugins");
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            the crate `app-plugins` contributes nothing
              expected (startup.rs:50)
            help: name it in your program: `use app_plugins as _;`; what is only listed in `Cargo.toml` is not linked"#]],
    );
}

#[tokio::test]
async fn a_start_tells_it_too() {
    let mut app = DynamicContainer::builder();
    app.requires::<Arc<Pool>>();
    let error = app.start().await.unwrap_err();
    expect![[r#"
        the container did not start: the container cannot be built

        no provider for `Arc<Pool>`
          needed by `.requires::<..>()` (startup.rs:65)
        help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`"#]]
    .assert_eq(&format!("{error:#}").replace("tests/it/dynamic/reports/", ""));
}
