// A singleton's decorator would hold what lives in a scope.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    request: Arc<RequestId>,
}

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
