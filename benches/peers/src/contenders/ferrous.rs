//! <https://crates.io/crates/ferrous-di>.

use std::sync::Arc;

use ferrous_di::{DiError, Resolver as _, ServiceCollection, ServiceProvider};

use crate::contender::contender;
use crate::services::{
    Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SharedCheckout, SmtpMailer, Stock,
    Talks, Trail, Users,
};

fn app() -> ServiceProvider {
    let mut services = ServiceCollection::new();
    services.add_singleton_factory(|_| Config {});
    services.add_singleton_factory(|_| Clock {});
    services.add_singleton_trait_factory(|_| -> Arc<dyn Mailer> { Arc::new(SmtpMailer {}) });
    services.add_singleton_factory(|_| Users {});
    services.add_singleton_factory(|_| Talks {});
    services.add_singleton_factory(|_| Seats {});
    services.add_scoped_factory(|_| Trail {});
    services.add_transient_factory(|_| Hasher {});
    services
        .add_transient_factory(|it| Pair { clock: it.get_required(), users: it.get_required() });
    services.add_transient_factory(|it| Price { users: it.get_required() });
    services.add_transient_factory(|it| Stock { talks: it.get_required() });
    services.add_transient_factory(|it| Receipt { seats: it.get_required() });
    services.add_transient_factory(|it| SharedCheckout {
        config: it.get_required(),
        clock: it.get_required(),
        mailer: it.get_required_trait(),
        price: it.get_required(),
        stock: it.get_required(),
        receipt: it.get_required(),
    });
    services.build()
}

contender! {
    "ferrous-di 0.2", ServiceProvider, DiError, app();
    Nothing |_app| -> () { () }
    Keep |app| { app.get::<Clock>()? }
    KeepDyn |app| { app.get_trait::<dyn Mailer>()? }
    FactoryOfNone |app| { app.get::<Hasher>()? }
    FactoryOfTwo |app| { app.get::<Pair>()? }
    Objects |app| { app.get::<SharedCheckout>()? }
    EmptyScope |app| { app.create_scope() }
    Scope |app| { app.create_scope().get::<Trail>()? }
}
