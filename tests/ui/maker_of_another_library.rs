// A service has the name of this library's `Maker`, and as many parameters.
use di_core::{Container, Factory, Injectable};
use std::marker::PhantomData;

#[derive(Injectable)]
struct Maker<T: 'static, A: 'static> {
    made: PhantomData<fn(A) -> T>,
}

#[derive(Container)]
struct App {
    tickets: Factory<Maker<u8, u32>>,
}

fn main() {}
