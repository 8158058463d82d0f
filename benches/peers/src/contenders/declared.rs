//! Our container, whose providers the compiler knows.

use std::sync::Arc;

use di_core::prelude::*;

use crate::contender::contender;
use crate::services::{
    Checkout, Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SmtpMailer, Stock, Talks,
    Trail, Users,
};

/// All of it.
#[derive(Container, Debug)]
pub struct App {
    config: Singleton<Config>,
    clock: Singleton<Clock>,
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
    users: Singleton<Users>,
    talks: Singleton<Talks>,
    seats: Singleton<Seats>,
    trail: Scoped<Trail>,
    hasher: Factory<Hasher>,
    pair: Factory<Pair>,
    price: Factory<Price>,
    stock: Factory<Stock>,
    receipt: Factory<Receipt>,
    checkout: Factory<Checkout>,
}

contender! {
    "ours, declared", App, di_core::Error, App::new();
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
