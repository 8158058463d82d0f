use core::future::poll_fn;

use super::{Failed, Life, Step, poll};
use crate::error::{Error, ErrorKind};
use crate::graph::Node;

/// Closes what is open, the last one first; returns what could not be closed.
///
/// If it is dropped on the way, the next call goes on; while it runs, another one has
/// nothing to do.
pub(super) async fn close<'c>(
    life: &Life,
    nodes: &'static [Node],
    mut close: impl FnMut(usize) -> Option<Step<'c>>,
) -> Vec<Error> {
    let mut failures = Vec::new();
    let Some(_closing) = life.begin_closing() else { return failures };
    while let Some(index) = life.next_to_close() {
        let Some(mut step) = close(index) else { continue };
        match poll_fn(|cx| poll(&mut step, cx)).await {
            Ok(()) => {}
            Err(Failed::Error(error)) => failures.push(error),
            Err(Failed::Panicked(message)) => {
                let error = Error::new(ErrorKind::CloserPanicked, &nodes[index]);
                failures.push(error.caused_by(message));
            }
        }
    }
    failures
}
