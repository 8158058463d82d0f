//! Several problems in one report.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

struct RequestId;
struct Pool;

#[derive(Injectable)]
struct Users {
    _pool: Arc<Pool>,
}

#[derive(Injectable)]
struct Hen {
    _egg: Arc<Egg>,
}

#[derive(Injectable)]
struct Egg {
    _hen: Arc<Hen>,
}

#[derive(Injectable)]
struct Session {
    _request: Arc<RequestId>,
}

#[test]
fn they_are_sorted_by_kind_and_then_by_place() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>().singleton::<Session>().singleton::<Hen>().singleton::<Egg>();
    app.requires::<Arc<u8>>();
    app.requires::<Arc<u16>>();
    app.singleton::<Users>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 5 problems

            no provider for `Arc<Pool>`
              needed by `Users._pool` (many.rs:16)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<u8>`
              needed by `.requires::<..>()` (many.rs:38)
            help: register it: `.singleton::<u8>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<u16>`
              needed by `.requires::<..>()` (many.rs:39)
            help: register it: `.singleton::<u16>()`, `.singleton_with(..)` or `.value(..)`

            dependency cycle of `Hen` and `Egg`
              `Hen`, through `_egg`, needs (many.rs:21)
              `Egg`, through `_hen`, needs (many.rs:26)
              `Hen`
            help: break it by injecting `Lazy<..>` at one of these edges

            captive dependency: `Session` would outlive `RequestId`
              `Session`, a singleton, through `_request`, needs (many.rs:31)
              `RequestId`, which lives in a scope (many.rs:37)
            help: register it as `.scoped::<Session>()` or `.factory::<Session>()`, or pass `RequestId` to its methods"#]],
    );
}

#[test]
fn in_one_line_the_first_is_told() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hen>().singleton::<Egg>();
    expect!["the container cannot be built: dependency cycle of `Hen` and `Egg`"]
        .assert_eq(&app.build().unwrap_err().to_string());
    app.singleton::<Hen>().singleton::<Egg>().singleton::<Users>();
    expect!["the container cannot be built: no provider for `Arc<Pool>`, and one more problem"]
        .assert_eq(&app.build().unwrap_err().to_string());
    app.singleton::<Hen>().singleton::<Egg>().singleton::<Users>().singleton::<Users>();
    expect!["the container cannot be built: no provider for `Arc<Pool>`, and 2 more problems"]
        .assert_eq(&app.build().unwrap_err().to_string());
}
