// A maker makes what has no assisted field.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Ticket {
    seat: u32,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {}
