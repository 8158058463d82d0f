//! How something registered is built, without its type.

use core::any::Any;
use core::fmt;
use core::future::Future;
use core::mem;
use core::pin::Pin;
use std::sync::Arc;

use super::DynamicContainer;
use crate::context::Context;
use crate::error::{BoxError, Error};
use crate::graph::Node;
use crate::key::Binding;
use crate::lifecycle::Outcome;
use crate::name::TypeName;

/// An `Arc<T>`, or what makes a `T`, without its type.
pub(super) type Erased = Box<dyn Any + Send + Sync>;

/// Where something is built.
pub(super) type Cx<'c> = Context<'c, DynamicContainer>;

pub(super) type Sent<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

pub(super) type Build =
    dyn for<'c> Fn(Cx<'c>, &'static Node) -> Result<Erased, Error> + Send + Sync;
pub(super) type OpenFn =
    dyn for<'c> Fn(Cx<'c>, &'static Node) -> Sent<'c, Result<Erased, Error>> + Send + Sync;
pub(super) type Coerce = dyn Fn(&Erased) -> Erased + Send + Sync;
pub(super) type Decorate = dyn for<'c> Fn(Cx<'c>, Erased) -> Result<Erased, Error> + Send + Sync;
pub(super) type HookFn =
    dyn Fn(&Erased, Outcome) -> Sent<'static, Result<(), BoxError>> + Send + Sync;

/// How something is obtained.
pub(super) enum Recipe {
    /// Each scope is given one.
    Input,
    /// A constructor that does not wait.
    Built(Box<Build>),
    /// A constructor that does.
    Opened(Box<OpenFn>),
    /// Its views make it, each time.
    Made,
    /// A test has put others in the place of its views.
    Overridden,
}

impl Recipe {
    /// A constructor that waits.
    pub(super) fn opened(
        open: impl for<'c> Fn(Cx<'c>, &'static Node) -> Sent<'c, Result<Erased, Error>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self::Opened(Box::new(open))
    }
}

/// One key under which something is provided.
pub(super) struct View {
    pub(super) binding: Binding,
    /// The name of the type that is behind the pointer.
    pub(super) service: &'static str,
    pub(super) type_name: TypeName,
    pub(super) of: Seen,
    /// In the order in which they wrap it, each with its position among the constructors.
    pub(super) decorators: Vec<(usize, Box<Decorate>)>,
}

/// How a view of something is obtained.
pub(super) enum Seen {
    /// It is the thing itself.
    Own,
    /// An `Arc<T>` as an `Arc<dyn Trait>`.
    As(Arc<Coerce>),
    /// A `Make<T>` or a `MakeBoxed<dyn Trait>`.
    Making(Erased),
    /// What a test has put in its place.
    Override(Box<Build>),
}

/// What was built, as each of its views; or what makes it each time.
pub(super) struct Instance {
    own: Erased,
    others: Box<[Erased]>,
}

impl Instance {
    /// Sees what was built as each of the views.
    pub(super) fn of(
        cx: Cx<'_>,
        own: Erased,
        views: &[View],
        links: impl Fn(usize) -> super::Link,
    ) -> Result<Self, Error> {
        if let [View { decorators, .. }] = views {
            // It is nothing but itself, most often.
            if decorators.is_empty() {
                return Ok(Self { own, others: Box::default() });
            }
        }
        let decorated = |view: &View, mut seen: Erased| -> Result<Erased, Error> {
            for (position, decorate) in &view.decorators {
                seen = decorate(cx.linked(links(*position)), seen)?;
            }
            Ok(seen)
        };
        let mut others = Vec::new();
        for view in views {
            if let Seen::As(coerce) = &view.of {
                others.push(decorated(view, coerce(&own))?);
            }
        }
        let own = match views.first() {
            Some(view) => decorated(view, own)?,
            None => own,
        };
        Ok(Self { own, others: others.into() })
    }

    /// What tests have put in the place of the views.
    pub(super) fn overridden(
        cx: Cx<'_>,
        node: &'static Node,
        views: &[View],
    ) -> Result<Self, Error> {
        let mut others = Vec::new();
        for view in views {
            others.push(match &view.of {
                Seen::Override(build) => build(cx, node)?,
                _ => Box::new(()),
            });
        }
        let own = if others.is_empty() { Box::new(()) as Erased } else { others.remove(0) };
        Ok(Self { own, others: others.into() })
    }

    /// What makes something each time, as each of the views: it takes the place of an
    /// instance.
    pub(super) fn making(views: &mut [View]) -> Option<Self> {
        let mut making = views.iter_mut().map(|view| match mem::replace(&mut view.of, Seen::Own) {
            Seen::Making(make) => make,
            _ => Box::new(()),
        });
        Some(Self { own: making.next()?, others: making.collect() })
    }

    /// The thing itself.
    pub(super) fn own(&self) -> &Erased {
        &self.own
    }

    /// The view at this position, 0 for the thing itself.
    #[inline]
    pub(super) fn get(&self, position: usize) -> Option<&Erased> {
        match position.checked_sub(1) {
            None => Some(&self.own),
            Some(position) => self.others.get(position),
        }
    }
}

/// What is erased, as what it is.
#[inline]
pub(super) fn cast<T: 'static>(erased: &Erased) -> &T {
    match (**erased).downcast_ref() {
        Some(it) => it,
        None => unreachable!("a key leads to what is of its type"),
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Instance")
    }
}
