use super::closer::Closer;
use super::count::Counted;
use super::outcome::Outcome;
use crate::error::{Error, ErrorKind};
use crate::graph::Node;
use crate::lifecycle::error::CloseError;
use crate::lifecycle::{Failed, caught};
use crate::name::Short;
use core::any::Any;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker, ready};

/// What is still to be closed of a scope, or of a container whose start was given up.
///
/// It is a future that closes it, the last that was opened first. Whoever was given to
/// the container by `on_unclosed` gets one when a scope is dropped that nobody closed,
/// and has it polled: spawns it, say. If that is dropped before it is ready, what is left
/// of the scope is closed when the container is shut down.
#[must_use = "it closes nothing unless it is polled"]
pub struct Unclosed {
    closing: Option<Closing>,
    /// A container is not shut down before what its scopes have opened is closed.
    open: Counted,
}

/// What the owner of a scope closes. Dropped half-way, it is abandoned.
pub(crate) struct Owned(Option<Unclosed>);

/// The closing of what a scope has opened.
pub(crate) struct Closing {
    /// The last is closed first.
    closers: Vec<Closer>,
    running: Option<Running>,
    outcome: Outcome,
    failures: Vec<Error>,
    /// Dropped with it.
    until_closed: Option<Box<dyn Any + Send>>,
}

/// Returns what could not be closed.
pub(crate) type ClosingStep = Pin<Box<dyn Future<Output = Vec<Error>> + Send>>;

struct Running {
    node: &'static Node,
    /// What the same step closes after it.
    others: Vec<&'static Node>,
    closing: ClosingStep,
    /// Then nobody but the closing keeps the container.
    is_start: bool,
}

impl Closing {
    pub(super) fn new(closers: Vec<Closer>, outcome: Outcome) -> Self {
        Self { closers, running: None, outcome, failures: Vec::new(), until_closed: None }
    }

    /// Keeps something until all is closed.
    pub(super) fn keeping(mut self, until_closed: Option<Box<dyn Any + Send>>) -> Self {
        self.until_closed = until_closed;
        self
    }

    /// The closing of a container whose start was given up, which has opened these.
    pub(crate) fn of_start(
        node: &'static Node,
        others: Vec<&'static Node>,
        closing: ClosingStep,
    ) -> Self {
        let running = Some(Running { node, others, closing, is_start: true });
        let mut closing = Self::new(Vec::new(), Outcome::Cancelled);
        closing.running = running;
        closing
    }

    fn is_start(&self) -> bool {
        self.running.as_ref().is_some_and(|it| it.is_start)
    }

    pub(crate) fn is_done(&self) -> bool {
        self.closers.is_empty() && self.running.is_none()
    }

    /// What is to be closed, the next first.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &'static Node> {
        let running = self.running.iter();
        let running = running.flat_map(|it| core::iter::once(it.node).chain(it.others.clone()));
        running.chain(self.closers.iter().rev().map(|it| it.node))
    }

    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Vec<Error>> {
        while !self.is_done() {
            ready!(self.poll_next(cx));
        }
        Poll::Ready(self.take_failures())
    }

    /// Is ready when one more is closed, or all are.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.running.is_none() {
            if let Some(closer) = self.closers.pop() {
                self.begin(closer);
            }
        }
        if let Some(running) = &mut self.running {
            let closed = ready!(running.poll(cx));
            self.end_running(closed);
        }
        Poll::Ready(())
    }

    /// Returns what could not be closed so far, and forgets it.
    pub(crate) fn take_failures(&mut self) -> Vec<Error> {
        core::mem::take(&mut self.failures)
    }

    /// Runs what needs no executor, up to the first closer that is `async`.
    fn run_synchronous(&mut self) {
        while self.running.is_none() && self.closers.last().is_some_and(|it| !it.is_async) {
            let _ = self.poll_next(&mut Context::from_waker(Waker::noop()));
        }
    }

    fn begin(&mut self, closer: Closer) {
        let Closer { node, close, .. } = closer;
        let outcome = self.outcome.clone();
        let closing = close(outcome);
        self.running = Some(Running { node, others: Vec::new(), closing, is_start: false });
    }

    fn end_running(&mut self, closed: Result<Vec<Error>, Failed>) {
        let Some(Running { node, closing, .. }) = self.running.take() else { return };
        let dropped = caught(|| drop(closing));
        let panicked = match closed {
            Ok(failures) => {
                self.failures.extend(failures);
                dropped.err()
            }
            Err(panicked) => Some(panicked),
        };
        self.failures.extend(panicked.map(|it| it.of_closer(node)));
    }

    /// Gives up on what takes too long.
    pub(crate) fn time_out(&mut self) {
        if let Some(Running { node, closing, .. }) = self.running.take() {
            self.failures.push(Error::new(ErrorKind::CloserTimedOut, node));
            let panicked = caught(|| drop(closing)).err();
            self.failures.extend(panicked.map(|it| it.of_closer(node)));
        }
    }
}

