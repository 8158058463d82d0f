// A maker is called with another type.
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

fn main() -> Result<(), di_core::Error> {
    let app = App::new().build();
    let tickets: Maker<Ticket, u32> = app.resolve()?;
    let _ticket = tickets.make("12")?;
    Ok(())
}
