// What a maker makes needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Ticket {
    clock: Arc<Clock>,
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {}
