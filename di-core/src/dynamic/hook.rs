//! Functions that are called with an instance: to start, to stop, to close it.

use core::time::Duration;
use std::sync::Arc;

use super::builder::function_name;
use super::recipe::{Erased, HookFn, Instance, cast};
use crate::error::{BoxError, Error, ErrorKind};
use crate::graph::Node;
use crate::lifecycle::{ClosingStep, IntoClosing, Mode, Open, Outcome, Step};

/// Functions that are called with the instance.
#[derive(Default)]
pub(super) struct Hooks {
    pub(super) start: Option<HookOf>,
    pub(super) stop: Option<HookOf>,
    pub(super) close: Option<HookOf>,
    pub(super) close_within: Option<Duration>,
}

/// A function that is called with the instance.
pub(super) struct HookOf {
    pub(super) name: &'static str,
    pub(super) is_async: bool,
    pub(super) call: Arc<HookFn>,
    /// Keeps the instance for it.
    pub(super) keep: fn(&Erased) -> Erased,
}

/// What closes something, when it is known how it ended.
type Closing = Box<dyn FnOnce(Outcome) -> ClosingStep + Send>;

impl HookOf {
    /// Calls it with the instance.
    pub(super) fn call(
        &self,
        kind: ErrorKind,
        node: &'static Node,
        instance: &Instance,
        outcome: Outcome,
    ) -> Step<'static> {
        let called = (self.call)(instance.own(), outcome);
        Box::pin(
            async move { called.await.map_err(|source| Error::new(kind, node).caused_by(source)) },
        )
    }

    /// What closes the instance, when it is known how it ended.
    pub(super) fn closing(&self, node: &'static Node, instance: &Instance) -> Closing {
        let (call, own) = (Arc::clone(&self.call), (self.keep)(instance.own()));
        Box::new(move |outcome| {
            Box::pin(async move {
                let closed = call(&own, outcome).await;
                let failed =
                    closed.map_err(|it| Error::new(ErrorKind::CloserFailed, node).caused_by(it));
                failed.err().into_iter().collect()
            })
        })
    }
}

impl HookOf {
    /// A function that is called with a `T`.
    pub(super) fn new<T, F, G, R, M>(function: G) -> Self
    where
        T: ?Sized + Send + Sync + 'static,
        G: Fn(Arc<T>, Outcome) -> R + Send + Sync + 'static,
        R: IntoClosing<'static, M> + Send,
        M: Mode,
    {
        Self {
            name: function_name::<F>(),
            is_async: M::IS_ASYNC,
            call: Arc::new(move |it, outcome| {
                function(Arc::clone(cast::<Arc<T>>(it)), outcome).into_closing()
            }),
            keep: |it| Box::new(Arc::clone(cast::<Arc<T>>(it))),
        }
    }

    /// What closes a type that knows how.
    pub(super) fn closing_itself<T: Open>() -> Self {
        Self {
            name: "itself",
            is_async: true,
            call: Arc::new(|it, _| {
                let it = Arc::clone(cast::<Arc<T>>(it));
                Box::pin(async move { it.close().await.map_err(Into::<BoxError>::into) })
            }),
            keep: |it| Box::new(Arc::clone(cast::<Arc<T>>(it))),
        }
    }
}
