// A handler that asks for what the container lacks is an error on its parameter.

use std::sync::Arc;

use di_axum::Inject;
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn handler(Inject(clock): Inject<Arc<Clock>>, Inject(mailer): Inject<Arc<dyn Mailer>>) {
    let _ = (clock, mailer);
}

fn main() {}
