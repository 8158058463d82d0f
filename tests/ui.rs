//! The compile errors, as a user sees them: one rule a file, with its golden
//! text beside it.
//!
//! trybuild runs `cargo check`: what is reported here needs no build. To write
//! the golden files, `TRYBUILD=overwrite cargo test -p di-tests --test ui`; to
//! run a part, add `-- ui trybuild=cycle_`.

#[test]
fn ui() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
