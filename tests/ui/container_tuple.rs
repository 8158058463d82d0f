// A container's providers have no names.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App(Singleton<Clock>);

fn main() {}
