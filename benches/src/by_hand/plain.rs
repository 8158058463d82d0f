//! The least that is lazy and exact under threads: constructors cannot fail, and a
//! test can swap a singleton, by filling its cell, but no constructor.

use std::sync::{Arc, OnceLock};

use crate::services::{
    Audit, Checkout, CheckoutRef, Clock, Config, Greeting, GreetingRef, Hasher, Mailer, Price,
    PriceRef, Receipt, ReceiptRef, RequestId, Reserve, ReserveRef, Rounds, Seats, Signup,
    SignupRef, SmtpMailer, Stock, StockRef, Talks, Trail, Users,
};

/// Singletons and factories.
#[derive(Default)]
#[expect(missing_debug_implementations, reason = "no trait object here is `Debug`")]
pub struct App {
    config: OnceLock<Arc<Config>>,
    clock: OnceLock<Arc<Clock>>,
    mailer: OnceLock<Arc<dyn Mailer>>,
    users: OnceLock<Arc<Users>>,
    talks: OnceLock<Arc<Talks>>,
    seats: OnceLock<Arc<Seats>>,
}

/// Defines the accessors of singletons: one function for both forms, as the
/// caller clones or borrows.
macro_rules! accessors {
    ($($name:ident: $service:ty = $constructor:expr;)*) => {$(
        /// Returns the singleton.
        #[inline]
        pub fn $name(&self) -> &Arc<$service> {
            self.$name.get_or_init(|| Arc::new($constructor))
        }
    )*};
}

#[expect(missing_docs, reason = "each is named after what it makes")]
impl App {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    accessors! {
        config: Config = Config::new();
        clock: Clock = Clock::new();
        mailer: dyn Mailer = SmtpMailer::new();
        users: Users = Users::new();
        talks: Talks = Talks::new();
        seats: Seats = Seats::new();
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
        Greeting { clock: self.clock().clone() }
    }

    #[inline]
    pub fn greeting_ref(&self) -> GreetingRef<'_> {
        GreetingRef { clock: self.clock() }
    }

    #[inline]
    pub fn signup(&self) -> Signup {
        Signup {
            config: self.config().clone(),
            clock: self.clock().clone(),
            mailer: self.mailer().clone(),
            users: self.users().clone(),
            talks: self.talks().clone(),
            seats: self.seats().clone(),
        }
    }

    #[inline]
    pub fn signup_ref(&self) -> SignupRef<'_> {
        SignupRef {
            config: self.config(),
            clock: self.clock(),
            mailer: &**self.mailer(),
            users: self.users(),
            talks: self.talks(),
            seats: self.seats(),
        }
    }

    #[inline]
    pub fn checkout(&self) -> Checkout {
        Checkout {
            config: self.config().clone(),
            clock: self.clock().clone(),
            mailer: self.mailer().clone(),
            price: Price { users: self.users().clone() },
            stock: Stock { talks: self.talks().clone() },
            receipt: Receipt { seats: self.seats().clone() },
        }
    }

    #[inline]
    pub fn checkout_ref(&self) -> CheckoutRef<'_> {
        CheckoutRef {
            config: self.config(),
            clock: self.clock(),
            mailer: &**self.mailer(),
            price: PriceRef { users: self.users() },
            stock: StockRef { talks: self.talks() },
            receipt: ReceiptRef { seats: self.seats() },
        }
    }

    /// Opens a scope whose services are kept.
    #[inline]
    pub fn kept_scope(&self, request: RequestId) -> KeptScope<'_> {
        KeptScope { app: self, request: Arc::new(request), audit: OnceLock::new() }
    }

    /// Opens a scope whose services live on its stack.
    #[inline]
    pub fn borrowed_scope(&self, request: RequestId) -> BorrowedScope<'_> {
        BorrowedScope { app: self, request, trail: OnceLock::new() }
    }
}

/// A scope whose services are kept.
#[expect(missing_debug_implementations, reason = "the container is not `Debug`")]
pub struct KeptScope<'a> {
    app: &'a App,
    // Fields are dropped in order: what needs the request goes before it.
    audit: OnceLock<Arc<Audit>>,
    request: Arc<RequestId>,
}

impl KeptScope<'_> {
    /// Returns the scope's instance.
    #[inline]
    pub fn audit(&self) -> &Arc<Audit> {
        self.audit.get_or_init(|| {
            Arc::new(Audit { request: self.request.clone(), users: self.app.users().clone() })
        })
    }

    /// Makes the use case.
    #[inline]
    pub fn reserve(&self) -> Reserve {
        Reserve {
            audit: self.audit().clone(),
            request: self.request.clone(),
            seats: self.app.seats().clone(),
        }
    }
}

/// A scope whose services live on its stack.
#[expect(missing_debug_implementations, reason = "the container is not `Debug`")]
pub struct BorrowedScope<'a> {
    app: &'a App,
    trail: OnceLock<Trail>,
    request: RequestId,
}

impl BorrowedScope<'_> {
    /// Returns the scope's instance.
    #[inline]
    pub fn trail(&self) -> &Trail {
        self.trail.get_or_init(Trail::default)
    }

    /// Makes the use case.
    #[inline]
    pub fn reserve(&self) -> ReserveRef<'_> {
        ReserveRef { trail: self.trail(), request: &self.request, seats: self.app.seats() }
    }
}
