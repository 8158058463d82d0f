// A provider has a type and a qualifier, and no more.
use di_core::prelude::*;

struct Replica;
struct Archive;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    pool: Singleton<Pool, Replica, Archive>,
}

fn main() {}
