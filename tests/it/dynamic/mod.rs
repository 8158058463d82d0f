//! Containers whose providers are only known to the running program.

mod builder;
mod choices;
mod collections;
mod decorators;
mod errors;
mod hardened;
mod imports;
mod keys;
mod large;
mod later;
mod leaks;
mod lifecycle;
mod overrides;
mod overrides_reach;
mod reports;
mod scopes;
mod scopes_async;
mod services;
mod sharing;
mod threads;

use std::sync::{Arc, Mutex};

use di_core::BuildError;
use expect_test::Expect;

/// What a test returns that says `?`.
type Tested = Result<(), Box<dyn std::error::Error>>;

/// What happened, in order.
#[derive(Default)]
pub struct Log(Mutex<Vec<String>>);

impl Log {
    pub fn add(&self, entry: impl Into<String>) {
        self.0.lock().unwrap().push(entry.into());
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Writes its name down when it is dropped.
pub struct Trace(&'static str, Arc<Log>);

impl Drop for Trace {
    fn drop(&mut self) {
        self.1.add(self.0);
    }
}

/// Compares a whole report.
fn report(error: &BuildError, expected: &Expect) {
    expected.assert_eq(&format!("{error:#}").replace("tests/it/dynamic/", ""));
}
