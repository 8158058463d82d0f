// The function of a resource returns something else.
use di_core::prelude::*;

struct Pool;
struct Connection;

async fn connect() -> Connection {
    Connection
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Resource<Pool>,
}

fn main() {}
