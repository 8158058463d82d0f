// `#[provide(..)]` stands on the container.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
#[provide(SystemClock)]
struct App {
    users: Factory<SystemClock>,
}

fn main() {}
