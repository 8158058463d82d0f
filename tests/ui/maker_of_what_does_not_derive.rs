// What a maker makes does not derive `Injectable`.
use di_core::prelude::*;

struct Ticket {
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {}
