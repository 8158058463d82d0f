use quote::ToTokens;
use syn::{Data, DeriveInput, Field, Fields, Index, Type};

use super::duplicate::written;
use super::{Constructor, Container, Kind, Provider, collection, import, lifetime, provider};
use crate::attr;
use crate::errors::Errors;
use crate::fresh::Fresh;
use crate::types::{argument_of, last_segment, made_by, only_type, types};

/// Reads a struct; `None` if the item can be no container.
pub(super) fn parse<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<Container<'i>> {
    let (crate_path, others) = attr::crate_path(&input.attrs, "container", errors);
    for name in ["provide", "inject", "import"] {
        let belongs = if name == "inject" { "a service" } else { "the container" };
        let belongs = format!("put it on a field of {belongs}");
        attr::misplaced(&input.attrs, name, &belongs, errors);
    }
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unnamed(fields) => {
                errors.at(
                    fields,
                    "a container's providers need names\n\
                         help: make it a struct with named fields",
                );
                return None;
            }
            Fields::Unit => {
                errors.at(
                    &input.ident,
                    "a container needs providers\n\
                         help: give it a field for each, such as `users: Singleton<Users>`",
                );
                return None;
            }
        },
        Data::Enum(data) => {
            errors.at(
                data.enum_token,
                "an enum cannot be a container\nhelp: make it a struct with named fields",
            );
            return None;
        }
        Data::Union(data) => {
            errors.at(
                data.union_token,
                "a union cannot be a container\nhelp: make it a struct with named fields",
            );
            return None;
        }
    };
    for parameter in input.generics.lifetimes() {
        errors.at(
            parameter,
            "a container owns what it provides, so it has no lifetime\n\
             help: remove it; what borrows from the container is written `Factory<Report<'static>>`",
        );
    }
    if input.generics.lifetimes().next().is_some() {
        return None;
    }
    let mut container = Container {
        ident: &input.ident,
        vis: &input.vis,
        generics: &input.generics,
        borrow: Fresh::new(input.to_token_stream()).lifetime("c"),
        providers: Vec::with_capacity(fields.len()),
        broken: Vec::new(),
        imports: Vec::new(),
        collections: collection::declared(&others, errors),
        crate_path,
    };
    for field in fields {
        if import::is_import(field) {
            import::read(field, &mut container, errors);
        } else {
            read(field, &mut container, errors);
        }
    }
    number(&mut container);
    Some(container)
}

/// Numbers what comes after the providers in the graph: what is imported, and then
/// the collections.
fn number(container: &mut Container<'_>) {
    let keys = container.imports.iter_mut().flat_map(|it| &mut it.keys).map(|it| &mut it.index);
    let collections = container.collections.iter_mut().map(|it| &mut it.index);
    for (position, index) in (container.providers.len()..).zip(keys.chain(collections)) {
        *index = Index::from(position);
    }
}

fn read<'i>(field: &'i Field, container: &mut Container<'i>, errors: &mut Errors) {
    // A struct with named fields: each has one.
    let Some(ident) = &field.ident else { return };
    let belongs = "put it on a field of a service; a container's field takes `#[provide(..)]`";
    attr::misplaced(&field.attrs, "inject", belongs, errors);
    attr::misplaced(&field.attrs, "container", "put it on the struct", errors);
    let before = errors.count();
    let (kind, service, qualifier) = kind(&field.ty, errors);
    let mut provider = Provider {
        field: ident,
        ty: &field.ty,
        kind,
        index: Index::from(container.providers.len()),
        service,
        qualifier,
        views: Vec::new(),
        constructor: Constructor::Itself,
        decorators: Vec::new(),
        starter: None,
        closer: None,
        close_within: None,
        is_eager: false,
        only_collected: false,
        duplicate: false,
    };
    refuse_parameter(&provider, container, errors);
    refuse_form(&mut provider, errors);
    if errors.count() > before {
        container.broken.push(provider);
        return;
    }
    let contributions = provider::read(&mut provider, &field.attrs, container.ident, errors);
    refuse_absent_parameter(&provider, container, errors);
    if errors.count() > before {
        provider.constructor = Constructor::Broken;
        provider.decorators.clear();
        provider.views.clear();
    } else {
        collection::put(&mut provider, contributions, &mut container.collections, errors);
    }
    container.providers.push(provider);
}

/// Refuses to give out by value what the container does not know: it could be a
/// `Lazy` or an `Option`, which the container gives out anyway.
fn refuse_parameter(provider: &Provider<'_>, container: &Container<'_>, errors: &mut Errors) {
    if container.is_a_parameter_made(provider) {
        let service = written(provider.service);
        errors.at(
            provider.service,
            format!(
                "a `Factory` of `{service}`, which can be any type, might provide what the \
                 container provides otherwise\n\
                 help: put it into a type of its own, `struct New<{service}>({service})`, or give \
                 the provider a qualifier, `Factory<{service}, Some>`"
            ),
        );
    }
}

/// Refuses to say that there is none of what the container does not know: another field
/// may provide it.
fn refuse_absent_parameter(
    provider: &Provider<'_>,
    container: &Container<'_>,
    errors: &mut Errors,
) {
    let is_absent = matches!(provider.constructor, Constructor::Absent);
    if is_absent && container.is_a_parameter(provider.service) {
        let service = written(provider.service);
        errors.at(
            provider.service,
            format!(
                "`{service}` can be any type, also one that another field provides, so it cannot \
                 be `absent`\n\
                 help: put it into a type of its own, `struct Some{service}({service})`"
            ),
        );
    }
}

