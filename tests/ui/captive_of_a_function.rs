// A singleton's function asks for what lives in a scope.
use di_core::prelude::*;

struct RequestId(u64);
struct Users;

#[derive(Container)]
struct App {
    #[provide(input, borrowed)]
    request: Scoped<RequestId>,
    #[provide(with = |_request: &RequestId| Users)]
    users: Singleton<Users>,
}

fn main() {}
