//! Our container, whose providers are only known to the running program.

use std::sync::Arc;

use di_core::{DynamicContainer, Error, Resolve as _};

use crate::contender::contender;
use crate::services::{
    Checkout, Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SmtpMailer, Stock, Talks,
    Trail, Users,
};

/// Registers all.
#[must_use]
pub fn app() -> Arc<DynamicContainer> {
    let mut builder = DynamicContainer::builder();
    builder.singleton::<Config>();
    builder.singleton::<Clock>();
    builder.singleton::<SmtpMailer>().provides::<dyn Mailer>(|it| it);
    builder.singleton::<Users>();
    builder.singleton::<Talks>();
    builder.singleton::<Seats>();
    builder.scoped::<Trail>();
    builder.factory::<Hasher>();
    builder.factory::<Pair>();
    builder.factory::<Price>();
    builder.factory::<Stock>();
    builder.factory::<Receipt>();
    builder.factory::<Checkout>();
    builder.build().expect("all is registered")
}

contender! {
    "ours, dynamic", Arc<DynamicContainer>, Error, app();
    Nothing |_app| -> () { () }
    Borrow |app| -> &'static Clock { app.resolve()? }
    Keep |app| { app.resolve::<Arc<Clock>>()? }
    KeepDyn |app| { app.resolve::<Arc<dyn Mailer>>()? }
    FactoryOfNone |app| { app.resolve::<Hasher>()? }
    FactoryOfTwo |app| { app.resolve::<Pair>()? }
    Objects |app| { app.resolve::<Checkout>()? }
    EmptyScope |app| { app.scope() }
    Scope |app| { app.scope().resolve::<Arc<Trail>>()? }
}
