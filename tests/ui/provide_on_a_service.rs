// `#[provide(..)]` stands on a service's field.
use di_core::prelude::*;
use std::sync::Arc;

trait Clock: Send + Sync {}

struct SystemClock;

impl Clock for SystemClock {}

#[derive(Injectable)]
struct Users {
    #[provide(SystemClock)]
    clock: Arc<dyn Clock>,
}

fn main() {}
