//! What a dynamic container allocates when it is asked for something.

use std::hint::black_box;
use std::sync::Arc;

use allocation_counter::measure;
use di_benches::services::{
    Checkout, Clock, Config, Greeting, Hasher, Mailer, Price, Receipt, Rounds, Seats, SmtpMailer,
    Stock, Talks, Trail, Users,
};
use di_core::{DynamicContainer, Resolve, Result};

fn app() -> Arc<DynamicContainer> {
    let mut builder = DynamicContainer::builder();
    builder.singleton::<Config>();
    builder.singleton::<Clock>();
    builder.singleton::<SmtpMailer>().provides::<dyn Mailer>(|it| it);
    builder.singleton::<Users>();
    builder.singleton::<Talks>();
    builder.singleton::<Seats>();
    builder.scoped::<Trail>();
    builder.factory::<Hasher>().provides::<dyn Rounds>(|it| it);
    builder.factory::<Greeting>();
    builder.factory::<Price>();
    builder.factory::<Stock>();
    builder.factory::<Receipt>();
    builder.factory::<Checkout>();
    builder.build().expect("all is registered")
}

/// How often it allocates when everything is built that is built once.
fn allocations<R>(resolve: impl Fn() -> Result<R>) -> u64 {
    assert!(resolve().is_ok());
    let counted = measure(|| {
        black_box(resolve()).expect("it was there before");
    });
    counted.count_total
}

#[test]
fn what_is_built_is_given_out_without_an_allocation() {
    let app = app();
    assert_eq!(allocations(|| app.resolve::<&Clock>()), 0);
    assert_eq!(allocations(|| app.resolve::<Arc<Clock>>()), 0);
    assert_eq!(allocations(|| app.resolve::<Arc<dyn Mailer>>()), 0);
    let scope = app.scope();
    assert_eq!(allocations(|| scope.resolve::<&Clock>()), 0);
    assert_eq!(allocations(|| scope.resolve::<&Trail>()), 0);
    assert_eq!(allocations(|| scope.resolve::<Arc<Trail>>()), 0);
}

#[test]
fn what_is_made_each_time_allocates_only_what_its_constructor_does() {
    let app = app();
    assert_eq!(allocations(|| app.resolve::<Hasher>()), 0);
    assert_eq!(allocations(|| app.resolve::<Greeting>()), 0);
    assert_eq!(allocations(|| app.resolve::<Checkout>()), 0);
    assert_eq!(allocations(|| app.resolve::<Box<dyn Rounds>>()), 1, "its box");
}
