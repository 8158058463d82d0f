//! The attributes, read one option at a time.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, Meta, Path, Token, Type, parenthesized, token};

use crate::crate_path::CratePath;
use crate::errors::Errors;

/// One option of an attribute: `default`, `with = expr`, `as dyn Trait`, or a type.
pub(crate) enum Item {
    Word(Ident),
    With(Ident, Box<Expr>),
    Crate(Ident, Path),
    Type(Box<Type>),
    As(Token![as], Box<Type>),
    Into(Ident, Box<Type>),
    /// `key = expr`, or `key: Type = expr`.
    Key(Ident, Option<Box<Type>>, Box<Expr>),
    Decorate(Ident, Box<Type>),
    Select(Ident, Box<Expr>),
    Close(Ident, Box<Expr>),
    CloseWithin(Ident, Box<Expr>),
    Start(Ident, Box<Expr>),
    Stop(Ident, Box<Expr>),
    When(Ident, Box<Expr>),
    /// `collection(dyn Trait)`, or `collection(dyn Trait, key: Type)`.
    Collection(Ident, Box<Type>, Option<Box<Type>>),
    /// An assignment to a word that no attribute knows.
    Unknown(Ident),
    /// What no attribute knows either: a type in quotes, say.
    Literal(Lit),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
            let word = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            if word == "as" || word == "into" {
                return Err(syn::Error::new(
                    word.span(),
                    format!("`{word}` takes no `=`\nhelp: write `{word} dyn SomeTrait`"),
                ));
            }
            if input.is_empty() || input.peek(Token![,]) {
                let takes_a_value = is_valued(&word.to_string());
                return Ok(if takes_a_value { Self::Word(word) } else { Self::Unknown(word) });
            }
            if word == "crate" && input.peek(syn::LitStr) {
                let path: syn::LitStr = input.parse()?;
                let message = format!(
                    "`crate` takes a path, without quotes\nhelp: write `crate = {}`",
                    path.value()
                );
                return Err(syn::Error::new(path.span(), message));
            }
            return Ok(match word.to_string().as_str() {
                "with" => Self::With(word, input.parse()?),
                "select" => Self::Select(word, input.parse()?),
                "close" => Self::Close(word, input.parse()?),
                "close_within" => Self::CloseWithin(word, input.parse()?),
                "start" => Self::Start(word, input.parse()?),
                "stop" => Self::Stop(word, input.parse()?),
                "when" => Self::When(word, input.parse()?),
                "key" => Self::Key(word, None, input.parse()?),
                "decorate" => {
                    let service = input.parse().map_err(|error| {
                        let message = "a decorator is a service\n\
                                       help: name its type, `decorate = SomeType`, which derives \
                                       `Injectable` and has what it decorates in a field that is \
                                       `#[inject(assisted)]`";
                        syn::Error::new(error.span(), message)
                    });
                    Self::Decorate(word, service?)
                }
                "crate" => Self::Crate(word, input.call(Path::parse_mod_style)?),
                _ => {
                    input.parse::<Expr>()?;
                    Self::Unknown(word)
                }
            });
        }
        if input.peek(Lit) {
            return input.parse().map(Self::Literal);
        }
        if input.peek(Token![as]) {
            let word: Token![as] = input.parse()?;
            return Ok(Self::As(word, parse_trait("as", word.span, input)?));
        }
        let fork = input.fork();
        if let Ok(word) = fork.call(Ident::parse_any) {
            if let Some(item) = Self::parse_word(&word, &fork, input)? {
                return Ok(item);
            }
        }
        let fork = input.fork();
        // A lone lower-case word is an option; anything else is a type.
        if let Ok(word) = fork.call(Ident::parse_any) {
            let alone = fork.is_empty() || fork.peek(Token![,]);
            if alone && word.to_string().starts_with(char::is_lowercase) {
                return Ok(Self::Word(input.call(Ident::parse_any)?));
            }
        }
        match input.parse() {
            Ok(ty) => Ok(Self::Type(Box::new(ty))),
            Err(error) => Err(syn::Error::new(error.span(), "expected an option or a type")),
        }
    }
}

/// The options that are written `option = value`.
const VALUED: &[&str] = &[
    "with",
    "crate",
    "select",
    "key",
    "decorate",
    "close",
    "close_within",
    "start",
    "stop",
    "when",
];

fn is_valued(word: &str) -> bool {
    VALUED.contains(&word)
}

