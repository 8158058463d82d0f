// A factory of a type parameter could provide what the container provides otherwise.
use di_core::prelude::*;

#[derive(Container)]
struct App<T: Default + 'static> {
    #[provide(with = T::default)]
    value: Factory<T>,
}

fn main() {}
