//! The modules of services, the same in both crates but for the derive in one
//! and the constructor in the other.

use std::fmt::Write as _;

use super::handwritten;
use super::model::{Graph, Kind, Service};
use super::project::Twin;

/// The imports of all that `services` offer to others, by layer.
pub(super) fn imports<'a>(services: impl Iterator<Item = &'a Service>) -> String {
    let mut imports: Vec<(usize, usize, String)> =
        services.map(|service| (service.layer, service.number, service.import())).collect();
    imports.sort();
    imports.dedup();
    let mut text = String::new();
    for layer in imports.chunk_by(|one, next| one.0 == next.0) {
        let names: Vec<&str> = layer.iter().map(|(_, _, name)| name.as_str()).collect();
        let _ = writeln!(text, "use crate::layer{}::{{{}}};", layer[0].0, names.join(", "));
    }
    text
}

/// One module of services.
pub(super) fn layer(graph: &Graph, services: &[Service], twin: Twin) -> String {
    let dependencies = services.iter().flat_map(|service| graph.dependencies(service));
    let mut text = String::from("use std::sync::Arc;\n\n");
    if twin == Twin::Derived {
        text.push_str("use di_core::prelude::*;\n\n");
    }
    text.push_str("use crate::app::Config;\n");
    text.push_str(&imports(dependencies));
    for service in services {
        text.push('\n');
        text.push_str(&declaration(graph, service, twin));
    }
    // A layer without configuration, or the lowest, may need no import.
    format!("#![allow(unused_imports)]\n{text}")
}

fn declaration(graph: &Graph, service: &Service, twin: Twin) -> String {
    let name = service.name();
    let mut fields = Vec::new();
    let mut terms = Vec::new();
    if service.reads_config {
        fields.push(("config".to_owned(), "Arc<Config>".to_owned()));
        terms.push("self.config.seed".to_owned());
    }
    for dependency in graph.dependencies(service) {
        fields.push((dependency.field(), dependency.key()));
        terms.push(format!("self.{}.value()", dependency.field()));
    }

    let mut text = String::new();
    if service.kind == Kind::Port {
        let _ = writeln!(
            text,
            "pub trait {}: Send + Sync {{\n    fn value(&self) -> u64;\n}}\n",
            service.port()
        );
    }
    if twin == Twin::Derived {
        text.push_str("#[derive(Injectable)]\n");
    }
    let _ = writeln!(text, "pub struct {name} {{");
    for (field, key) in &fields {
        let _ = writeln!(text, "    {field}: {key},");
    }
    text.push_str("}\n\n");
    if twin == Twin::Handwritten {
        text.push_str(&handwritten::constructor(&name, &fields));
    }
    let (implementation, visibility) = match service.kind {
        Kind::Port => (format!("{} for {name}", service.port()), ""),
        Kind::Concrete | Kind::Factory => (name, "pub "),
    };
    let _ = writeln!(
        text,
        "impl {implementation} {{\n    {visibility}fn value(&self) -> u64 {{\n        \
         let value: u64 = {};",
        service.number
    );
    for term in terms {
        let _ = writeln!(text, "        let value = value.wrapping_mul(31).wrapping_add({term});");
    }
    text.push_str("        value\n    }\n}\n");
    text
}
