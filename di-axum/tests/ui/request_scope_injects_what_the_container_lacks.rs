// A test cannot inject into a handler what the container lacks.

use std::sync::Arc;

use di_axum::{Inject, Rejection, RequestScope};
use di_core::prelude::*;

trait Mailer: Send + Sync {}

struct Config;

#[derive(Container)]
struct App {
    config: Value<Config>,
}

async fn handler(Inject(mailer): Inject<Arc<dyn Mailer>>) {
    let _ = mailer;
}

async fn test(scope: RequestScope<App>) -> Result<(), Rejection> {
    handler(scope.inject().await?).await;
    Ok(())
}

fn main() {}
