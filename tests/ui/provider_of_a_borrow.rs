// A `Provider` cannot hand out a borrow: what is `borrowed` is asked for at once.
use di_core::prelude::*;

#[derive(Injectable)]
struct Timing;

#[derive(Injectable)]
struct Handler {
    timing: Provider<&'static Timing>,
}

#[derive(Container)]
struct App {
    #[provide(borrowed)]
    timing: Scoped<Timing>,
    handler: Factory<Handler>,
}

fn main() {}
