// The function that starts a service takes it by value, though others keep it.
use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

async fn begin(_: Worker) {}

#[derive(Container)]
struct App {
    #[provide(start = begin)]
    worker: Singleton<Worker>,
}

fn main() {}
