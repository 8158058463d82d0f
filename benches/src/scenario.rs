//! What is measured, and how it is repeated.

use std::hint::black_box;
use std::mem::forget;
use std::sync::Arc;

use di_core::{Error, Resolve as _};

use crate::by_hand::lazy::Failed;
use crate::by_hand::{eager, lazy, plain};
use crate::ours;
use crate::services::{
    Checkout, CheckoutRef, Clock, Greeting, GreetingRef, Hasher, Mailer, RequestId, Reserve,
    ReserveRef, Rounds, Signup, SignupRef, Trail,
};

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A container.
    Ours,
    /// By hand, built at first use.
    Lazy,
    /// By hand, built at first use, but it cannot fail, and no constructor can be
    /// replaced.
    Plain,
    /// By hand, built up front.
    Eager,
}

impl Side {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ours, Self::Lazy, Self::Plain, Self::Eager];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Lazy => "lazy",
            Self::Plain => "plain",
            Self::Eager => "eager",
        }
    }
}

/// One thing that is done by all sides.
#[derive(Debug)]
pub struct Scenario {
    /// What it is called in tables and on the command line.
    pub name: &'static str,
    ours: fn(u64),
    lazy: fn(u64),
    plain: fn(u64),
    eager: fn(u64),
}

impl Scenario {
    /// Does it once to build the singletons, and then `times`.
    pub fn run(&self, side: Side, times: u64) {
        match side {
            Side::Ours => (self.ours)(times),
            Side::Lazy => (self.lazy)(times),
            Side::Plain => (self.plain)(times),
            Side::Eager => (self.eager)(times),
        }
    }
}

/// Calls `work` again and again, such that the compiler knows neither of the
/// container nor of the called function: each call costs what it costs in a
/// program where these come from elsewhere.
pub fn repeat<W: 'static, R>(times: u64, container: W, work: fn(&'static W) -> R) {
    let container: &'static W = Box::leak(Box::new(container));
    work(container);
    let work = black_box(work);
    for _ in 0..times {
        // What comes back is a borrow, at most in a result: to drop it would be
        // a cost of the repetition.
        forget(work(black_box(container)));
    }
}

/// Defines the scenarios. A borrow is returned, which is free; what is owned is
/// shown to the optimiser where it lies, and dropped. Resolving may fail, and
/// is passed on as an application does it: by `?`.
macro_rules! scenarios {
    (@fallible $error:ty, |$app:ident: $ty:ty| -> $returned:ty { $work:expr }) => {{
        fn work($app: &'static $ty) -> Result<$returned, $error> {
            Ok($work)
        }
        |times| repeat(times, <$ty>::new(), work)
    }};
    (@fallible $error:ty, |$app:ident: $ty:ty| { $work:expr }) => {{
        fn work($app: &'static $ty) -> Result<(), $error> {
            let made = $work;
            black_box(&made);
            Ok(())
        }
        |times| repeat(times, <$ty>::new(), work)
    }};
    (@work |$app:ident: $ty:ty| -> $returned:ty { $work:expr }) => {{
        fn work($app: &'static $ty) -> $returned {
            $work
        }
        |times| repeat(times, <$ty>::new(), work)
    }};
    (@work |$app:ident: $ty:ty| { $work:expr }) => {{
        fn work($app: &'static $ty) {
            let made = $work;
            black_box(&made);
        }
        |times| repeat(times, <$ty>::new(), work)
    }};
    ($($name:literal {
        ours |$our:ident: $ours:ty| $(-> $our_returned:ty)? { $our_work:expr }
        lazy |$lazy:ident| $(-> $lazy_returned:ty)? { $lazy_work:expr }
        plain |$plain:ident| $(-> $plain_returned:ty)? { $plain_work:expr }
        eager |$eager:ident| $(-> $eager_returned:ty)? { $eager_work:expr }
    })*) => {
        /// Everything that is measured. The first does nothing: it is what the
        /// repetition itself costs.
        pub const SCENARIOS: &[Scenario] = &[$(Scenario {
            name: $name,
            ours: scenarios!(@fallible Error, |$our: $ours| $(-> $our_returned)? { $our_work }),
            lazy: scenarios!(@fallible Failed, |$lazy: lazy::App| $(-> $lazy_returned)? { $lazy_work }),
            plain: scenarios!(@work |$plain: plain::App| $(-> $plain_returned)? { $plain_work }),
            eager: scenarios!(@work |$eager: eager::App| $(-> $eager_returned)? { $eager_work }),
        }),*];
    };
}

