// A factory is eager.
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

#[derive(Container)]
struct App {
    #[provide(eager)]
    hasher: Factory<Hasher>,
}

fn main() {}
