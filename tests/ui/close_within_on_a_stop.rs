// The function that stops a singleton has a limit.
use std::time::Duration;

use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

fn halt(_: &Worker) {}

#[derive(Container)]
struct App {
    #[provide(stop = halt, close_within = Duration::from_secs(5))]
    worker: Singleton<Worker>,
}

fn main() {}
