// What may be absent is declared so: what a container does not know at all, it lacks.

use std::sync::Arc;

use di_axum::Inject;
use di_core::prelude::*;

struct Cache;

#[derive(Container)]
struct App {}

#[axum::debug_handler(state = Arc<App>)]
async fn handler(Inject(cache): Inject<Option<Arc<Cache>>>) {
    let _ = cache;
}

fn main() {}
