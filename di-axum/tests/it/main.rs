//! Behaviour of the web layer.

#[cfg(feature = "serve")]
mod background;
mod compile_errors;
#[cfg(feature = "dynamic")]
mod dynamic;
mod error_graph;
mod error_pages;
mod extractors;
mod graph_page;
mod keys;
mod log;
mod openings;
mod outcomes;
mod rejections;
mod requests;
mod scopes;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod sessions;
#[cfg(all(feature = "serve", unix))]
mod signals;
mod site;
mod socket;
mod support;
