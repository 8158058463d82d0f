//! A program that names two crates which contribute the same.
#![cfg(not(target_family = "wasm"))] // There, what is only named is not linked.
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{Builder, Problem, ProblemKind};
use di_discovery_plugins::{Currency, Mailer};
use di_discovery_rival as _;
use expect_test::expect;

#[test]
fn two_that_contribute_the_same_are_both_named() {
    let error = DynamicContainer::discover().build().expect_err("two currencies");
    let kinds: Vec<_> = error.problems().iter().map(Problem::kind).collect();
    assert_eq!(kinds, [ProblemKind::Duplicate]);
    expect![[r#"
        the container cannot be built

        `Arc<Currency>` is provided twice
          `Currency`, registered by `di_discovery_plugins` (tests/discovery/plugins/src/lib.rs:20)
          `Currency`, registered by `di_discovery_rival` (tests/discovery/rival/src/lib.rs:7)
        help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]].assert_eq(&format!("{error:#}"));
}

#[test]
fn a_program_decides_by_replacing_both() {
    fn decided(builder: &mut Builder) {
        builder.value(Currency("GBP")).replace();
    }
    let app = DynamicContainer::discover().module(decided).build().expect("one currency");
    assert_eq!(app.resolve::<&Currency>().expect("it is there").0, "GBP");
    let mailer: Arc<dyn Mailer> = app.resolve().expect("it is there");
    assert_eq!(mailer.name(), "smtp", "the other is a fallback");
}
