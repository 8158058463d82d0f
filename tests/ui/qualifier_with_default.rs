// A qualifier is for what comes from the container.
use di_core::prelude::*;

struct Replica;

#[derive(Injectable)]
struct Reports {
    #[inject(Replica, default)]
    pool: u32,
}

#[derive(Container)]
struct App {
    reports: Singleton<Reports>,
}

fn main() {}
