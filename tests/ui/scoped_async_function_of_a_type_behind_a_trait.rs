// An `async` function returns the type behind a trait.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

struct Smtp;

impl Mailer for Smtp {}

async fn connect() -> Smtp {
    Smtp
}

#[derive(Container)]
struct App {
    #[provide(Smtp, with = connect)]
    mailer: Scoped<dyn Mailer>,
}

fn main() {}
