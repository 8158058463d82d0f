// What is kept comes back to its owner at once, and again past a singleton, which makes
// it stay: the whole way is told.
use di_core::prelude::*;
use std::sync::Arc;

trait Layout: Send + Sync {}

#[derive(Injectable)]
struct PrintLayout {
    report: Report,
}

impl Layout for PrintLayout {}

#[derive(Injectable)]
struct Report {
    layout: Lazy<Arc<dyn Layout>>,
    archive: Arc<Archive>,
}

#[derive(Injectable)]
struct Archive {
    layout: Lazy<Arc<dyn Layout>>,
}

#[derive(Container)]
struct App {
    report: Factory<Report>,
    #[provide(PrintLayout)]
    layout: Factory<dyn Layout>,
    archive: Singleton<Archive>,
}

fn main() {}
