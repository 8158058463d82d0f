// A field is given by the caller or has a default.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted, default)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {}
