//! What all contenders provide. It is written here, because what a peer asks of a service is
//! only to be said of one's own.

use std::sync::Arc;

use di_core::prelude::*;

/// Defines services that are made of their fields, and nothing else.
macro_rules! services {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Injectable)]
        pub struct $name {
            $(#[doc = "A dependency."] pub $field: $ty,)*
        }

        impl coi::Inject for $name {}
    )*};
}

services! {
    /// A singleton.
    Config {}
    /// A singleton.
    Clock {}
    /// A singleton, asked for as a [`Mailer`].
    SmtpMailer {}
    /// A singleton.
    Users {}
    /// A singleton.
    Talks {}
    /// A singleton.
    Seats {}
    /// Built once for each scope.
    Trail {}
    /// Made anew each time, of nothing.
    Hasher {}
    /// Made anew each time, of two singletons.
    Pair { clock: Arc<Clock>, users: Arc<Users>, }
    /// A part of [`Checkout`].
    Price { users: Arc<Users>, }
    /// A part of [`Checkout`].
    Stock { talks: Arc<Talks>, }
    /// A part of [`Checkout`].
    Receipt { seats: Arc<Seats>, }
    /// Made anew each time, of three singletons and three others.
    Checkout {
        config: Arc<Config>,
        clock: Arc<Clock>,
        mailer: Arc<dyn Mailer>,
        price: Price,
        stock: Stock,
        receipt: Receipt,
    }
    /// The same for those who give out what is made anew in an `Arc`, too.
    SharedCheckout {
        config: Arc<Config>,
        clock: Arc<Clock>,
        mailer: Arc<dyn Mailer>,
        price: Arc<Price>,
        stock: Arc<Stock>,
        receipt: Arc<Receipt>,
    }
}

/// Sends messages.
pub trait Mailer: Send + Sync {
    /// Sends one.
    fn send(&self) -> u64;
}

impl coi::Inject for dyn Mailer {}

impl Mailer for SmtpMailer {
    fn send(&self) -> u64 {
        1
    }
}
