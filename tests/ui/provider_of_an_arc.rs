// A provider hands out an `Arc` by itself.
use std::sync::Arc;

use di_core::prelude::*;

#[derive(Injectable)]
struct Users;

#[derive(Injectable)]
struct Signup {
    users: Arc<Users>,
}

#[derive(Container)]
struct App {
    users: Singleton<Arc<Users>>,
    signup: Factory<Signup>,
}

fn main() {}
