// A factory's service does not derive `Injectable`.
use di_core::prelude::*;

struct Signup;

#[derive(Container)]
struct App {
    signup: Factory<Signup>,
}

fn main() {}
