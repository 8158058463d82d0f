// What a contributed service asks for can be given out by a dynamic container.
use di_core::prelude::*;

struct Connection;

#[derive(Injectable)]
#[injectable(singleton)]
struct Users {
    connection: Connection,
}

fn main() {}
