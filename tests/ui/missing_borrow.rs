// A service borrows what the container does not provide.
use di_core::prelude::*;

trait Seats: Send + Sync {}

#[derive(Injectable)]
struct ReserveSeat<'a> {
    seats: &'a dyn Seats,
}

#[derive(Container)]
struct App {
    reserve_seat: Factory<ReserveSeat<'static>>,
}

fn main() {}