impl Running {
    /// Returns how it ended.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Vec<Error>, Failed>> {
        match caught(|| self.closing.as_mut().poll(cx)) {
            Ok(polled) => polled.map(Ok),
            Err(panicked) => Poll::Ready(Err(panicked)),
        }
    }
}

impl Drop for Closing {
    /// Nobody is left who could close it. This is the last place to say so.
    #[expect(clippy::print_stderr, reason = "as the standard library does for a panic")]
    fn drop(&mut self) {
        for node in self.nodes() {
            let (name, service) = (node.name(), Short(node.type_name()));
            eprintln!(
                "di-core: `{service}`, provided by `{name}` ({}:{}), was never closed: nobody \
                 closed its scope or shut its container down",
                node.location().file(),
                node.location().line(),
            );
        }
    }
}

impl Unclosed {
    pub(crate) const fn new(closing: Closing, open: Counted) -> Self {
        Self { closing: Some(closing), open }
    }

    /// Closes it for the owner of its scope.
    pub(crate) const fn owned(self) -> Owned {
        Owned(Some(self))
    }

    /// Returns the providers of what is still to be closed, the next first.
    pub fn nodes(&self) -> impl Iterator<Item = &'static Node> {
        self.closing.iter().flat_map(Closing::nodes)
    }

    /// Closes it; whoever shuts the container down is told what cannot be closed.
    pub(crate) async fn close_untold(self) {
        // The shutdown waits until it can tell.
        let open = self.open.clone();
        if let Err(error) = self.owned().await {
            for failure in error.failures() {
                open.address().life().note_failure(failure.clone());
            }
        }
    }

    /// Closes what can be closed at once, and gives the rest, and what has failed, to
    /// whoever the container was given.
    pub(crate) fn abandon(mut self) {
        let Some(closing) = &mut self.closing else { return };
        let handler = self.open.address().life().handler();
        closing.run_synchronous();
        if handler.is_none() && closing.is_start() {
            // There will be no shutdown.
            let _ = closing.poll(&mut Context::from_waker(Waker::noop()));
        }
        if closing.is_done() && closing.failures.is_empty() {
            self.closing = None;
        } else if let Some(handler) = handler {
            // If it panics, this is dropped, and so kept until the shutdown.
            let _ = caught(move || handler(self));
        }
    }
}

impl Future for Unclosed {
    type Output = Result<(), CloseError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(closing) = &mut self.closing else { return Poll::Ready(Ok(())) };
        let Poll::Ready(failures) = closing.poll(cx) else { return Poll::Pending };
        self.closing = None;
        Poll::Ready(CloseError::of(failures))
    }
}

impl Future for Owned {
    type Output = Result<(), CloseError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().map_or(Poll::Ready(Ok(())), |it| Pin::new(it).poll(cx))
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(unclosed) = self.0.take() {
            unclosed.abandon();
        }
    }
}

impl Drop for Unclosed {
    fn drop(&mut self) {
        // What keeps its container would keep itself, if the container kept it.
        if let Some(closing) = self.closing.take().filter(|it| !it.is_start()) {
            self.open.address().life().leave_open(closing);
        }
    }
}

/// What can be given to `on_unclosed`: a function of an [`Unclosed`] that any thread may
/// call, since any may drop a scope.
#[diagnostic::on_unimplemented(
    message = "this cannot be given what was left open",
    label = "not a function of an `Unclosed` that any thread may call",
    note = "help: hand over a closure that has it polled, `|unclosed| drop(tokio::spawn(unclosed))`; what it captures has to be `Send + Sync + 'static`: an `Arc`, not an `Rc`"
)]
pub trait OnUnclosed: Fn(Unclosed) + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<F: Fn(Unclosed) + Send + Sync + 'static> OnUnclosed for F {}

