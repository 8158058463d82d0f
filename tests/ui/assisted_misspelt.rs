// `assisted` is misspelt.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(asisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {}
