// A resource would hold what lives in a scope.
use std::sync::Arc;

use di_core::prelude::*;

struct Request;
struct Pool(Arc<Request>);

async fn connect(request: Arc<Request>) -> Pool {
    Pool(request)
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<Request>,
    #[provide(with = connect)]
    pool: Resource<Pool>,
}

fn main() {}
