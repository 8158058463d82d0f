// A maker takes nothing.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket;

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, ()>>,
}

fn main() {}
