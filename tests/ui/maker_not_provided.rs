// A service asks for a maker that the container does not provide.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Injectable)]
struct Desk {
    tickets: Maker<fn(u32) -> Ticket>,
}

#[derive(Container)]
struct App {
    desk: Singleton<Desk>,
}

fn main() {}
