//! The derives of `di-core`, which re-exports and documents them.
//!
//! Each goes through the same steps: `parse` reads the item and its attributes
//! into a model and collects every mistake; `expand` turns the model into code.
//! Only `expand` writes code. A mistake never stops the expansion: what can be
//! generated is, so that one mistake is one error.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "dynamic"),
    allow(dead_code, unused_imports, reason = "what only dynamic containers need")
)]

mod attr;
mod container;
mod contribute;
mod crate_path;
mod errors;
mod fresh;
mod generics;
mod service;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[expect(missing_docs, reason = "documented where `di-core` re-exports it")]
#[proc_macro_derive(Injectable, attributes(injectable, inject, provide, import))]
pub fn derive_injectable(input: TokenStream) -> TokenStream {
    service::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented where `di-core` re-exports it")]
#[proc_macro_derive(Container, attributes(container, provide, inject, import))]
pub fn container(input: TokenStream) -> TokenStream {
    container::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented where `di-core` re-exports it")]
#[cfg(feature = "dynamic")]
#[proc_macro_attribute]
pub fn injectable(options: TokenStream, item: TokenStream) -> TokenStream {
    contribute::attribute(options.into(), &item.into()).into()
}

#[cfg(test)]
mod expansion;
