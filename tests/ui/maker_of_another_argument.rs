// A maker takes another type than the service's field has.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u64>>,
}

fn main() {}
