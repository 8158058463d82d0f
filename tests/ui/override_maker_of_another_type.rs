// A maker is overridden with one that makes something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

struct FakeTicket(u32);

#[derive(Container)]
struct App {
    tickets: Factory<Maker<Ticket, u32>>,
}

fn main() {
    let mut app = App::new();
    app.tickets.override_with(|| Maker::new(|seat: u32| FakeTicket(seat)));
}
