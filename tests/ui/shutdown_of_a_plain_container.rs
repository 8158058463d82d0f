// A container is shut down that has nothing to close.
use di_core::prelude::*;

#[derive(Injectable)]
struct Users;

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {
    let _ = App::new().build().shutdown();
}
