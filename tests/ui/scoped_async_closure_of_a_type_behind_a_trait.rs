// An `async` closure returns the type behind a trait.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

struct Smtp;

impl Mailer for Smtp {}

#[derive(Container)]
struct App {
    #[provide(Smtp, with = async || Smtp)]
    mailer: Scoped<dyn Mailer>,
}

fn main() {}
