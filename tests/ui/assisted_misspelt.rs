// `assisted` is misspelt.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(asisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<fn(u32) -> Ticket>>,
}

fn main() {}
