// The function that stops a service takes an `Outcome`.
use di_core::Outcome;
use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

async fn halt(_: &Worker, _: Outcome) {}

#[derive(Container)]
struct App {
    #[provide(stop = halt)]
    worker: Singleton<Worker>,
}

fn main() {}
