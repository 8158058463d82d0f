use core::future::{Future, pending, poll_fn};
use core::pin::pin;
use core::task::Poll;

use super::{Failed, Life, Step, caught, poll};
use crate::error::{Error, ErrorKind};
use crate::graph::Node;

/// Closes what is open, the last one first; returns what could not be closed.
///
/// If it is dropped on the way, the next call goes on, and returns the failures of both;
/// while it runs, another one has nothing to do.
pub(super) async fn close<'c>(
    life: &Life,
    nodes: &'static [Node],
    close: impl FnMut(usize) -> Option<Step<'c>>,
) -> Vec<Error> {
    close_within(life, nodes, close, pending::<()>).await
}

/// As [`close`]; but each closer has until its own `limit` is ready, and is then dropped.
pub(super) async fn close_within<'c, L: Future<Output = ()>>(
    life: &Life,
    nodes: &'static [Node],
    mut close: impl FnMut(usize) -> Option<Step<'c>>,
    mut limit: impl FnMut() -> L,
) -> Vec<Error> {
    let Some(_closing) = life.begin_closing() else { return Vec::new() };
    while let Some(index) = life.next_to_close() {
        let told = |kind| Error::new(kind, &nodes[index]);
        // A closer that is not `async` runs here.
        let closed = match caught(|| close(index)) {
            Ok(None) => continue,
            Ok(Some(mut step)) => {
                let closed = until(&mut step, limit()).await;
                let dropped = caught(|| drop(step));
                if closed.is_none() {
                    life.note_failure(told(ErrorKind::CloserTimedOut));
                }
                closed.unwrap_or(Ok(())).and(dropped)
            }
            Err(panicked) => Err(panicked),
        };
        match closed {
            Ok(()) => {}
            Err(Failed::Error(error)) => life.note_failure(error),
            Err(Failed::Panicked(message)) => {
                life.note_failure(told(ErrorKind::CloserPanicked).caused_by(message));
            }
        }
    }
    life.take_failures()
}

/// Polls a step to its end; nothing if the limit is there first.
async fn until(step: &mut Step<'_>, limit: impl Future<Output = ()>) -> Option<Result<(), Failed>> {
    let mut limit = pin!(limit);
    poll_fn(|cx| match poll(step, cx) {
        Poll::Ready(closed) => Poll::Ready(Some(closed)),
        Poll::Pending => limit.as_mut().poll(cx).map(|()| None),
    })
    .await
}

#[cfg(test)]
mod tests {
    use core::future::{pending, ready};
    use core::pin::pin;
    use core::task::{Context, Waker};
    use std::error::Error as _;

    use futures_executor::block_on;

    use super::close;
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Node, ProviderKind};
    use crate::lifecycle::{Life, Step};

    static NODES: [Node; 2] = [
        Node::new::<()>("first", ProviderKind::Resource),
        Node::new::<()>("second", ProviderKind::Resource),
    ];

    fn open() -> Life {
        let life = Life::default();
        life.note_open(0);
        life.note_open(1);
        life
    }

    #[test]
    fn a_closer_that_panics_before_there_is_a_future_is_told_and_the_others_run() {
        let mut closed = Vec::new();
        let failures = block_on(close(&open(), &NODES, |index| {
            closed.push(index);
            assert_ne!(index, 1, "the second breaks");
            None
        }));
        assert_eq!(closed, [1, 0]);
        assert_eq!(failures[0].kind(), ErrorKind::CloserPanicked);
        assert!(failures[0].source().is_some_and(|it| it.to_string().contains("breaks")));
    }

    #[test]
    fn what_failed_before_a_shutdown_was_dropped_is_told_by_the_next() {
        let life = open();
        let dropped = close(&life, &NODES, |index| -> Option<Step<'_>> {
            if index == 0 {
                return Some(Box::pin(pending()));
            }
            let error = Error::new(ErrorKind::CloserFailed, &NODES[index]);
            Some(Box::pin(ready(Err(error))))
        });
        assert!(pin!(dropped).poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let failures = block_on(close(&life, &NODES, |_| None));
        assert_eq!(failures.len(), 1);
        assert!(block_on(close(&life, &NODES, |_| None)).is_empty(), "once");
    }
}
