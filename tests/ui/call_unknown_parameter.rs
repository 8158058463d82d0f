// A function is called with what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    app.call(|_clock: Arc<Clock>, _config: Arc<Config>| ())?;
    Ok(())
}
