//! Behaviour of the web layer.

mod compile_errors;
mod extractors;
mod rejections;
mod scopes;
mod socket;
mod support;
