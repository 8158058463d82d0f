// A service of another crate needs what the container does not provide.
use di_core::prelude::*;
use di_ui_services::Newsletter;

#[derive(Container)]
struct App {
    newsletter: Singleton<Newsletter>,
}

fn main() {}
