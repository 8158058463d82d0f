// A generic service needs what the container does not provide, at one type.
use di_core::prelude::*;
use std::sync::Arc;

struct User;
struct Source<T>(T);

#[derive(Injectable)]
struct Repo<T: Send + Sync + 'static> {
    source: Arc<Source<T>>,
}

#[derive(Container)]
struct App {
    users: Singleton<Repo<User>>,
}

fn main() {}
