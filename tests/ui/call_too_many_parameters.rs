// A called closure has more than 16 parameters.
use di_core::prelude::*;

#[derive(Container)]
struct App {
    #[provide(with = || 1)]
    number: Factory<u8>,
}

#[rustfmt::skip]
fn add(
    _1: u8, _2: u8, _3: u8, _4: u8, _5: u8, _6: u8, _7: u8, _8: u8, _9: u8,
    _10: u8, _11: u8, _12: u8, _13: u8, _14: u8, _15: u8, _16: u8, _17: u8,
) {
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    app.call(add)
}
