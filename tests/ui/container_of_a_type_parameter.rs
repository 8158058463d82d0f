// A type parameter may be what another field provides; the compiler says so.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App<Settings: Send + Sync + 'static> {
    settings: Value<Settings>,
    clock: Singleton<Clock>,
}

fn main() {}
