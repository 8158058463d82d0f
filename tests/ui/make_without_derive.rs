// What is to be made does not derive `Injectable`.
use di_core::prelude::*;

struct ReserveSeat;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _reserve_seat: ReserveSeat = app.make()?;
    Ok(())
}
