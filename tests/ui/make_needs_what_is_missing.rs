// A service is made of what the container does not provide.
use di_core::prelude::*;

trait Seats: Send + Sync {}

#[derive(Injectable)]
struct ReserveSeat<'a> {
    seats: &'a dyn Seats,
}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _reserve_seat: ReserveSeat<'_> = app.make()?;
    Ok(())
}
