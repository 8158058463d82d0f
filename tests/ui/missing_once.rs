// What is missing is reported where it is needed, not where that is asked for.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;

#[derive(Injectable)]
struct Users {
    config: Arc<Config>,
}

#[derive(Injectable)]
struct Signup {
    users: Arc<Users>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
    signup: Factory<Signup>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _signup: Signup = app.resolve()?;
    Ok(())
}
