//! What the derives write for the quickstart, kept to be read.
//!
//! `UPDATE_EXPECT=1 cargo test -p di-macros` writes it anew.

use std::path::Path;

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{DeriveInput, Item};

#[test]
fn the_quickstart_expands_to_code_that_a_person_can_read() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/quickstart/src/main.rs");
    let source = std::fs::read_to_string(source).expect("the quickstart is there");
    let file = syn::parse_file(&source).expect("the quickstart is Rust");
    let expanded: TokenStream = file.items.iter().filter_map(expand).collect();
    let expanded = syn::parse2(expanded).expect("the derives write Rust");
    expect_file!["../expansion/quickstart.rs"].assert_eq(&prettyplease::unparse(&expanded));
}

/// Expands the derives of a struct.
fn expand(item: &Item) -> Option<TokenStream> {
    let Item::Struct(item) = item else { return None };
    let derives = item.attrs.iter().find(|it| it.path().is_ident("derive"))?;
    let input: DeriveInput = syn::parse2(item.to_token_stream()).expect("a struct");
    match derives.meta.require_list().expect("a list").tokens.to_string().as_str() {
        "Injectable" => Some(crate::service::derive(&input)),
        "Container" => Some(crate::container::derive(&input)),
        _ => None,
    }
}
