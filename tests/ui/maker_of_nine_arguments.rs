// A maker takes more than eight arguments.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket(
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
    #[inject(assisted)] u8,
);

#[derive(Container)]
struct App {
    tickets: Factory<Maker<fn(u8, u8, u8, u8, u8, u8, u8, u8, u8) -> Ticket>>,
}

fn main() {}
