// A service does not derive `Injectable`.
use di_core::prelude::*;

struct Users;

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {}
