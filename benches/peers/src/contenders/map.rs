//! A map from types to what is provided, written by hand: the singletons are built up front,
//! and a `TypeId` is its own hash.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher as Hashing};
use std::sync::Arc;

use crate::contender::contender;
use crate::services::{
    Checkout, Clock, Config, Hasher, Mailer, Pair, Price, Receipt, Seats, SmtpMailer, Stock, Talks,
    Trail, Users,
};

/// Hands a `TypeId`'s own hash on.
#[derive(Default)]
struct Identity(u64);

impl Hashing for Identity {
    fn write(&mut self, _: &[u8]) {
        unreachable!("a `TypeId` is hashed as a number");
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Map = HashMap<TypeId, Box<dyn Any + Send + Sync>, BuildHasherDefault<Identity>>;

/// What makes a `T` each time.
type Make<T> = Box<dyn Fn(&App) -> Result<T, Missing> + Send + Sync>;

/// Nobody provides it.
#[derive(Clone, Copy, Debug)]
pub struct Missing(#[expect(dead_code, reason = "nothing is missing here")] &'static str);

/// What is provided.
#[derive(Debug, Default)]
pub struct App(Map);

impl App {
    fn keep<T: ?Sized + Send + Sync + 'static>(&mut self, it: Arc<T>) {
        self.0.insert(TypeId::of::<T>(), Box::new(it));
    }

    fn make<T: 'static>(
        &mut self,
        make: impl Fn(&Self) -> Result<T, Missing> + Send + Sync + 'static,
    ) {
        self.0.insert(TypeId::of::<T>(), Box::new(Box::new(make) as Make<T>));
    }

    fn find<T: ?Sized + 'static, H: 'static>(&self) -> Result<&H, Missing> {
        let found = self.0.get(&TypeId::of::<T>()).and_then(|it| it.downcast_ref());
        found.ok_or(Missing(std::any::type_name::<T>()))
    }

    fn kept<T: ?Sized + Send + Sync + 'static>(&self) -> Result<&Arc<T>, Missing> {
        self.find::<T, Arc<T>>()
    }

    fn cloned<T: ?Sized + Send + Sync + 'static>(&self) -> Result<Arc<T>, Missing> {
        self.kept().cloned()
    }

    fn made<T: 'static>(&self) -> Result<T, Missing> {
        self.find::<T, Make<T>>()?(self)
    }

    fn scope(&self) -> Scope<'_> {
        Scope { app: self, built: Map::default() }
    }

    fn new() -> Self {
        let mut app = Self::default();
        app.keep(Arc::new(Config {}));
        app.keep(Arc::new(Clock {}));
        app.keep::<dyn Mailer>(Arc::new(SmtpMailer {}));
        app.keep(Arc::new(Users {}));
        app.keep(Arc::new(Talks {}));
        app.keep(Arc::new(Seats {}));
        app.make(|_| Ok(Arc::new(Trail {})));
        app.make(|_| Ok(Hasher {}));
        app.make(|it| Ok(Pair { clock: it.cloned()?, users: it.cloned()? }));
        app.make(|it| Ok(Price { users: it.cloned()? }));
        app.make(|it| Ok(Stock { talks: it.cloned()? }));
        app.make(|it| Ok(Receipt { seats: it.cloned()? }));
        app.make(|it| {
            Ok(Checkout {
                config: it.cloned()?,
                clock: it.cloned()?,
                mailer: it.cloned()?,
                price: it.made()?,
                stock: it.made()?,
                receipt: it.made()?,
            })
        });
        app
    }
}

/// What one scope has built.
#[derive(Debug)]
pub struct Scope<'a> {
    app: &'a App,
    built: Map,
}

impl Scope<'_> {
    fn kept<T: ?Sized + Send + Sync + 'static>(&mut self) -> Result<Arc<T>, Missing> {
        if let Some(built) = self.built.get(&TypeId::of::<T>()) {
            let built = built.downcast_ref::<Arc<T>>();
            return built.cloned().ok_or(Missing(std::any::type_name::<T>()));
        }
        let built = self.app.made::<Arc<T>>()?;
        self.built.insert(TypeId::of::<T>(), Box::new(Arc::clone(&built)));
        Ok(built)
    }
}

contender! {
    "map by hand", App, Missing, App::new();
    Nothing |_app| -> () { () }
    Borrow |app| -> &'static Clock { app.kept::<Clock>()? }
    Keep |app| { app.kept::<Clock>()?.clone() }
    KeepDyn |app| { app.kept::<dyn Mailer>()?.clone() }
    FactoryOfNone |app| { app.made::<Hasher>()? }
    FactoryOfTwo |app| { app.made::<Pair>()? }
    Objects |app| { app.made::<Checkout>()? }
    EmptyScope |app| { app.scope() }
    Scope |app| { app.scope().kept::<Trail>()? }
}
