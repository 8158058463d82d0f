// A service asks optionally for a shared service without its pointer.
use di_core::prelude::*;

#[derive(Injectable)]
struct Cache;

#[derive(Injectable)]
struct Users {
    cache: Option<Cache>,
}

#[derive(Container)]
struct App {
    cache: Singleton<Cache>,
    users: Singleton<Users>,
}

fn main() {}