scenarios! {
    "nothing" {
        ours |_app: ours::App| -> () { () }
        lazy |_app| -> () { () }
        plain |_app| -> () { () }
        eager |_app| -> () { () }
    }
    "singleton as &T" {
        ours |app: ours::App| -> &'static Clock { app.resolve()? }
        lazy |app| -> &'static Clock { app.clock()? }
        plain |app| -> &'static Clock { app.clock() }
        eager |app| -> &'static Clock { &app.clock }
    }
    "singleton as &dyn" {
        ours |app: ours::App| { app.resolve::<&dyn Mailer>()? }
        lazy |app| { &**app.mailer()? }
        plain |app| { &**app.mailer() }
        eager |app| { &*app.mailer }
    }
    "singleton as Arc<T>" {
        ours |app: ours::App| { app.resolve::<Arc<Clock>>()? }
        lazy |app| { app.clock()?.clone() }
        plain |app| { app.clock().clone() }
        eager |app| { app.clock.clone() }
    }
    "singleton as Arc<dyn>" {
        ours |app: ours::App| { app.resolve::<Arc<dyn Mailer>>()? }
        lazy |app| { app.mailer()?.clone() }
        plain |app| { app.mailer().clone() }
        eager |app| { app.mailer.clone() }
    }
    "factory of 0" {
        ours |app: ours::App| { app.resolve::<Hasher>()? }
        lazy |app| { app.hasher()? }
        plain |app| { app.hasher() }
        eager |app| { app.hasher() }
    }
    "factory of 0, Box<dyn>" {
        ours |app: ours::App| { app.resolve::<Box<dyn Rounds>>()? }
        lazy |app| { app.boxed()? }
        plain |app| { app.boxed() }
        eager |app| { app.boxed() }
    }
    "factory of 1 Arc" {
        ours |app: ours::App| { app.resolve::<Greeting>()? }
        lazy |app| { app.greeting()? }
        plain |app| { app.greeting() }
        eager |app| { app.greeting() }
    }
    "factory of 1 borrow" {
        ours |app: ours::App| { app.resolve::<GreetingRef<'_>>()? }
        lazy |app| { app.greeting_ref()? }
        plain |app| { app.greeting_ref() }
        eager |app| { app.greeting_ref() }
    }
    "factory of 6 Arcs" {
        ours |app: ours::App| { app.resolve::<Signup>()? }
        lazy |app| { app.signup()? }
        plain |app| { app.signup() }
        eager |app| { app.signup() }
    }
    "factory of 6 borrows" {
        ours |app: ours::App| { app.resolve::<SignupRef<'_>>()? }
        lazy |app| { app.signup_ref()? }
        plain |app| { app.signup_ref() }
        eager |app| { app.signup_ref() }
    }
    "object of objects, Arcs" {
        ours |app: ours::App| { app.resolve::<Checkout>()? }
        lazy |app| { app.checkout()? }
        plain |app| { app.checkout() }
        eager |app| { app.checkout() }
    }
    "object of objects, borrows" {
        ours |app: ours::App| { app.resolve::<CheckoutRef<'_>>()? }
        lazy |app| { app.checkout_ref()? }
        plain |app| { app.checkout_ref() }
        eager |app| { app.checkout_ref() }
    }
    "scope, Arcs" {
        ours |app: ours::KeptScopes| {{
            let scope = app.scope(black_box(RequestId(7)));
            black_box(&scope.resolve::<Reserve>()?);
        }}
        lazy |app| {{
            let scope = app.kept_scope(black_box(RequestId(7)));
            black_box(&scope.reserve()?);
        }}
        plain |app| {{
            let scope = app.kept_scope(black_box(RequestId(7)));
            black_box(&scope.reserve());
        }}
        eager |app| { app.reserve(black_box(RequestId(7))) }
    }
    "scope, borrows" {
        ours |app: ours::BorrowedScopes| {{
            let scope = app.scope(black_box(RequestId(7)));
            black_box(&scope.resolve::<ReserveRef<'_>>()?);
        }}
        lazy |app| {{
            let scope = app.borrowed_scope(black_box(RequestId(7)));
            black_box(&scope.reserve()?);
        }}
        plain |app| {{
            let scope = app.borrowed_scope(black_box(RequestId(7)));
            black_box(&scope.reserve());
        }}
        eager |app| {{
            let (request, trail) = (black_box(RequestId(7)), Trail::default());
            black_box(&app.reserve_ref(&request, &trail));
        }}
    }
}
