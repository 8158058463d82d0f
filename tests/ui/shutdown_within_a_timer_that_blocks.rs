// A shutdown is given a function that blocks.
use std::time::Duration;

use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect)]
    pool: Resource<Pool>,
}

async fn run() {
    let app = App::new().start().await.unwrap();
    app.shutdown_within(Duration::from_secs(5), std::thread::sleep).await.unwrap();
}

fn main() {}
