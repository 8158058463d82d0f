// A factory borrows what is built from what it makes.
use di_core::prelude::*;

#[derive(Injectable)]
struct Report<'a> {
    archive: &'a Archive,
}

struct Archive;

fn archive(_report: Report<'_>) -> Archive {
    Archive
}

#[derive(Container)]
struct App {
    report: Factory<Report<'static>>,
    #[provide(with = archive)]
    archive: Singleton<Archive>,
}

fn main() {}
