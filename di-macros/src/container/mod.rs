//! `#[derive(Container)]`.

mod collection;
mod duplicate;
mod expand;
mod import;
mod lifetime;
mod parse;
mod provider;
mod rename;
mod select;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Expr, Generics, Ident, Index, Lifetime, Type, Visibility};

use crate::crate_path::CratePath;
use crate::errors::Errors;

/// A container, as its struct declares it.
struct Container<'i> {
    ident: &'i Ident,
    vis: &'i Visibility,
    generics: &'i Generics,
    /// The lifetime of the container's borrow in the generated impls.
    borrow: Lifetime,
    providers: Vec<Provider<'i>>,
    /// Fields that are no providers: an error is reported for each, and of the
    /// generated code there is what others need to compile.
    broken: Vec<Provider<'i>>,
    imports: Vec<Import<'i>>,
    collections: Vec<Collection>,
    crate_path: CratePath,
}

/// A field that is another container, and what is taken from it.
struct Import<'i> {
    field: &'i Ident,
    /// The `Infra` of `Arc<Infra>`.
    container: &'i Type,
    /// The field's type.
    ty: &'i Type,
    keys: Vec<ImportedKey>,
    /// How many providers are declared before it.
    position: usize,
    /// It is no import: an error is reported, and what it was to give is promised.
    broken: bool,
}

struct ImportedKey {
    ty: Type,
    /// Its position in the graph.
    index: Index,
    duplicate: bool,
}

/// What several providers are put into.
struct Collection {
    /// The `dyn Trait` that each element is.
    element: Type,
    /// The keys' type, if they have keys.
    key: Option<Type>,
    members: Vec<Member>,
    /// Its position in the graph.
    index: Index,
}

/// A provider in a collection.
struct Member {
    /// The provider's position in the graph.
    provider: usize,
    key: Option<Expr>,
}

/// One field of a container.
struct Provider<'i> {
    field: &'i Ident,
    /// The field's type, for its span.
    ty: &'i Type,
    kind: Kind,
    /// Its position in the graph.
    index: Index,
    /// The `T` of `Singleton<T>`.
    service: &'i Type,
    /// The `Q` of `Singleton<T, Q>`.
    qualifier: Option<&'i Type>,
    /// The traits that it is provided as besides.
    views: Vec<Type>,
    constructor: Constructor,
    /// What wraps the service, the innermost first.
    decorators: Vec<Type>,
    /// What is called with the instance when it is there: when the container starts.
    starter: Option<Box<Expr>>,
    /// What closes a resource or what is scoped, or stops a singleton.
    closer: Option<Box<Expr>>,
    /// How long that may take.
    close_within: Option<Box<Expr>>,
    /// It is built when the container starts.
    is_eager: bool,
    /// It is put into a collection of its own type, and so provides nothing itself.
    only_collected: bool,
    /// Another field provides the same: an error is reported, and the generated
    /// code leaves this one's keys out.
    duplicate: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Value,
    Singleton,
    Resource,
    Factory,
    /// `input`: given when the scope is opened; `borrowed`: lives in the scope
    /// itself.
    Scoped {
        input: bool,
        borrowed: bool,
    },
}

/// Who builds the service.
enum Constructor {
    /// The type itself, by its derive.
    Itself,
    /// Another type, behind the trait.
    Type(Box<Type>),
    /// A function, perhaps of a type behind the trait.
    Function(Box<Expr>, Option<Box<Type>>),
    /// One of several types behind the trait, at the position that the function
    /// returns.
    Select(Box<Expr>, Vec<Type>),
    /// Nobody: it is given.
    Given,
    /// Nobody: there is none, unless it is overridden.
    Absent,
    /// A mistake is reported; whatever is generated only has to compile.
    Broken,
}

/// Derives `Container` and everything that comes with it.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let named = without_self(input);
    let container = parse::parse(named.as_ref().unwrap_or(input), &mut errors);
    let code = match container {
        Some(mut container) => {
            collection::check(&container, &mut errors);
            duplicate::find(&mut container, &mut errors);
            expand::expand(&container, errors.is_empty())
        }
        None => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote!(#code #errors)
}

/// Returns the item with its own name in the place of `Self`, which means nothing
/// in the functions that are generated. A generic one's name would need arguments.
fn without_self(input: &DeriveInput) -> Option<DeriveInput> {
    if !input.generics.params.is_empty() {
        return None;
    }
    let tokens = rename::self_to(input.to_token_stream(), &input.ident)?;
    syn::parse2(tokens).ok()
}

impl Container<'_> {
    /// Whether it starts, or has something to close when it is shut down.
    fn is_shut_down(&self) -> bool {
        self.providers.iter().any(|it| it.is_started() || it.is_closed_by_scope())
    }

    /// Whether the provider makes what can be any type.
    fn is_a_parameter_made(&self, provider: &Provider<'_>) -> bool {
        provider.kind == Kind::Factory
            && provider.qualifier.is_none()
            && self.is_a_parameter(provider.service)
    }

    /// Whether the type is one of the container's own parameters.
    fn is_a_parameter(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        self.generics.type_params().any(|it| path.path.is_ident(&it.ident))
    }
}

impl Provider<'_> {
    /// Whether the service is known to have no size, so that it is given in an
    /// `Arc`.
    fn is_unsized(&self) -> bool {
        match self.service {
            Type::TraitObject(_) | Type::Slice(_) => true,
            Type::Path(path) => path.path.is_ident("str"),
            _ => false,
        }
    }

    /// Whether it is opened or built when the container starts.
    fn is_started(&self) -> bool {
        self.kind == Kind::Resource || self.is_eager
    }

    /// Whether its function may be `async`: the compiler knows.
    fn may_be_opened(&self) -> bool {
        matches!(self.kind, Kind::Scoped { input: false, borrowed: false })
            && matches!(self.constructor, Constructor::Function(_, None))
            && self.decorators.is_empty()
    }

    /// Whether a scope closes it.
    fn is_closed_by_scope(&self) -> bool {
        matches!(self.kind, Kind::Scoped { .. }) && self.closer.is_some()
    }

    /// Whether it is closed by a function of the user's.
    fn is_closed(&self) -> bool {
        self.closer.is_some() && matches!(self.kind, Kind::Scoped { .. } | Kind::Resource)
    }

    /// Whether the instance lives in the scope itself.
    fn is_borrowed(&self) -> bool {
        matches!(self.kind, Kind::Scoped { borrowed: true, .. })
    }

    /// Whether the service is written as `dyn Trait`.
    fn is_dyn(&self) -> bool {
        matches!(self.service, Type::TraitObject(_))
    }
}
