// What a factory makes is to be started.
use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

fn begin(_: &Worker) {}

#[derive(Container)]
struct App {
    #[provide(start = begin)]
    worker: Factory<Worker>,
}

fn main() {}
