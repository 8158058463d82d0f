// A service takes by value what is shared.
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

#[derive(Injectable)]
struct Signup {
    hasher: Hasher,
}

#[derive(Container)]
struct App {
    hasher: Singleton<Hasher>,
    signup: Factory<Signup>,
}

fn main() {}
