// Only functions and services are contributed.
use di_core::prelude::*;

#[injectable(singleton)]
enum Level {
    High,
}

fn main() {}
