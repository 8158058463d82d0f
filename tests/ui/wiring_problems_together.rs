// Two cycles and a captive dependency are reported at once.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Users {
    orders: Arc<Orders>,
}

#[derive(Injectable)]
struct Orders {
    users: Arc<Users>,
}

#[derive(Injectable)]
struct Category {
    parent: Arc<Category>,
}

struct RequestId(u64);

#[derive(Injectable)]
struct Audit {
    request: Arc<RequestId>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
    orders: Singleton<Orders>,
    category: Singleton<Category>,
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Singleton<Audit>,
}

fn main() {}
