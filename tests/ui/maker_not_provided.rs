// A service asks for a maker that the container does not provide.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Injectable)]
struct Desk {
    tickets: Maker<Ticket, u32>,
}

#[derive(Container)]
struct App {
    desk: Singleton<Desk>,
}

fn main() {}
