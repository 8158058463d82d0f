// A container is started that has nothing to open.
use di_core::prelude::*;

#[derive(Injectable)]
struct Users;

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {
    let _ = App::new().start();
}
