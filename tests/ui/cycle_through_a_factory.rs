// A singleton needs what a factory makes of it.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Signup {
    users: Arc<Users>,
}

#[derive(Injectable)]
struct Users {
    signup: Signup,
}

#[derive(Container)]
struct App {
    signup: Factory<Signup>,
    users: Singleton<Users>,
}

fn main() {}
