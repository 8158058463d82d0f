//! Behaviour of the web layer.

mod compile_errors;
mod extractors;
mod outcomes;
mod rejections;
mod scopes;
mod socket;
mod support;
