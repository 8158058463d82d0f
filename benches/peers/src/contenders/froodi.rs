//! <https://crates.io/crates/froodi>.

use std::sync::Arc;

use froodi::DefaultScope::{App, Request};
use froodi::{Container, Inject, InjectTransient, ResolveErrorKind, boxed, registry};

use crate::contender::contender;
use crate::services::{
    Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SmtpMailer, Stock, Talks, Trail,
    Users,
};

/// Its objects of a trait are in a box.
pub struct Checkout {
    /// A dependency.
    pub config: Arc<Config>,
    /// A dependency.
    pub clock: Arc<Clock>,
    /// A dependency.
    pub mailer: Arc<Box<dyn Mailer>>,
    /// A dependency.
    pub price: Price,
    /// A dependency.
    pub stock: Stock,
    /// A dependency.
    pub receipt: Receipt,
}

fn app() -> Container {
    Container::new(registry! {
        scope(App) [
            provide(|| Ok(Config {})),
            provide(|| Ok(Clock {})),
            provide(|| Ok(boxed!(SmtpMailer {}; Mailer))),
            provide(|| Ok(Users {})),
            provide(|| Ok(Talks {})),
            provide(|| Ok(Seats {})),
            provide(|| Ok(Hasher {})),
            provide(|Inject(clock): Inject<Clock>, Inject(users): Inject<Users>| {
                Ok(Pair { clock, users })
            }),
            provide(|Inject(users): Inject<Users>| Ok(Price { users })),
            provide(|Inject(talks): Inject<Talks>| Ok(Stock { talks })),
            provide(|Inject(seats): Inject<Seats>| Ok(Receipt { seats })),
            provide(
                |Inject(config): Inject<Config>,
                 Inject(clock): Inject<Clock>,
                 Inject(mailer): Inject<Box<dyn Mailer>>,
                 InjectTransient(price): InjectTransient<Price>,
                 InjectTransient(stock): InjectTransient<Stock>,
                 InjectTransient(receipt): InjectTransient<Receipt>| {
                    Ok(Checkout {
                        config,
                        clock,
                        mailer,
                        price,
                        stock,
                        receipt,
                    })
                },
            ),
        ],
        scope(Request) [
            provide(|| Ok(Trail {})),
        ],
    })
}

fn request(app: &Container) -> Container {
    app.clone().enter_build().expect("there is such a scope")
}

contender! {
    "froodi 1.0-beta", Container, ResolveErrorKind, app();
    Nothing |_app| -> () { () }
    Keep |app| { app.get::<Clock>()? }
    KeepDyn |app| { app.get::<Box<dyn Mailer>>()? }
    FactoryOfNone |app| { app.get_transient::<Hasher>()? }
    FactoryOfTwo |app| { app.get_transient::<Pair>()? }
    Objects |app| { app.get_transient::<Checkout>()? }
    EmptyScope |app| { request(app) }
    Scope |app| { request(app).get::<Trail>()? }
}
