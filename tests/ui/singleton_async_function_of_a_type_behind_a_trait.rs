// An `async` function returns the type behind the trait of a singleton.
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
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
