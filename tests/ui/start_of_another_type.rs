// The function that starts a service takes something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct Worker;

struct Job;

async fn begin(_: &Job) {}

#[derive(Container)]
struct App {
    #[provide(start = begin)]
    worker: Singleton<Worker>,
}

fn main() {}
