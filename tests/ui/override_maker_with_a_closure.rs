// A maker is overridden with what it is to call, not with a maker.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {
    let mut app = App::new();
    app.tickets.override_with(|seat: u32| Ticket { seat });
}
