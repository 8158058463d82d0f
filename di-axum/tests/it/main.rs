//! Behaviour of the web layer.

mod compile_errors;
#[cfg(feature = "dynamic")]
mod dynamic;
mod extractors;
mod outcomes;
mod rejections;
mod scopes;
mod socket;
mod support;
