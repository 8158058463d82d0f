// The function that stops a service is in quotes.
use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

#[derive(Container)]
struct App {
    #[provide(stop = "Worker::stop")]
    worker: Singleton<Worker>,
}

fn main() {}
