// A maker is overridden with what it is to call, not with a maker.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<fn(u32) -> Ticket>>,
}

fn main() {
    let mut app = App::new();
    app.tickets.override_with(|seat: u32| Ticket { seat });
}
