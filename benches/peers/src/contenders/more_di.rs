//! <https://crates.io/crates/more-di>.

use std::convert::Infallible;
use std::sync::Arc;

use di::{
    ServiceCollection, ServiceProvider, scoped_factory, singleton_factory, transient_factory,
};

use crate::contender::contender;
use crate::services::{
    Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SharedCheckout, SmtpMailer, Stock,
    Talks, Trail, Users,
};

fn app() -> ServiceProvider {
    ServiceCollection::new()
        .add(singleton_factory(|_| Arc::new(Config {})))
        .add(singleton_factory(|_| Arc::new(Clock {})))
        .add(singleton_factory(|_| -> Arc<dyn Mailer> { Arc::new(SmtpMailer {}) }))
        .add(singleton_factory(|_| Arc::new(Users {})))
        .add(singleton_factory(|_| Arc::new(Talks {})))
        .add(singleton_factory(|_| Arc::new(Seats {})))
        .add(scoped_factory(|_| Arc::new(Trail {})))
        .add(transient_factory(|_| Arc::new(Hasher {})))
        .add(transient_factory(|it| {
            Arc::new(Pair { clock: it.get_required(), users: it.get_required() })
        }))
        .add(transient_factory(|it| Arc::new(Price { users: it.get_required() })))
        .add(transient_factory(|it| Arc::new(Stock { talks: it.get_required() })))
        .add(transient_factory(|it| Arc::new(Receipt { seats: it.get_required() })))
        .add(transient_factory(|it| {
            Arc::new(SharedCheckout {
                config: it.get_required(),
                clock: it.get_required(),
                mailer: it.get_required(),
                price: it.get_required(),
                stock: it.get_required(),
                receipt: it.get_required(),
            })
        }))
        .build_provider()
        .expect("all is registered")
}

contender! {
    "more-di 3.2", ServiceProvider, Infallible, app();
    Nothing |_app| -> () { () }
    Keep |app| { app.get_required::<Clock>() }
    KeepDyn |app| { app.get_required::<dyn Mailer>() }
    FactoryOfNone |app| { app.get_required::<Hasher>() }
    FactoryOfTwo |app| { app.get_required::<Pair>() }
    Objects |app| { app.get_required::<SharedCheckout>() }
    EmptyScope |app| { app.create_scope() }
    Scope |app| { app.create_scope().get_required::<Trail>() }
}
