// What is generic is of no type that could be contributed.
use di_core::prelude::*;

#[derive(Injectable)]
#[injectable(singleton)]
struct Repo<T: Send + Sync + 'static> {
    #[inject(default)]
    rows: Vec<T>,
}

#[injectable(singleton)]
fn rows<T: Send + Sync + 'static>() -> Vec<T> {
    Vec::new()
}

fn main() {}
