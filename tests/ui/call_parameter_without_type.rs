// A closure that is called does not say what it needs.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    app.call(|_clock| ())?;
    Ok(())
}
