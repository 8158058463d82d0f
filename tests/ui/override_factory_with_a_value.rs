// A factory is overridden with a value.
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

#[derive(Container)]
struct App {
    hasher: Factory<Hasher>,
}

fn main() {
    let mut app = App::new();
    app.hasher.override_with(Hasher);
}
