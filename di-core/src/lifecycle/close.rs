use core::future::poll_fn;

use super::{Failed, Lifecycle, poll};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::home::Home;

/// Closes what is open, the last one first; returns what could not be closed.
///
/// If it is dropped on the way, the next call goes on; while it runs, another one has
/// nothing to do.
pub(super) async fn close<C: Lifecycle>(container: &C) -> Vec<Error> {
    let mut failures = Vec::new();
    let Some(life) = container.home().map(Home::life) else { return failures };
    let Some(_closing) = life.begin_closing() else { return failures };
    while let Some(index) = life.next_to_close() {
        let Some(mut step) = container.close(index) else { continue };
        let node = Context::<C>::node(index);
        match poll_fn(|cx| poll(&mut step, cx)).await {
            Ok(()) => {}
            Err(Failed::Error(error)) => failures.push(error),
            Err(Failed::Panicked(message)) => {
                failures.push(Error::new(ErrorKind::CloserPanicked, node).caused_by(message));
            }
        }
    }
    failures
}
