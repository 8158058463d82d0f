// A container's field is a `Maker`, which is a service and not a provider.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Maker<Ticket, u32>,
}

fn main() {}
