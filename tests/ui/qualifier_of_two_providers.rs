// Two fields provide one type with one qualifier.
use di_core::prelude::*;

struct Replica;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    first: Singleton<Pool, Replica>,
    second: Singleton<Pool, Replica>,
}

fn main() {}
