// A misspelt option is told, with the one that was meant.
use di_core::prelude::*;

#[derive(Injectable)]
#[injectable(singelton)]
struct Clock;

#[injectable(singleton, falback)]
fn port() -> u16 {
    80
}

fn main() {}