impl Item {
    /// Parses what follows some words without a `=`; `after` is what follows `word`.
    fn parse_word(
        word: &Ident,
        after: ParseStream<'_>,
        input: ParseStream<'_>,
    ) -> syn::Result<Option<Self>> {
        if word == "into" && !after.peek(Token![::]) {
            let word = input.call(Ident::parse_any)?;
            let element = parse_trait("into", word.span(), input)?;
            return Ok(Some(Self::Into(word, element)));
        }
        if word == "key" && after.peek(Token![:]) && !after.peek(Token![::]) {
            let word = input.call(Ident::parse_any)?;
            input.parse::<Token![:]>()?;
            let ty = input.parse()?;
            input.parse::<Token![=]>()?;
            return Ok(Some(Self::Key(word, Some(ty), input.parse()?)));
        }
        if word == "collection" && after.peek(token::Paren) {
            let word = input.call(Ident::parse_any)?;
            let content;
            parenthesized!(content in input);
            let (element, key) = parse_collection(&content).map_err(|error| {
                let message = format!("this is no collection\nhelp: write {COLLECTION}");
                syn::Error::new(error.span(), message)
            })?;
            return Ok(Some(Self::Collection(word, element, key)));
        }
        // No type is written so.
        if after.peek(token::Paren) && word.to_string().starts_with(char::is_lowercase) {
            let word = input.call(Ident::parse_any)?;
            let content;
            parenthesized!(content in input);
            content.parse::<TokenStream>()?;
            return Ok(Some(Self::Unknown(word)));
        }
        Ok(None)
    }
}

/// Parses what follows `as` or `into`.
fn parse_trait(word: &str, span: Span, input: ParseStream<'_>) -> syn::Result<Box<Type>> {
    let nothing = input.is_empty() || input.peek(Token![,]);
    input.parse().map_err(|error: syn::Error| {
        let span = if nothing { span } else { error.span() };
        syn::Error::new(span, format!("`{word}` needs a trait\nhelp: write `{word} dyn SomeTrait`"))
    })
}

/// Parses `dyn Trait` or `dyn Trait, key: Type`.
fn parse_collection(content: ParseStream<'_>) -> syn::Result<(Box<Type>, Option<Box<Type>>)> {
    let element = content.parse()?;
    let mut key = None;
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    if !content.is_empty() {
        let option = content.call(Ident::parse_any)?;
        if option != "key" {
            return Err(syn::Error::new(option.span(), "expected `key`"));
        }
        content.parse::<Token![:]>()?;
        key = Some(content.parse()?);
    }
    if !content.is_empty() {
        content.parse::<Token![,]>()?;
    }
    Ok((element, key))
}

const COLLECTION: &str =
    "`collection(dyn SomeTrait)` or `collection(dyn SomeTrait, key: SomeType)`";

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Word(word)
            | Self::With(word, _)
            | Self::Crate(word, _)
            | Self::Into(word, _)
            | Self::Key(word, ..)
            | Self::Decorate(word, _)
            | Self::Select(word, _)
            | Self::Close(word, _)
            | Self::CloseWithin(word, _)
            | Self::Start(word, _)
            | Self::Stop(word, _)
            | Self::When(word, _)
            | Self::Collection(word, ..)
            | Self::Unknown(word) => word.to_tokens(tokens),
            Self::As(word, _) => word.to_tokens(tokens),
            Self::Type(ty) => ty.to_tokens(tokens),
            Self::Literal(literal) => literal.to_tokens(tokens),
        }
    }
}

/// Reads the options of all attributes called `name`.
pub(crate) fn items(attributes: &[Attribute], name: &str, errors: &mut Errors) -> Vec<Item> {
    let mut items = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(_) => {}
            Meta::Path(path) => {
                errors.at(
                    path,
                    format!("`#[{name}]` says nothing\nhelp: remove it, or {}", forms(name)),
                );
                continue;
            }
            Meta::NameValue(value) => {
                errors.at(
                    value,
                    format!("`#[{name}]` takes its options in parentheses\nhelp: {}", forms(name)),
                );
                continue;
            }
        }
        let list = attribute.parse_args_with(Punctuated::<Item, Token![,]>::parse_terminated);
        match list {
            Ok(list) if list.is_empty() => {
                errors.at(
                    attribute,
                    format!("`#[{name}()]` says nothing\nhelp: remove it, or {}", forms(name)),
                );
            }
            Ok(list) => items.extend(list),
            Err(error) => errors.add(error),
        }
    }
    items
}

