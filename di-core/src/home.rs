//! How what is used later finds its container again, without keeping it alive.

use core::any::Any;
use core::cell::RefCell;
use core::marker::PhantomData;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};

use once_cell::sync::OnceCell;

use crate::container::Container;
use crate::context::{Context, ScopeState};
use crate::error::{Error, ErrorKind, Wanted};
use crate::lifecycle::Life;

/// Where a container is, once it is shared. Each provider has a place for one,
/// because a container is the user's own struct; the first provider's is used.
#[derive(Debug, Default)]
pub struct Home(OnceCell<Arc<Address>>);

/// Empty until the container is shared.
#[derive(Debug, Default)]
pub(crate) struct Address {
    /// Changed when a container is taken out of its `Arc`, and shared again.
    container: RwLock<Option<Weak<dyn Any + Send + Sync>>>,
    /// Named without its type: who neither opens nor closes anything has no code for it.
    life: OnceCell<Box<dyn Any + Send + Sync>>,
    is_closed: AtomicBool,
}

impl Address {
    /// What the container has opened.
    pub(crate) fn life(&self) -> &Life {
        let life = self.life.get_or_init(|| Box::new(Life::default()));
        life.downcast_ref().unwrap_or_else(|| unreachable!("it is nothing else"))
    }

    fn note(&self, container: Weak<dyn Any + Send + Sync>) {
        *self.container.write().unwrap_or_else(PoisonError::into_inner) = Some(container);
    }

    fn find(&self) -> Option<Weak<dyn Any + Send + Sync>> {
        self.container.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Home {
    pub(crate) const fn new() -> Self {
        Self(OnceCell::new())
    }

    pub(crate) fn address(&self) -> Arc<Address> {
        Arc::clone(self.0.get_or_init(Arc::default))
    }

    /// Notes that the container was shut down.
    pub(crate) fn note_closed(&self) {
        self.0.get_or_init(Arc::default).is_closed.store(true, Ordering::Release);
    }

    /// Returns whether the container was shut down.
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.0.get().is_some_and(|address| address.is_closed.load(Ordering::Acquire))
    }

    /// What the container has opened.
    pub(crate) fn life(&self) -> &Life {
        self.0.get_or_init(Arc::default).life()
    }
}

/// A container that is about to be shared.
#[derive(Debug)]
pub struct Share<C>(pub C);

impl<C: Container + Send + Sync> Share<C> {
    /// Shares the container, and notes where it is.
    pub fn share(self) -> Arc<C> {
        Arc::new_cyclic(|weak: &Weak<C>| {
            if let Some(home) = self.0.home() {
                home.address().note(Weak::<C>::clone(weak));
            }
            self.0
        })
    }
}

/// Stands where a container is not `Send + Sync`, which is reported elsewhere.
pub trait ShareAnyway<C> {
    /// Shares the container.
    fn share(self) -> Arc<C>;
}

impl<C> ShareAnyway<C> for Share<C> {
    fn share(self) -> Arc<C> {
        Arc::new(self.0)
    }
}

/// A place of a resolution that is found again later: the container, and the scope
/// if it is needed.
///
/// Neither is named by its type, so that what holds a place can be sent to another thread
/// without a proof for each.
pub(crate) struct Place<C: Container> {
    home: Arc<Address>,
    scope: Option<Weak<dyn Any + Send + Sync>>,
    wanted: Wanted,
    link: C::Link,
    container: PhantomData<fn() -> C>,
}

impl<C: Container> Place<C> {
    /// Notes where `cx` is, for what is `wanted` there.
    pub(crate) fn of(cx: Context<'_, C>, wanted: Wanted, needs_scope: bool) -> Result<Self, Error> {
        let Some(home) = cx.container().home() else {
            let why = format!(
                "`{}` has no provider of its own, and so no place to note where it is",
                cx.container().graph().container()
            );
            return Err(Error::new(ErrorKind::NotShared, wanted).caused_by(why));
        };
        let scope = match cx.scope() {
            _ if !needs_scope => None,
            None => return Err(Error::new(ErrorKind::ScopeRequired, wanted)),
            Some(scope) => match scope.myself() {
                Some(scope) => Some(scope),
                None => return Err(Error::new(ErrorKind::ScopeNotShared, wanted)),
            },
        };
        Ok(Self { home: home.address(), scope, wanted, link: cx.link(), container: PhantomData })
    }

    /// Goes there.
    pub(crate) fn enter<R>(
        &self,
        resolve: impl for<'b> FnOnce(Context<'b, C>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let closed = || Error::new(ErrorKind::Closed, self.wanted);
        let Some(container) = self.home.find() else {
            return Err(Error::new(ErrorKind::NotShared, self.wanted));
        };
        let container = container.upgrade().ok_or_else(closed)?;
        let found = container.downcast_ref::<C>().ok_or_else(closed)?;
        Context::new(found, None).check_open(|| self.wanted)?;
        let cx = |scope| Context::new(found, scope).linked(self.link);
        let Some(scope) = &self.scope else { return resolve(cx(None)) };
        let scope = scope.upgrade().ok_or_else(closed)?;
        let state = scope.downcast_ref::<ScopeState<C>>().ok_or_else(closed)?;
        resolve(cx(Some(state)))
    }

    /// Goes there to make something new. A constructor that does so for what it is
    /// itself a part of would never return; what is kept, its slot guards.
    pub(crate) fn make<R>(
        &self,
        resolve: impl for<'b> FnOnce(Context<'b, C>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let _made = Making::begin(Arc::as_ptr(&self.home), self.wanted)?;
        self.enter(resolve)
    }
}

thread_local! {
    /// What this thread is making for what is used later, and for which container.
    static MAKING: RefCell<Vec<(*const Address, Wanted)>> = const { RefCell::new(Vec::new()) };
}

/// Something that this thread is making.
struct Making;

impl Making {
    fn begin(home: *const Address, wanted: Wanted) -> Result<Self, Error> {
        let is_new = MAKING.try_with(|making| {
            let mut making = making.borrow_mut();
            let is_new = !making.contains(&(home, wanted));
            making.push((home, wanted));
            is_new
        });
        let this = Self;
        // While its thread ends, nobody can tell: then nothing is in the making.
        if is_new.unwrap_or(true) { Ok(this) } else { Err(Error::new(ErrorKind::Cycle, wanted)) }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // What was begun last ends first, also when a constructor panics.
        let _ = MAKING.try_with(|making| making.borrow_mut().pop());
    }
}
