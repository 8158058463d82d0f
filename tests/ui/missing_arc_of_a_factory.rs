// A service wants to share what is made anew each time.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Hasher;

#[derive(Injectable)]
struct Signup {
    hasher: Arc<Hasher>,
}

#[derive(Container)]
struct App {
    hasher: Factory<Hasher>,
    signup: Factory<Signup>,
}

fn main() {}
