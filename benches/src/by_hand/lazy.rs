//! What a container does, written by hand: singletons are built at first use,
//! once, under any number of threads; constructors may fail; a test can put a
//! closure in the place of each constructor.

use std::error::Error;
use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::services::{
    Audit, Checkout, CheckoutRef, Clock, Config, Greeting, GreetingRef, Hasher, Mailer, Price,
    PriceRef, Receipt, ReceiptRef, RequestId, Reserve, ReserveRef, Rounds, Seats, Signup,
    SignupRef, SmtpMailer, Stock, StockRef, Talks, Trail, Users,
};

/// Why something could not be built: a box, so that results stay small.
#[derive(Debug)]
pub struct Failed(#[expect(dead_code, reason = "nothing fails here")] Box<Box<dyn Error>>);

/// What an accessor returns.
pub type Result<T> = std::result::Result<T, Failed>;

/// A constructor that a test can replace.
struct Constructor<T>(Option<Box<dyn Fn() -> Result<T> + Send + Sync>>);

impl<T> Default for Constructor<T> {
    fn default() -> Self {
        Self(None)
    }
}

#[cold]
fn call_replaced<T>(constructor: &(dyn Fn() -> Result<T> + Send + Sync)) -> Result<T> {
    constructor()
}

/// Singletons and factories.
#[derive(Default)]
#[expect(missing_debug_implementations, reason = "no trait object here is `Debug`")]
pub struct App {
    // Not the standard library's cell: a constructor may fail.
    config: OnceCell<Arc<Config>>,
    clock: OnceCell<Arc<Clock>>,
    mailer: OnceCell<Arc<dyn Mailer>>,
    users: OnceCell<Arc<Users>>,
    talks: OnceCell<Arc<Talks>>,
    seats: OnceCell<Arc<Seats>>,
    hasher: Constructor<Hasher>,
    boxed: Constructor<Box<dyn Rounds>>,
    greeting: Constructor<Greeting>,
    greeting_ref: Constructor<GreetingRef<'static>>,
    signup: Constructor<Signup>,
    signup_ref: Constructor<SignupRef<'static>>,
    price: Constructor<Price>,
    stock: Constructor<Stock>,
    receipt: Constructor<Receipt>,
    checkout: Constructor<Checkout>,
    price_ref: Constructor<PriceRef<'static>>,
    stock_ref: Constructor<StockRef<'static>>,
    receipt_ref: Constructor<ReceiptRef<'static>>,
    checkout_ref: Constructor<CheckoutRef<'static>>,
    reserve: Constructor<Reserve>,
    reserve_ref: Constructor<ReserveRef<'static>>,
}

/// Defines the accessors of singletons: one function for both forms, as the
/// caller clones or borrows.
macro_rules! singletons {
    ($($name:ident: $service:ty = $constructor:expr;)*) => {$(
        /// Returns the singleton.
        ///
        /// # Errors
        ///
        /// If its constructor fails.
        #[inline]
        pub fn $name(&self) -> Result<&Arc<$service>> {
            self.$name.get_or_try_init(|| Ok(Arc::new($constructor)))
        }
    )*};
}

/// Defines the functions of factories.
macro_rules! factories {
    ($($name:ident: $service:ty = |$app:ident| $constructor:expr;)*) => {$(
        /// Makes a new one.
        ///
        /// # Errors
        ///
        /// If it, or what it needs, cannot be built.
        #[inline]
        #[allow(clippy::needless_lifetimes, reason = "some of the services borrow")]
        pub fn $name<'a>(&'a self) -> Result<$service> {
            let $app = self;
            // A replaced one borrows nothing, so that it fits everywhere.
            match &self.$name.0 {
                None => Ok($constructor),
                Some(replaced) => call_replaced(replaced),
            }
        }
    )*};
}

