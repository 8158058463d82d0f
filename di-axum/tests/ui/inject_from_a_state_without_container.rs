// A handler cannot be injected into from a state in which there is no container.

use std::sync::Arc;

use di_axum::Inject;
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Clone)]
struct Settings;

#[axum::debug_handler(state = Settings)]
async fn handler(Inject(clock): Inject<Arc<Clock>>) {
    let _ = clock;
}

fn main() {}
