//! The crate that is wired by the derives.

use std::fmt::Write as _;

use super::model::{Graph, Kind};
use super::project::{Twin, package};
use super::services::imports;

pub(super) fn manifest() -> String {
    let package = package(Twin::Derived);
    format!("{package}\n[dependencies]\ndi-core.workspace = true\n")
}

pub(super) fn app(graph: &Graph) -> String {
    let mut text = String::from("use di_core::prelude::*;\n\n");
    text.push_str(&imports(graph.services().iter()));
    for service in graph.services() {
        // The container names both the trait and the type behind it.
        if service.kind == Kind::Port {
            let _ = writeln!(text, "use crate::layer{}::{};", service.layer, service.name());
        }
    }
    text.push_str("\npub struct Config {\n    pub seed: u64,\n}\n\n");
    text.push_str("#[derive(Container)]\npub struct App {\n    config: Value<Config>,\n");
    for service in graph.services() {
        if service.kind == Kind::Port {
            let _ = writeln!(text, "    #[provide({})]", service.name());
        }
        let provider = match service.kind {
            Kind::Concrete | Kind::Port => "Singleton",
            Kind::Factory => "Factory",
        };
        let _ = writeln!(text, "    {}: {provider}<{}>,", service.field(), service.provided());
    }
    text.push_str("}\n");
    text
}

pub(super) fn main(graph: &Graph) -> String {
    let mut text = String::from(
        "\nuse std::sync::Arc;\n\nuse di_core::prelude::*;\n\nuse app::{App, Config};\n",
    );
    text.push_str(&imports(graph.tops()));
    text.push_str(
        "\nfn main() -> Result<(), di_core::Error> {\n    \
         let app = App::new(Config { seed: 1 }).build();\n    let mut value: u64 = 0;\n",
    );
    for service in graph.tops() {
        let _ = writeln!(
            text,
            "    value = value.wrapping_add(app.resolve::<{}>()?.value());",
            service.key()
        );
    }
    text.push_str("    println!(\"{value}\");\n    Ok(())\n}\n");
    text
}
