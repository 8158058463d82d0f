// A factory is overridden with a closure that returns something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

struct FakeHasher;

#[derive(Container)]
struct App {
    hasher: Factory<Hasher>,
}

fn main() {
    let mut app = App::new();
    app.hasher.override_with(|| FakeHasher);
}
