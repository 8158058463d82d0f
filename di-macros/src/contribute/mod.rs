//! `#[injectable(singleton)]`: what a crate contributes to containers that discover it.

mod expand;
mod function;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Type};

pub(crate) use expand::{Built, expand};
pub(crate) use function::attribute;

use crate::attr::{self, Item};
use crate::errors::Errors;
use crate::types::plain;

/// What is contributed, as its attribute says.
pub(crate) struct Contribution {
    kind: Ident,
    views: Vec<Type>,
    collections: Vec<(Type, Option<Expr>)>,
    qualifier: Option<Type>,
    is_fallback: bool,
    is_eager: bool,
    condition: Option<Expr>,
    /// What is done with it: the builder's method, and the function.
    hooks: Vec<(&'static str, Expr)>,
}

/// How long what is contributed lives.
const KINDS: [&str; 4] = ["singleton", "scoped", "factory", "resource"];

const NO_KIND: &str = "this does not say how long it lives\n\
    help: add `singleton`, `scoped` or `factory`; a function may be a `resource`, too";

/// Reads the options; nothing if there are none, or if one of them is wrong.
pub(crate) fn parse(items: &[Item], errors: &mut Errors) -> Option<Contribution> {
    let first = items.first()?;
    let before = errors.count();
    let mut kind: Option<Ident> = None;
    let mut contribution = Contribution {
        kind: Ident::new("singleton", Span::call_site()),
        views: Vec::new(),
        collections: Vec::new(),
        qualifier: None,
        is_fallback: false,
        is_eager: false,
        condition: None,
        hooks: Vec::new(),
    };
    let is_known = |item: &Item| {
        let Item::Word(word) = item else { return !matches!(item, Item::Unknown(_)) };
        KINDS.iter().chain(&["fallback", "eager"]).any(|it| word == it)
    };
    for item in items {
        match item {
            Item::Word(word) if KINDS.iter().any(|it| word == it) => match &kind {
                None => kind = Some(word.clone()),
                Some(other) if other == word => attr::repeated(item, "injectable", errors),
                Some(other) => errors.at(
                    word,
                    format!("`{other}` and `{word}` exclude each other\nhelp: remove one"),
                ),
            },
            _ => contribution.read(item, errors),
        }
    }
    match kind {
        Some(kind) => contribution.kind = kind,
        None if items.iter().all(is_known) => errors.at(first, NO_KIND),
        None => {}
    }
    (errors.count() == before).then_some(contribution)
}

impl Contribution {
    fn read(&mut self, item: &Item, errors: &mut Errors) {
        match item {
            Item::Word(word) if word == "fallback" => self.is_fallback = true,
            Item::Word(word) if word == "eager" => self.is_eager = true,
            Item::As(_, view) => self.views.push(plain(view).clone()),
            Item::Into(_, element) => self.collections.push((plain(element).clone(), None)),
            Item::Key(word, _, key) => match self.collections.last_mut() {
                Some((_, at @ None)) => *at = Some((**key).clone()),
                _ => errors.at(
                    word,
                    "a key is for what stands before it\nhelp: write `into dyn SomeTrait, key = ..`",
                ),
            },
            Item::When(_, condition) => self.condition = Some((**condition).clone()),
            Item::Start(_, function) => self.hooks.push(("start_with", (**function).clone())),
            Item::Stop(_, function) => self.hooks.push(("stop_with", (**function).clone())),
            Item::Close(_, function) => self.hooks.push(("close_with", (**function).clone())),
            Item::Type(qualifier) if self.qualifier.is_none() => {
                self.qualifier = Some((**qualifier).clone());
            }
            Item::Type(another) => {
                errors.at(another, "a provider has one qualifier\nhelp: remove one");
            }
            other => attr::unknown(other, "injectable", errors),
        }
    }

    fn is_made(&self) -> bool {
        self.kind == "factory"
    }

    /// What is said of the registration after it is made.
    fn options(&self) -> TokenStream {
        let views = self.views.iter().map(|view| {
            // A type that is none is told where the trait is written.
            quote_spanned!(view.span()=> .provides::<#view>(|it| it))
        });
        let collections = self.collections.iter().map(|(element, key)| match key {
            None => quote_spanned!(element.span()=> .contributes::<#element>(|it| it)),
            Some(key) => {
                quote_spanned!(element.span()=> .contributes_as::<_, #element>(#key, |it| it))
            }
        });
        let qualified = self.qualifier.iter().map(|it| quote!(.qualified::<#it>()));
        let hooks = self.hooks.iter().map(|(method, function)| {
            let method = Ident::new(method, Span::call_site());
            quote!(.#method(#function))
        });
        let fallback = self.is_fallback.then(|| quote!(.fallback()));
        let eager = self.is_eager.then(|| quote!(.eager()));
        let condition = self.condition.iter().map(|it| quote!(.when(#it)));
        quote!(#(#views)* #(#collections)* #(#qualified)* #(#hooks)* #fallback #eager #(#condition)*)
    }
}
