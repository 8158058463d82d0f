// A key contains text.
use di_core::prelude::*;

trait Rule: Send + Sync {}

#[derive(Injectable)]
struct Early;

impl Rule for Early {}

#[derive(Container)]
struct App {
    #[provide(into dyn Rule, key: (u8, &'static str) = (1, "early"))]
    early: Singleton<Early>,
}

fn main() {}
