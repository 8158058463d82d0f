// Two factories make the same.
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

#[derive(Container)]
struct App {
    quick: Factory<Hasher>,
    thorough: Factory<Hasher>,
}

fn main() {}
