// A service of which the caller gives a part is provided as if it was built from the container alone.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Ticket>,
}

fn main() {}
