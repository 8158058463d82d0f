// A singleton would hold what lives in a scope, within a collection.
use di_core::prelude::*;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct QuotaCheck;

impl Check for QuotaCheck {}

#[derive(Injectable)]
struct Health {
    checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check)]
    quota: Scoped<QuotaCheck>,
    health: Singleton<Health>,
}

fn main() {}
