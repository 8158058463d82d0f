// A resource is opened by a future that cannot be sent to another thread.
use std::rc::Rc;

use di_core::prelude::*;

struct Pool;

async fn connect() -> Pool {
    let local = Rc::new(());
    std::future::ready(()).await;
    drop(local);
    Pool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Resource<Pool>,
}

fn main() {}
