// What is given to the scope is not absent.
use di_core::prelude::*;

struct User;

#[derive(Container)]
struct App {
    #[provide(input, absent)]
    user: Scoped<User>,
}

fn main() {}
