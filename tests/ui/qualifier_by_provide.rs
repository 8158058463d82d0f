// The qualifier stands in the provider's attribute.
use di_core::prelude::*;

struct Replica;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    #[provide(qualifier = Replica)]
    pool: Singleton<Pool>,
}

fn main() {}
