//! The services that all sides wire, each with a constructor for those who call
//! it by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use di_core::prelude::*;

/// Defines the singletons without dependencies.
macro_rules! singletons {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Injectable)]
        pub struct $name {
            #[inject(default)]
            seen: AtomicU64,
        }

        impl $name {
            /// Creates it.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }

            /// Counts a call.
            pub fn touch(&self) -> u64 {
                self.seen.fetch_add(1, Ordering::Relaxed)
            }
        }
    )*};
}

singletons! {
    /// What the application is told at its start.
    Config;
    /// Tells the time.
    Clock;
    /// Sends messages.
    SmtpMailer;
    /// Knows the users.
    Users;
    /// Knows the talks.
    Talks;
    /// Knows the seats.
    Seats;
}

/// Sends messages.
pub trait Mailer: Send + Sync {
    /// Sends one.
    fn send(&self) -> u64;
}

impl Mailer for SmtpMailer {
    fn send(&self) -> u64 {
        self.touch()
    }
}

/// Defines a service that is made of its fields and nothing else.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident $(<$lifetime:lifetime>)? { $($field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Injectable)]
        #[expect(missing_debug_implementations, reason = "no trait object here is `Debug`")]
        pub struct $name $(<$lifetime>)? {
            $(#[doc = "A dependency."] pub $field: $ty,)*
        }
    )*};
}

records! {
    /// Keeps one dependency.
    Greeting { clock: Arc<Clock>, }
    /// Borrows one dependency.
    GreetingRef<'a> { clock: &'a Clock, }
    /// Keeps six dependencies.
    Signup {
        config: Arc<Config>,
        clock: Arc<Clock>,
        mailer: Arc<dyn Mailer>,
        users: Arc<Users>,
        talks: Arc<Talks>,
        seats: Arc<Seats>,
    }
    /// Borrows six dependencies.
    SignupRef<'a> {
        config: &'a Config,
        clock: &'a Clock,
        mailer: &'a dyn Mailer,
        users: &'a Users,
        talks: &'a Talks,
        seats: &'a Seats,
    }
    /// A part of [`Checkout`].
    Price { users: Arc<Users>, }
    /// A part of [`Checkout`].
    Stock { talks: Arc<Talks>, }
    /// A part of [`Checkout`].
    Receipt { seats: Arc<Seats>, }
    /// Three singletons, and three parts that each keep one more.
    Checkout {
        config: Arc<Config>,
        clock: Arc<Clock>,
        mailer: Arc<dyn Mailer>,
        price: Price,
        stock: Stock,
        receipt: Receipt,
    }
    /// A part of [`CheckoutRef`].
    PriceRef<'a> { users: &'a Users, }
    /// A part of [`CheckoutRef`].
    StockRef<'a> { talks: &'a Talks, }
    /// A part of [`CheckoutRef`].
    ReceiptRef<'a> { seats: &'a Seats, }
    /// Three singletons, and three parts that each borrow one more.
    CheckoutRef<'a> {
        config: &'a Config,
        clock: &'a Clock,
        mailer: &'a dyn Mailer,
        price: PriceRef<'a>,
        stock: StockRef<'a>,
        receipt: ReceiptRef<'a>,
    }
    /// Keeps the request's identity and says who acts; built once for each scope.
    Audit { request: Arc<RequestId>, users: Arc<Users>, }
    /// A use case that keeps what is scoped.
    Reserve { audit: Arc<Audit>, request: Arc<RequestId>, seats: Arc<Seats>, }
    /// A use case that borrows what is scoped.
    ReserveRef<'a> { trail: &'a Trail, request: &'a RequestId, seats: &'a Seats, }
}

/// A factory's product without dependencies.
#[derive(Clone, Copy, Debug, Injectable)]
pub struct Hasher {
    /// How often it goes over a password.
    #[inject(with = 12)]
    pub rounds: u64,
}

impl Hasher {
    /// Creates it.
    #[must_use]
    pub const fn new() -> Self {
        Self { rounds: 12 }
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

/// What a hasher is, to those who do not know which.
pub trait Rounds: Send + Sync {
    /// How often it goes over a password.
    fn rounds(&self) -> u64;
}

impl Rounds for Hasher {
    fn rounds(&self) -> u64 {
        self.rounds
    }
}

/// What a scope is opened with.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub u64);

/// What a request does; built once for each scope.
#[derive(Debug, Default, Injectable)]
pub struct Trail {
    /// How many steps.
    #[inject(default)]
    pub steps: AtomicU64,
}
