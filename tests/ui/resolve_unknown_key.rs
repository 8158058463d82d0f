// A container is asked for what it does not provide.
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
    let _config = app.resolve::<Arc<Config>>()?;
    Ok(())
}
