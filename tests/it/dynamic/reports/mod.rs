//! What is said of a wiring that is wrong: each text that there is, and how it reads.
//!
//! Lines move when something is added: `UPDATE_EXPECT=1` has to be run twice then.

mod captives;
mod cycles;
mod duplicates;
mod forms;
mod machine;
mod many;
mod misplaced;
mod missing;
mod overrides;
mod pasted;
mod similar;
mod standing;
mod startup;

use std::ops::DerefMut;

use di_core::Builder;
use expect_test::Expect;

/// Compares the whole report.
#[track_caller]
fn check(mut builder: impl DerefMut<Target = Builder>, expected: &Expect) {
    let error = builder.build().expect_err("something is wrong with it");
    expected.assert_eq(&format!("{error:#}").replace("tests/it/dynamic/reports/", ""));
}
