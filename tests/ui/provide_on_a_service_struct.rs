// `#[provide(..)]` stands on a service.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
#[provide(dyn Clock)]
struct SystemClock;

impl Clock for SystemClock {}

fn main() {}
