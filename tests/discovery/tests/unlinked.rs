//! A program that names none of the crates that its manifest lists.
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

use di_core::{DynamicContainer, ProblemKind};
use expect_test::expect;

#[test]
fn a_crate_that_nobody_names_is_not_there_and_its_absence_is_told() {
    let built = DynamicContainer::discover().expect_crate("di-discovery-unnamed").build();
    let error = built.expect_err("it is not linked");
    assert_eq!(error.problems()[0].kind(), ProblemKind::MissingCrate);
    expect![[r#"
        the container cannot be built

        the crate `di-discovery-unnamed` contributes nothing
          expected (tests/discovery/tests/unlinked.rs:9)
        help: name it in your program: `use di_discovery_unnamed as _;`; what is only listed in `Cargo.toml` is not linked"#]].assert_eq(&format!("{error:#}"));
}

#[test]
fn nothing_is_found_where_nothing_is_linked() {
    let app = DynamicContainer::discover().build().expect("it is empty");
    assert_eq!(app.graph().to_string(), "DynamicContainer\n");
}
