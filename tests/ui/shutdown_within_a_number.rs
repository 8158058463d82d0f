// A shutdown is limited by a number.
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
    app.shutdown_within(5, tokio::time::sleep).await.unwrap();
}

fn main() {}
