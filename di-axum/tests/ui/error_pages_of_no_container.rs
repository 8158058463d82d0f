// The error pages of developers are about a container, and say so to whoever gives them another thing.

use std::sync::Arc;

use di_axum::ErrorPages;

struct Config;

fn main() {
    let config = Arc::new(Config);
    let _ = ErrorPages::development(&config);
}
