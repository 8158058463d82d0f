//! The twin that is wired by hand: every service built once, at first use.

use std::fmt::Write as _;

use super::model::{Graph, Kind, Service};
use super::project::{Twin, package};
use super::services::imports;

pub(super) fn manifest() -> String {
    package(Twin::Handwritten)
}

/// The constructor of a service, which the derive makes in the other crate.
pub(super) fn constructor(name: &str, fields: &[(String, String)]) -> String {
    let parameters: Vec<String> =
        fields.iter().map(|(field, key)| format!("{field}: {key}")).collect();
    let values: Vec<&str> = fields.iter().map(|(field, _)| field.as_str()).collect();
    format!(
        "impl {name} {{\n    pub fn new({}) -> Self {{\n        Self {{ {} }}\n    }}\n}}\n\n",
        parameters.join(", "),
        values.join(", ")
    )
}

pub(super) fn app(graph: &Graph) -> String {
    let mut text = String::from("use std::sync::{Arc, OnceLock};\n\n");
    text.push_str(&imports(graph.services().iter()));
    for service in graph.services() {
        if service.kind == Kind::Port {
            let _ = writeln!(text, "use crate::layer{}::{};", service.layer, service.name());
        }
    }
    text.push_str("\npub struct Config {\n    pub seed: u64,\n}\n\n");
    text.push_str("pub struct App {\n    config: Arc<Config>,\n");
    let slots = || {
        let services = graph.services().iter();
        services.filter(|service| service.kind != Kind::Factory)
    };
    for service in slots() {
        let _ = writeln!(text, "    {}: OnceLock<{}>,", service.field(), service.key());
    }
    text.push_str("}\n\nimpl App {\n    pub fn new(config: Config) -> Self {\n        Self {\n");
    text.push_str("            config: Arc::new(config),\n");
    for service in slots() {
        let _ = writeln!(text, "            {}: OnceLock::new(),", service.field());
    }
    text.push_str("        }\n    }\n");
    for service in graph.services() {
        text.push('\n');
        text.push_str(&accessor(graph, service));
    }
    text.push_str("}\n");
    text
}

fn accessor(graph: &Graph, service: &Service) -> String {
    let mut arguments = Vec::new();
    if service.reads_config {
        arguments.push("self.config.clone()".to_owned());
    }
    arguments.extend(
        graph.dependencies(service).map(|dependency| format!("self.{}()", dependency.field())),
    );
    let construct = format!("{}::new({})", service.name(), arguments.join(", "));
    let field = service.field();
    let body = match service.kind {
        Kind::Concrete | Kind::Port => {
            format!("self.{field}.get_or_init(|| Arc::new({construct})).clone()")
        }
        Kind::Factory => construct,
    };
    format!("    pub fn {field}(&self) -> {} {{\n        {body}\n    }}\n", service.key())
}

pub(super) fn main(graph: &Graph) -> String {
    let mut text = String::from("\nuse app::{App, Config};\n");
    text.push_str(
        "\nfn main() {\n    \
         let app = App::new(Config { seed: 1 });\n    let mut value: u64 = 0;\n",
    );
    for service in graph.tops() {
        let _ =
            writeln!(text, "    value = value.wrapping_add(app.{}().value());", service.field());
    }
    text.push_str("    println!(\"{value}\");\n}\n");
    text
}
