// A method is no function to contribute.
use di_core::prelude::*;

struct Config;

impl Config {
    #[injectable(singleton)]
    fn port(&self) -> u16 {
        80
    }
}

fn main() {}