impl App {
    /// Creates the container.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    singletons! {
        config: Config = Config::new();
        clock: Clock = Clock::new();
        mailer: dyn Mailer = SmtpMailer::new();
        users: Users = Users::new();
        talks: Talks = Talks::new();
        seats: Seats = Seats::new();
    }

    factories! {
        hasher: Hasher = |_app| Hasher::new();
        boxed: Box<dyn Rounds> = |_app| Box::new(Hasher::new());
        greeting: Greeting = |app| Greeting { clock: app.clock()?.clone() };
        greeting_ref: GreetingRef<'a> = |app| GreetingRef { clock: app.clock()? };
        signup: Signup = |app| Signup {
            config: app.config()?.clone(),
            clock: app.clock()?.clone(),
            mailer: app.mailer()?.clone(),
            users: app.users()?.clone(),
            talks: app.talks()?.clone(),
            seats: app.seats()?.clone(),
        };
        signup_ref: SignupRef<'a> = |app| SignupRef {
            config: app.config()?,
            clock: app.clock()?,
            mailer: &**app.mailer()?,
            users: app.users()?,
            talks: app.talks()?,
            seats: app.seats()?,
        };
        price: Price = |app| Price { users: app.users()?.clone() };
        stock: Stock = |app| Stock { talks: app.talks()?.clone() };
        receipt: Receipt = |app| Receipt { seats: app.seats()?.clone() };
        checkout: Checkout = |app| Checkout {
            config: app.config()?.clone(),
            clock: app.clock()?.clone(),
            mailer: app.mailer()?.clone(),
            price: app.price()?,
            stock: app.stock()?,
            receipt: app.receipt()?,
        };
        price_ref: PriceRef<'a> = |app| PriceRef { users: app.users()? };
        stock_ref: StockRef<'a> = |app| StockRef { talks: app.talks()? };
        receipt_ref: ReceiptRef<'a> = |app| ReceiptRef { seats: app.seats()? };
        checkout_ref: CheckoutRef<'a> = |app| CheckoutRef {
            config: app.config()?,
            clock: app.clock()?,
            mailer: &**app.mailer()?,
            price: app.price_ref()?,
            stock: app.stock_ref()?,
            receipt: app.receipt_ref()?,
        };
    }

    /// Opens a scope whose services are kept.
    #[inline]
    pub fn kept_scope(&self, request: RequestId) -> KeptScope<'_> {
        KeptScope { app: self, request: Arc::new(request), audit: OnceCell::new() }
    }

    /// Opens a scope whose services live on its stack.
    #[inline]
    pub fn borrowed_scope(&self, request: RequestId) -> BorrowedScope<'_> {
        BorrowedScope { app: self, request, trail: OnceCell::new() }
    }
}

/// A scope whose services are kept.
#[expect(missing_debug_implementations, reason = "the container is not `Debug`")]
pub struct KeptScope<'a> {
    app: &'a App,
    // Fields are dropped in order: what needs the request goes before it.
    audit: OnceCell<Arc<Audit>>,
    request: Arc<RequestId>,
}

impl KeptScope<'_> {
    /// Returns the scope's instance.
    ///
    /// # Errors
    ///
    /// If its constructor fails.
    #[inline]
    pub fn audit(&self) -> Result<&Arc<Audit>> {
        self.audit.get_or_try_init(|| {
            let users = self.app.users()?.clone();
            Ok(Arc::new(Audit { request: self.request.clone(), users }))
        })
    }

    /// Makes the use case.
    ///
    /// # Errors
    ///
    /// If what it needs cannot be built.
    #[inline]
    pub fn reserve(&self) -> Result<Reserve> {
        match &self.app.reserve.0 {
            None => Ok(Reserve {
                audit: self.audit()?.clone(),
                request: self.request.clone(),
                seats: self.app.seats()?.clone(),
            }),
            Some(replaced) => call_replaced(replaced),
        }
    }
}

/// A scope whose services live on its stack.
#[expect(missing_debug_implementations, reason = "the container is not `Debug`")]
pub struct BorrowedScope<'a> {
    app: &'a App,
    trail: OnceCell<Trail>,
    request: RequestId,
}

impl BorrowedScope<'_> {
    /// Returns the scope's instance.
    ///
    /// # Errors
    ///
    /// If its constructor fails.
    #[inline]
    pub fn trail(&self) -> Result<&Trail> {
        self.trail.get_or_try_init(|| Ok(Trail::default()))
    }

    /// Makes the use case.
    ///
    /// # Errors
    ///
    /// If what it needs cannot be built.
    #[inline]
    pub fn reserve(&self) -> Result<ReserveRef<'_>> {
        match &self.app.reserve_ref.0 {
            None => Ok(ReserveRef {
                trail: self.trail()?,
                request: &self.request,
                seats: self.app.seats()?,
            }),
            Some(replaced) => call_replaced(replaced),
        }
    }
}
