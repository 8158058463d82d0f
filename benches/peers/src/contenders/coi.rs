//! <https://crates.io/crates/coi>: keys are strings, and a lock is taken.

use std::sync::Arc;

use coi::{Container, ContainerBuilder, Error, Registration, RegistrationKind};

use crate::contender::contender;
use crate::services::{
    Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SharedCheckout, SmtpMailer, Stock,
    Talks, Trail, Users,
};

fn app() -> Container {
    let mut builder = ContainerBuilder::new();
    macro_rules! register {
        ($($kind:ident $key:literal: $ty:ty = |$it:ident| $make:expr;)*) => {$(
            let provide = |$it: &Container| -> Result<Arc<$ty>, Error> { Ok(Arc::new($make)) };
            let registration = Registration::new(RegistrationKind::$kind, provide);
            builder = builder.register_as($key, registration);
        )*};
    }
    register! {
        Singleton "config": Config = |_it| Config {};
        Singleton "clock": Clock = |_it| Clock {};
        Singleton "mailer": dyn Mailer = |_it| SmtpMailer {};
        Singleton "users": Users = |_it| Users {};
        Singleton "talks": Talks = |_it| Talks {};
        Singleton "seats": Seats = |_it| Seats {};
        Scoped "trail": Trail = |_it| Trail {};
        Transient "hasher": Hasher = |_it| Hasher {};
        Transient "pair": Pair =
            |it| Pair { clock: it.resolve("clock")?, users: it.resolve("users")? };
        Transient "price": Price = |it| Price { users: it.resolve("users")? };
        Transient "stock": Stock = |it| Stock { talks: it.resolve("talks")? };
        Transient "receipt": Receipt = |it| Receipt { seats: it.resolve("seats")? };
        Transient "checkout": SharedCheckout = |it| SharedCheckout {
            config: it.resolve("config")?,
            clock: it.resolve("clock")?,
            mailer: it.resolve("mailer")?,
            price: it.resolve("price")?,
            stock: it.resolve("stock")?,
            receipt: it.resolve("receipt")?,
        };
    }
    builder.build()
}

contender! {
    "coi 0.10", Container, Error, app();
    Nothing |_app| -> () { () }
    Keep |app| { app.resolve::<Clock>("clock")? }
    KeepDyn |app| { app.resolve::<dyn Mailer>("mailer")? }
    FactoryOfNone |app| { app.resolve::<Hasher>("hasher")? }
    FactoryOfTwo |app| { app.resolve::<Pair>("pair")? }
    Objects |app| { app.resolve::<SharedCheckout>("checkout")? }
    EmptyScope |app| { app.scoped() }
    Scope |app| { app.scoped().resolve::<Trail>("trail")? }
}
