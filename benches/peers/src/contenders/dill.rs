//! <https://crates.io/crates/dill>. A scope is a catalog that is chained to another.
#![expect(missing_docs, reason = "the attribute writes methods without")]

use std::sync::Arc;

use dill::{Catalog, InjectionError};

use crate::contender::contender;
use crate::services::{Clock, Config, Seats, Talks, Trail, Users};

/// Sends messages.
pub trait Mailer: Send + Sync {}

/// A singleton.
#[dill::component]
#[dill::scope(dill::Singleton)]
#[dill::interface(dyn Mailer)]
pub struct Smtp {}

impl Mailer for Smtp {}

/// Made anew each time.
#[dill::component]
pub struct Hasher {}

/// Made anew each time.
#[dill::component]
pub struct Pair {
    /// A dependency.
    pub clock: Arc<Clock>,
    /// A dependency.
    pub users: Arc<Users>,
}

/// Made anew each time.
#[dill::component]
pub struct Price {
    /// A dependency.
    pub users: Arc<Users>,
}

/// Made anew each time.
#[dill::component]
pub struct Stock {
    /// A dependency.
    pub talks: Arc<Talks>,
}

/// Made anew each time.
#[dill::component]
pub struct Receipt {
    /// A dependency.
    pub seats: Arc<Seats>,
}

/// Made anew each time.
#[dill::component]
pub struct Checkout {
    /// A dependency.
    pub config: Arc<Config>,
    /// A dependency.
    pub clock: Arc<Clock>,
    /// A dependency.
    pub mailer: Arc<dyn Mailer>,
    /// A dependency.
    pub price: Arc<Price>,
    /// A dependency.
    pub stock: Arc<Stock>,
    /// A dependency.
    pub receipt: Arc<Receipt>,
}

fn app() -> Catalog {
    Catalog::builder()
        .add_value(Config {})
        .add_value(Clock {})
        .add_value(Users {})
        .add_value(Talks {})
        .add_value(Seats {})
        .add::<Smtp>()
        .add::<Hasher>()
        .add::<Pair>()
        .add::<Price>()
        .add::<Stock>()
        .add::<Receipt>()
        .add::<Checkout>()
        .build()
}

contender! {
    "dill 0.17", Catalog, InjectionError, app();
    Nothing |_app| -> () { () }
    Keep |app| { app.get_one::<Clock>()? }
    KeepDyn |app| { app.get_one::<dyn Mailer>()? }
    FactoryOfNone |app| { app.get_one::<Hasher>()? }
    FactoryOfTwo |app| { app.get_one::<Pair>()? }
    Objects |app| { app.get_one::<Checkout>()? }
    EmptyScope |app| { app.builder_chained().build() }
    Scope |app| { app.builder_chained().add_value(Trail {}).build().get_one::<Trail>()? }
}
