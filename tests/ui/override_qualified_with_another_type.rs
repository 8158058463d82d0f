// A qualified singleton is overridden with another type.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;

#[derive(Injectable)]
struct Pool;

struct FakePool;

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
}

fn main() {
    let mut app = App::new();
    app.replica.override_with(Arc::new(FakePool));
}
