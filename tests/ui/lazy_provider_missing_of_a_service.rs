// A service asks repeatedly for what the container does not provide.
use di_core::prelude::*;

struct Attempt;

#[derive(Injectable)]
struct Client {
    attempts: Provider<Attempt>,
}

#[derive(Container)]
struct App {
    client: Singleton<Client>,
}

fn main() {}
