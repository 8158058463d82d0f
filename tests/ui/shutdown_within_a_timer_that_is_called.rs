// A shutdown is given a timer that was called.
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
    app.shutdown_within(Duration::from_secs(5), tokio::time::sleep(Duration::from_secs(5))).await.unwrap();
}

fn main() {}
