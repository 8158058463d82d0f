// All mistakes of a container are reported at once.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

struct Config;

#[derive(Container)]
struct App {
    config: Arc<Config>,
    #[provide]
    mailer: Singleton<dyn Mailer>,
    #[provide(inptu)]
    request: Scoped<u64>,
    users: Singelton<u32>,
}

fn main() {
    let app = App::new();
    let _config: Arc<Config> = app.config.clone();
}
