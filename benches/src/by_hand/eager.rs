//! Built up front, whether needed or not: less than a container does, for
//! information.

#![expect(clippy::must_use_candidate, reason = "this is what the scenarios call, and no API")]

use std::sync::Arc;

use crate::services::{
    Audit, Checkout, CheckoutRef, Clock, Config, Greeting, GreetingRef, Hasher, Mailer, Price,
    PriceRef, Receipt, ReceiptRef, RequestId, Reserve, ReserveRef, Rounds, Seats, Signup,
    SignupRef, SmtpMailer, Stock, StockRef, Talks, Trail, Users,
};

/// Singletons and factories.
#[expect(missing_debug_implementations, reason = "no trait object here is `Debug`")]
#[expect(missing_docs, reason = "each is named after what it holds")]
pub struct App {
    pub config: Arc<Config>,
    pub clock: Arc<Clock>,
    pub mailer: Arc<dyn Mailer>,
    pub users: Arc<Users>,
    pub talks: Arc<Talks>,
    pub seats: Arc<Seats>,
}

#[expect(missing_docs, reason = "each is named after what it makes")]
impl App {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "as a container")]
    pub fn new() -> Self {
        Self {
            config: Arc::new(Config::new()),
            clock: Arc::new(Clock::new()),
            mailer: Arc::new(SmtpMailer::new()),
            users: Arc::new(Users::new()),
            talks: Arc::new(Talks::new()),
            seats: Arc::new(Seats::new()),
        }
    }

    #[inline]
    pub fn hasher(&self) -> Hasher {
        Hasher::new()
    }

    #[inline]
    pub fn boxed(&self) -> Box<dyn Rounds> {
        Box::new(Hasher::new())
    }

    #[inline]
    pub fn greeting(&self) -> Greeting {
        Greeting { clock: self.clock.clone() }
    }

    #[inline]
    pub fn greeting_ref(&self) -> GreetingRef<'_> {
        GreetingRef { clock: &self.clock }
    }

    #[inline]
    pub fn signup(&self) -> Signup {
        Signup {
            config: self.config.clone(),
            clock: self.clock.clone(),
            mailer: self.mailer.clone(),
            users: self.users.clone(),
            talks: self.talks.clone(),
            seats: self.seats.clone(),
        }
    }

    #[inline]
    pub fn signup_ref(&self) -> SignupRef<'_> {
        SignupRef {
            config: &self.config,
            clock: &self.clock,
            mailer: &*self.mailer,
            users: &self.users,
            talks: &self.talks,
            seats: &self.seats,
        }
    }

    #[inline]
    pub fn checkout(&self) -> Checkout {
        Checkout {
            config: self.config.clone(),
            clock: self.clock.clone(),
            mailer: self.mailer.clone(),
            price: Price { users: self.users.clone() },
            stock: Stock { talks: self.talks.clone() },
            receipt: Receipt { seats: self.seats.clone() },
        }
    }

    #[inline]
    pub fn checkout_ref(&self) -> CheckoutRef<'_> {
        CheckoutRef {
            config: &self.config,
            clock: &self.clock,
            mailer: &*self.mailer,
            price: PriceRef { users: &self.users },
            stock: StockRef { talks: &self.talks },
            receipt: ReceiptRef { seats: &self.seats },
        }
    }

    /// Makes the use case, with all that its request needs.
    #[inline]
    pub fn reserve(&self, request: RequestId) -> Reserve {
        let request = Arc::new(request);
        let audit = Arc::new(Audit { request: request.clone(), users: self.users.clone() });
        Reserve { audit, request, seats: self.seats.clone() }
    }

    /// Makes the use case, from what is on the caller's stack.
    #[inline]
    pub fn reserve_ref<'a>(&'a self, request: &'a RequestId, trail: &'a Trail) -> ReserveRef<'a> {
        ReserveRef { trail, request, seats: &self.seats }
    }
}
