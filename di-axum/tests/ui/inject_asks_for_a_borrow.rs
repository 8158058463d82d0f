// What borrows from the scope cannot be extracted, because it could outlive it.

use std::sync::Arc;

use di_axum::Inject;
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Stamp<'a> {
    clock: &'a Clock,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    stamp: Factory<Stamp<'static>>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn borrows(Inject(clock): Inject<&'static Clock>) {
    let _ = clock;
}

#[axum::debug_handler(state = Arc<App>)]
async fn stamps(Inject(stamp): Inject<Stamp<'static>>) {
    let _ = stamp.clock;
}

fn main() {}