impl fmt::Display for Unclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("still to be closed:")?;
        for (position, node) in self.nodes().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            write!(f, "{comma} `{}`", Short(node.type_name()))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Unclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unclosed({self})")
    }
}

#[cfg(test)]
mod tests {
    use core::future::{pending, ready};
    use core::pin::pin;
    use core::task::{Context, Poll, Waker};
    use core::time::Duration;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use futures_executor::block_on;

    use super::{Closing, ClosingStep, Unclosed};
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Graph, Node, ProviderKind};
    use crate::home::Home;
    use crate::lifecycle::scope::closer::Closer;
    use crate::lifecycle::scope::{Counted, Outcome};
    use crate::lifecycle::{Closers, Life, Limits, Timer};
    use crate::scope;

    static NODES: [Node; 2] = [
        Node::new::<()>("first", ProviderKind::Scoped),
        Node::new::<()>("second", ProviderKind::Scoped),
    ];

    static GRAPH: Graph = Graph::new("App", &NODES);

    /// Has opened both; their closers never end.
    fn leave_open(home: &Home) {
        let closers = NODES.iter().map(|node| Closer {
            node,
            is_async: true,
            close: Box::new(|_| Box::pin(pending())),
        });
        let closing = Closing::new(closers.collect(), Outcome::Ok);
        drop(Unclosed::new(closing, Counted::new(home.address())));
    }

    #[test]
    fn what_cannot_be_closed_after_a_panic_is_told_at_the_shutdown() {
        let home = Home::new();
        let close = Box::new(|_| -> ClosingStep {
            Box::pin(ready(vec![Error::new(ErrorKind::CloserFailed, &NODES[0])]))
        });
        let closer = Closer { node: &NODES[0], is_async: true, close };
        let closing = Closing::new(vec![closer], Outcome::Ok);
        let unclosed = Unclosed::new(closing, Counted::new(home.address()));
        let ended = scope::close(PanicsWhenDropped, Some(unclosed));
        assert!(catch_unwind(AssertUnwindSafe(|| block_on(ended))).is_err());
        let kinds = block_on(shut_down(home.life(), |_| pending()));
        assert_eq!(kinds, [ErrorKind::CloserFailed]);
    }

    struct PanicsWhenDropped;

    impl Drop for PanicsWhenDropped {
        fn drop(&mut self) {
            panic!("it cannot be dropped");
        }
    }

    async fn shut_down(life: &Life, timer: impl Timer) -> Vec<ErrorKind> {
        let closers = Closers { life, graph: &GRAPH, close: |_| None, own_limit: |_| None };
        let failures = closers.close_within(Some(Limits::each(Duration::ZERO)), &timer).await;
        failures.iter().map(Error::kind).collect()
    }

    #[test]
    fn each_closer_of_a_scope_that_was_left_open_has_its_own_limit_at_the_shutdown() {
        let home = Home::new();
        leave_open(&home);
        let kinds = block_on(shut_down(home.life(), |_| yield_once()));
        assert_eq!(kinds[..2], [ErrorKind::LeftOpen; 2]);
        assert_eq!(kinds[2..], [ErrorKind::CloserTimedOut; 2]);
    }

    /// Is over at the second look, and not to be looked at a third time.
    async fn yield_once() {
        let mut yielded = false;
        core::future::poll_fn(|cx| {
            cx.waker().wake_by_ref();
            if core::mem::replace(&mut yielded, true) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    #[test]
    fn a_shutdown_that_is_dropped_forgets_nothing_that_was_left_open_and_tells_it_once() {
        let home = Home::new();
        leave_open(&home);
        leave_open(&home);
        let dropped = shut_down(home.life(), |_| pending());
        assert!(pin!(dropped).poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let kinds = block_on(shut_down(home.life(), |_| yield_once()));
        assert_eq!(kinds[..4], [ErrorKind::LeftOpen; 4]);
        assert_eq!(kinds[4..], [ErrorKind::CloserTimedOut; 4]);
    }
}
