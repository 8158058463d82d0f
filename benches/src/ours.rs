//! Wired by containers.

use di_core::prelude::*;

use crate::services::{
    Audit, Checkout, CheckoutRef, Clock, Config, Greeting, GreetingRef, Hasher, Mailer, Price,
    PriceRef, Receipt, ReceiptRef, RequestId, Reserve, ReserveRef, Rounds, Seats, Signup,
    SignupRef, SmtpMailer, Stock, StockRef, Talks, Trail, Users,
};

/// Singletons and factories.
#[derive(Container, Debug)]
pub struct App {
    config: Singleton<Config>,
    clock: Singleton<Clock>,
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
    users: Singleton<Users>,
    talks: Singleton<Talks>,
    seats: Singleton<Seats>,
    hasher: Factory<Hasher>,
    #[provide(Hasher)]
    boxed: Factory<dyn Rounds>,
    greeting: Factory<Greeting>,
    greeting_ref: Factory<GreetingRef<'static>>,
    signup: Factory<Signup>,
    signup_ref: Factory<SignupRef<'static>>,
    price: Factory<Price>,
    stock: Factory<Stock>,
    receipt: Factory<Receipt>,
    checkout: Factory<Checkout>,
    price_ref: Factory<PriceRef<'static>>,
    stock_ref: Factory<StockRef<'static>>,
    receipt_ref: Factory<ReceiptRef<'static>>,
    checkout_ref: Factory<CheckoutRef<'static>>,
}

/// A scope whose services are kept.
#[derive(Container, Debug)]
pub struct KeptScopes {
    users: Singleton<Users>,
    seats: Singleton<Seats>,
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Scoped<Audit>,
    reserve: Factory<Reserve>,
}

/// A scope whose services live on its stack.
#[derive(Container, Debug)]
pub struct BorrowedScopes {
    seats: Singleton<Seats>,
    #[provide(input, borrowed)]
    request: Scoped<RequestId>,
    #[provide(borrowed)]
    trail: Scoped<Trail>,
    reserve: Factory<ReserveRef<'static>>,
}
