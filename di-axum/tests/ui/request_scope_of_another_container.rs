// A handler cannot ask for the scope of a container that is not the state's.

use std::sync::Arc;

use di_axum::RequestScope;
use di_core::prelude::*;

#[derive(Container)]
struct App {}

#[derive(Container)]
struct Other {}

#[axum::debug_handler(state = Arc<App>)]
async fn handler(scope: RequestScope<Other>) {
    let _ = scope;
}

fn main() {}
