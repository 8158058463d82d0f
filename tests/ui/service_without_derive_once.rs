// A service without the derive is not missing besides.
use di_core::prelude::*;
use std::sync::Arc;

struct Users;

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
