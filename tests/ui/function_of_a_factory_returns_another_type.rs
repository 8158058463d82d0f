// A factory's function returns something else.
use di_core::prelude::*;
use std::sync::Arc;

struct Hasher;

fn hasher() -> Arc<Hasher> {
    Arc::new(Hasher)
}

#[derive(Container)]
struct App {
    #[provide(with = hasher)]
    hasher: Factory<Hasher>,
}

fn main() {}
