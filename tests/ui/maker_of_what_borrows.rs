// What a maker makes cannot borrow from the container.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Ticket<'a> {
    clock: &'a Clock,
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    tickets: Factory<Maker<Ticket<'static>, u32>>,
}

fn main() {}
