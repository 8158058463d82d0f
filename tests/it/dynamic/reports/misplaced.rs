//! What is said of something that has no use for it.

use std::fmt;
use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

#[derive(Injectable)]
struct Sun;

#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

struct Pool;

fn connect() -> Result<Pool, Refused> {
    Err(Refused)
}

#[test]
fn options_of_other_providers() {
    let mut app = DynamicContainer::builder();
    app.value(Sun).eager();
    app.input::<u8>().start_with(|_| ());
    app.scoped_with(|| 7_u16).stop_with(|_| ());
    app.singleton_with(|| 7_u32).close_with(|_, _| ());
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 4 problems

            `.eager()` does not belong on `Sun`, which is a value
              said (misplaced.rs:35)
            help: remove it: it is for a singleton

            `.start_with(..)` does not belong on `u8`, which is a scope's input
              said (misplaced.rs:36)
            help: remove it: it is for a singleton

            `.stop_with(..)` does not belong on `u16`, which is a scoped service
              said (misplaced.rs:37)
            help: remove it: it is for a singleton

            `.close_with(..)` does not belong on `u32`, which is a singleton
              said (misplaced.rs:38)
            help: remove it: it is for a resource or a scoped service; a singleton has `.stop_with(..)`"#]],
    );
}

#[test]
fn functions_that_return_more_than_they_build() {
    let mut app = DynamicContainer::builder();
    app.singleton_with(connect);
    app.scoped_with(|| Ok::<Arc<Vec<(u8, u8)>>, Refused>(Arc::default()));
    app.singleton_with(|| Box::new(Sun));
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 3 problems

            `connect` returns `Result<Pool, Refused>`, and this would be registered, not what is in it
              registered (misplaced.rs:65)
            help: say what it builds: `.provide::<Pool>().singleton_with(connect)`

            a closure returns `Result<Arc<Vec<(u8, u8)>>, Refused>`, and this would be registered, not what is in it
              registered (misplaced.rs:66)
            help: say what it builds: `.provide::<Vec<(u8, u8)>>().scoped_with(..)`

            a closure returns `Box<Sun>`, and this would be registered, not what is in it
              registered (misplaced.rs:67)
            help: say what it builds: `.provide::<Sun>().singleton_with(..)`"#]],
    );
}
