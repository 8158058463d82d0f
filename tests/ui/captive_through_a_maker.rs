// A singleton would make what needs a scope.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Ticket {
    request: Arc<RequestId>,
    #[inject(assisted)]
    seat: u32,
}

#[derive(Injectable)]
struct Desk {
    tickets: Maker<Ticket, u32>,
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    tickets: Factory<Maker<Ticket, u32>>,
    desk: Singleton<Desk>,
}

fn main() {}
