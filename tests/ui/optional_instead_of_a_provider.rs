// A container's field is an `Option`.
use di_core::prelude::*;

#[derive(Injectable)]
struct Cache;

#[derive(Container)]
struct App {
    cache: Option<Singleton<Cache>>,
}

fn main() {}
