// A service of which the caller gives a part is made from the container alone.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Ticket {
    #[inject(assisted)]
    seat: u32,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new().build();
    let _ticket: Ticket = app.make()?;
    Ok(())
}
