//! Something that a request opens, whose closer tells the test how the request ended.

use std::sync::Arc;

use di_core::Outcome;
use tokio::sync::mpsc;

/// Where it is told.
pub(crate) struct Told(mpsc::UnboundedSender<String>);

/// What was told, in order; it ends with the last that could tell something.
pub(crate) type Tale = mpsc::UnboundedReceiver<String>;

pub(crate) struct Transaction(Arc<Told>);

impl Told {
    pub(crate) fn new() -> (Self, Tale) {
        let (tell, tale) = mpsc::unbounded_channel();
        (Self(tell), tale)
    }

    pub(crate) fn tell(&self, what: &str) {
        // The test may have ended.
        let _ = self.0.send(what.to_owned());
    }
}

pub(crate) async fn begin(told: Arc<Told>) -> Transaction {
    tokio::task::yield_now().await;
    Transaction(told)
}

pub(crate) async fn end(transaction: Transaction, outcome: Outcome) {
    tokio::task::yield_now().await;
    let outcome = match outcome {
        Outcome::Ok => "ok".to_owned(),
        Outcome::Failed(failure) => format!("failed: {failure}"),
        Outcome::Cancelled => "cancelled".to_owned(),
    };
    transaction.0.tell(&outcome);
}