/// Reports the attributes called `name`, which belong elsewhere.
pub(crate) fn misplaced(attributes: &[Attribute], name: &str, why: &str, errors: &mut Errors) {
    for attribute in attributes.iter().filter(|it| it.path().is_ident(name)) {
        errors.at(attribute.path(), format!("`#[{name}(..)]` is not expected here\nhelp: {why}"));
    }
}

/// Reports an option that the attribute `name` does not have, or has otherwise.
pub(crate) fn unknown(item: &Item, name: &str, errors: &mut Errors) {
    let option = item.to_token_stream().to_string();
    let near = options(name)
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, &option), *known))
        .filter(|(distance, _)| *distance <= 2)
        .min();
    let forms = forms(name);
    let message = match (near, item) {
        (Some((0, "collection")), _) => {
            format!("`{option}` does not say of what\nhelp: write {COLLECTION}")
        }
        (Some((0, _)), Item::Unknown(_)) if !is_valued(&option) => {
            format!("`{option}` takes no value in `#[{name}(..)]`\nhelp: {forms}")
        }
        (Some((0, _)), _) => {
            format!("`{option}` needs a value\nhelp: write `#[{name}({option} = ..)]`")
        }
        (Some((_, known)), _) => {
            format!("unknown option `{option}` in `#[{name}(..)]`; did you mean `{known}`?")
        }
        // Where a type could stand, a word may be meant to be a function.
        (None, Item::Word(word)) if name == "provide" => {
            format!(
                "unknown option `{option}` in `#[{name}(..)]`\n\
                 help: if it is a function, write `#[provide(with = {word})]`; the other \
                 options are `input`, `borrowed`, `absent`, `as`, `into`, `decorate`, `select` \
                 and the type behind a trait"
            )
        }
        (None, _) => format!("unknown option `{option}` in `#[{name}(..)]`\nhelp: {forms}"),
    };
    errors.at(item, message);
}

/// Reports an option that was given before.
pub(crate) fn repeated(item: &Item, name: &str, errors: &mut Errors) {
    let option = item.to_token_stream().to_string();
    errors.at(item, format!("`{option}` stands twice in `#[{name}(..)]`\nhelp: remove one"));
}

/// The options of an attribute.
fn options(name: &str) -> &'static [&'static str] {
    match name {
        "provide" => &[
            "with",
            "input",
            "borrowed",
            "absent",
            "into",
            "key",
            "decorate",
            "select",
            "close",
            "close_within",
            "start",
            "stop",
            "eager",
        ],
        "inject" => &["default", "with", "assisted"],
        "container" => &["crate", "collection"],
        _ => INJECTABLE,
    }
}

const INJECTABLE: &[&str] = &[
    "crate",
    "singleton",
    "scoped",
    "factory",
    "resource",
    "into",
    "key",
    "fallback",
    "eager",
    "when",
    "close",
    "start",
    "stop",
];

/// What an attribute may look like.
fn forms(name: &str) -> &'static str {
    match name {
        "provide" => {
            "write `#[provide(SomeType)]`, `#[provide(with = some_function)]`, \
             `#[provide(input)]` or another of its options"
        }
        "inject" => {
            "write `#[inject(default)]`, `#[inject(with = some_value)]`, `#[inject(assisted)]` \
             or a qualifier, `#[inject(SomeType)]`"
        }
        "injectable" => {
            "write `#[injectable(singleton)]`, `#[injectable(scoped, as dyn SomeTrait)]`, \
             `#[injectable(crate = some::path)]` or another of its options"
        }
        _ => {
            "write `#[container(crate = some::path)]` or `#[container(collection(dyn SomeTrait))]`"
        }
    }
}

/// Returns the path by which the generated code reaches `di-core`,
/// `#[name(crate = path)]` or `::di_core`, and the attribute's other options.
pub(crate) fn crate_path(
    attributes: &[Attribute],
    name: &str,
    errors: &mut Errors,
) -> (CratePath, Vec<Item>) {
    let mut path = None;
    let mut others = Vec::new();
    for item in items(attributes, name, errors) {
        match item {
            Item::Crate(..) if path.is_some() => repeated(&item, name, errors),
            Item::Crate(_, given) => path = Some(given),
            other => others.push(other),
        }
    }
    (CratePath::new(path), others)
}
