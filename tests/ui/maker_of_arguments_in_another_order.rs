// A maker takes the arguments in another order than that of the fields.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
    #[inject(assisted)]
    name: String,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, (String, u32)>>,
}

fn main() {}
