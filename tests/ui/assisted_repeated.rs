// `assisted` stands twice.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted, assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<fn(u32) -> Ticket>>,
}

fn main() {}