/// Refuses what a provider adds itself: the smart pointer, or a borrow's lifetime.
fn refuse_form(provider: &mut Provider<'_>, errors: &mut Errors) {
    let Some(name) = last_segment(provider.ty).map(|it| &it.ident) else { return };
    let service = provider.service;
    let is_shared = last_segment(service).is_some_and(|it| it.ident == "Arc" || it.ident == "Rc");
    if provider.kind != Kind::Factory && is_shared && name != "Arc" && name != "Rc" {
        errors.at(
            service,
            format!(
                "a `{name}` hands out an `Arc` anyway\nhelp: write `{name}<{}>`",
                written(pointee(service))
            ),
        );
        // What is meant is provided, so that whoever needs it has no error.
        provider.service = pointee(service);
    } else if let Some(lifetime) = lifetime::first_in(service).filter(|it| it.ident == "_") {
        let service = written(service).replace("'_", "'static");
        errors.at(
            lifetime,
            format!(
                "a provider's type is written out\n\
                 help: write `{service}`: there `'static` stands for the borrow"
            ),
        );
    }
}

const PROVIDERS: &[&str] = &["Value", "Singleton", "Scoped", "Factory", "Resource"];

/// Reads `Singleton<T>` or `Singleton<T, Q>`. Of what is not a provider, the kind is
/// a guess.
fn kind<'i>(ty: &'i Type, errors: &mut Errors) -> (Kind, &'i Type, Option<&'i Type>) {
    let Some(segment) = last_segment(ty) else {
        errors.at(ty, not_a_provider(ty));
        return (Kind::Singleton, pointee(ty), None);
    };
    let name = segment.ident.to_string();
    let arguments = types(&segment.arguments);
    let near = PROVIDERS.iter().find(|known| strsim::damerau_levenshtein(known, &name) <= 2);
    match (near, &arguments[..]) {
        (Some(near), [service]) if *near == name => (kind_of(near), service, None),
        (Some(near), [service, qualifier]) if *near == name => {
            (kind_of(near), service, Some(qualifier))
        }
        // The compiler counts them too.
        (Some(near), [service, qualifier, ..]) if *near == name => {
            errors.reported();
            (kind_of(near), service, Some(qualifier))
        }
        (Some(near), _) if *near == name => {
            errors.at(
                segment,
                format!(
                    "`{name}` takes the type that it provides, and perhaps a qualifier\n\
                     help: write `{name}<Users>` or `{name}<dyn Users>`, or \
                     `{name}<Users, Replica>`"
                ),
            );
            (kind_of(near), arguments.first().copied().unwrap_or(ty), None)
        }
        (Some(near), _) => {
            errors
                .at(&segment.ident, format!("`{name}` is not a provider; did you mean `{near}`?"));
            let qualifier = arguments.get(1).copied();
            (kind_of(near), arguments.first().copied().unwrap_or(ty), qualifier)
        }
        (None, _) => {
            errors.at(ty, not_a_provider(ty));
            (Kind::Singleton, pointee(ty), None)
        }
    }
}

fn kind_of(provider: &str) -> Kind {
    match provider {
        "Value" => Kind::Value,
        "Scoped" => Kind::Scoped { input: false, borrowed: false },
        "Factory" => Kind::Factory,
        "Resource" => Kind::Resource,
        _ => Kind::Singleton,
    }
}

fn not_a_provider(ty: &Type) -> String {
    if let Some(message) = asked_for(ty) {
        return message;
    }
    let service = written(pointee(ty));
    format!(
        "`{}` is not a provider\n\
         help: say how long it lives: `Value<{service}>` if it is given to `new`, \
         `Singleton<{service}>`, `Scoped<{service}>` or `Factory<{service}>` if it is built{}",
        written(ty),
        if argument_of(ty, "Arc").is_some() {
            "; if it is another container, say what is taken from it: `#[import(Arc<Users>)]`"
        } else {
            ""
        }
    )
}

/// Says where a type belongs that is asked for, not listed.
fn asked_for(ty: &Type) -> Option<String> {
    let written_ty = written(ty);
    if made_by(ty).is_some() {
        return Some(format!(
            "`{written_ty}` is not a provider, but a service\nhelp: write `Factory<{written_ty}>`"
        ));
    }
    let (wrapper, inner) = ["Lazy", "Provider", "Option"]
        .into_iter()
        .find_map(|wrapper| argument_of(ty, wrapper).map(|inner| (wrapper, inner)))?;
    let is_provider =
        |last: &syn::PathSegment| PROVIDERS.iter().any(|provider| last.ident == provider);
    let provider = if last_segment(inner).is_some_and(is_provider) {
        written(inner)
    } else {
        format!("Singleton<{}>", written(pointee(inner)))
    };
    let how = match wrapper {
        "Option" => "if there is none, say so: `#[provide(absent)]`",
        _ => "whatever a container provides, it also provides so",
    };
    Some(format!(
        "`{written_ty}` is not a provider: `{wrapper}<..>` is how a service asks\n\
         help: write `{provider}` here; {how}"
    ))
}

/// What a reference or a smart pointer is to: a provider adds these itself.
fn pointee(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => &reference.elem,
        _ => match last_segment(ty) {
            Some(last) if last.ident == "Arc" || last.ident == "Box" || last.ident == "Rc" => {
                only_type(&last.arguments).unwrap_or(ty)
            }
            _ => ty,
        },
    }
}
