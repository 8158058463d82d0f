// A maker does not say what its caller gives.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket>>,
}

fn main() {}
