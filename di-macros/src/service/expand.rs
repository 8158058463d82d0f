use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Index, Lifetime, Type};

use super::by_value::{borrowing, by_value};
use super::{Field, Service, Source};
use crate::contribute::{self, Built};
use crate::crate_path::respan;
use crate::fresh::local;
use crate::generics::without_defaults;
use crate::types::argument_of;

/// What a qualified key is wrapped in, which the qualifier is put into.
const WRAPPERS: [&str; 3] = ["Lazy", "Provider", "Option"];

/// Writes the service's `Construct`, or `ConstructWith` if its maker gives a part.
pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let Service { container, crate_path: di, borrow, .. } = service;
    let needed = || service.fields.iter().filter(|it| matches!(it.source, Source::Container(_)));
    let keys: Vec<TokenStream> = needed().map(|it| it.key(service)).collect();
    let bounds = needed().zip(&keys).map(|(Field { span, .. }, key)| {
        let di = di.at(*span);
        quote_spanned!(*span=> #container: #di::Provides<#borrow, #key>)
    });
    let dependencies = needed().zip(&keys).map(|(Field { member, span, .. }, key)| {
        let (di, name) = (di.at(*span), name(member));
        quote_spanned!(*span=> #di::Dependency::of::<Self, #key, #container>(#name))
    });
    let dependencies: Vec<_> = dependencies.collect();
    let (cx, list, arguments) = (local("cx"), local("dependencies"), local("arguments"));
    let mut positions = (0_usize..).map(Index::from);
    let mut given = (0_usize..).map(Index::from);
    let is_one = service.assisted().count() == 1;
    let mut resolved = Vec::new();
    let is_assisted = service.assisted().next().is_some();
    let fields = service.fields.iter().map(|field| {
        let Field { member, ty, source, span } = field;
        match source {
            Source::Container(_) => {
                let at = positions.next();
                // Of two qualified fields of one type, neither could be inferred.
                let key = field.is_qualified().then(|| {
                    let key = field.key(service);
                    quote!(::<#key>)
                });
                let value = quote!(#cx.dependency #key (#list, #at)?);
                let value = field.unqualified(service, &value);
                if !is_assisted {
                    return quote_spanned!(*span=> #member: #value);
                }
                // What the container has comes first, so that what is given, or
                // decorated, is the younger one, and dropped before.
                let name = local(&format!("dependency_{}", resolved.len()));
                resolved.push(quote_spanned!(*span=> let #name = #value;));
                quote_spanned!(*span=> #member: #name)
            }
            Source::Assisted if is_one => quote_spanned!(*span=> #member: #arguments),
            Source::Assisted => {
                let at = given.next();
                quote_spanned!(*span=> #member: #arguments.#at)
            }
            Source::Default => {
                quote_spanned!(*span=> #member: <#ty as ::core::default::Default>::default())
            }
            Source::With(expr) => quote!(#member: #expr),
        }
    });
    let fields: Vec<_> = fields.collect();
    let fields = quote!(#(#fields,)*);
    let given = is_assisted.then(|| quote!(let #arguments = #arguments()?;));
    let resolved = quote!(#(#resolved)* #given);
    let target = target(service);
    let (dependencies_binding, parameter) = if needed().next().is_some() {
        let binding = quote! {
            let #list = <Self as #di::#target>::DEPENDENCIES;
        };
        (binding, quote!(#cx))
    } else {
        (TokenStream::new(), quote!(_))
    };
    let location = location(service);
    let (method, later, argument) = match assisted(service) {
        Some(types) => (
            quote!(construct_with),
            Some(quote! {
                const AT_EACH_CALL: &'static [#di::Dependency] =
                    &[#(#dependencies.at_each_call()),*];
                #location
            }),
            Some(quote! {
                , #arguments: impl ::core::ops::FnOnce() -> #di::Result<#types>
            }),
        ),
        None => (quote!(construct), None, None),
    };
    let body = quote! {
        const DEPENDENCIES: &'static [#di::Dependency] = &[#(#dependencies),*];
        #later

        #[inline]
        fn #method(
            #parameter: #di::Context<#borrow, #container> #argument
        ) -> #di::Result<Self> {
            #dependencies_binding
            #resolved
            ::core::result::Result::Ok(Self { #fields })
        }
    };
    let by_value = (cfg!(feature = "dynamic") && !is_assisted).then(|| by_value(service));
    let construct = implement(service, &target, None, bounds, &body);
    let contribution = service.contribution.as_ref().map(|it| {
        let lent = borrowing(service, &Lifetime::new("'static", service.ident.span()));
        contribute::expand(it, service.ident, &Built::Itself(&lent), &service.crate_path)
    });
    quote!(#construct #by_value #contribution)
}

/// Writes an implementation that needs nothing, so that a mistake in the struct is
/// not reported again where the service is used.
pub(super) fn fallback(service: &Service<'_>) -> TokenStream {
    let Service { borrow, container, crate_path: di, .. } = service;
    let none = core::iter::empty::<TokenStream>;
    let plain = quote! {
        const DEPENDENCIES: &'static [#di::Dependency] = &[];

        fn construct(
            _: #di::Context<#borrow, #container>,
        ) -> #di::Result<Self> {
            #di::__private::mistake()
        }
    };
    let target = quote!(Construct<#borrow, #container>);
    let plain = implement(service, &target, None, none(), &plain);
    // Which fields are assisted, the mistake may be about.
    let (arguments, location) = (&service.arguments, location(service));
    let assisted = quote! {
        const DEPENDENCIES: &'static [#di::Dependency] = &[];
        const AT_EACH_CALL: &'static [#di::Dependency] = &[];
        #location

        fn construct_with(
            _: #di::Context<#borrow, #container>,
            _: impl ::core::ops::FnOnce() -> #di::Result<#arguments>,
        ) -> #di::Result<Self> {
            #di::__private::mistake()
        }
    };
    let target = quote!(ConstructWith<#borrow, #container, #arguments>);
    let assisted = implement(service, &target, Some(arguments), none(), &assisted);
    quote!(#plain #assisted)
}

/// Where the service is written: a maker that fails names it.
fn location(service: &Service<'_>) -> TokenStream {
    quote_spanned! {service.ident.span()=>
        const LOCATION: &'static ::core::panic::Location<'static> =
            ::core::panic::Location::caller();
    }
}

/// The type of what the service's maker gives, a tuple if it is several fields; nothing
/// if it gives nothing.
fn assisted(service: &Service<'_>) -> Option<TokenStream> {
    let types: Vec<_> = service.assisted().map(|it| it.ty).collect();
    match &types[..] {
        [] => None,
        [one] => Some(one.to_token_stream()),
        several => Some(quote!((#(#several),*))),
    }
}

/// The trait, without its path.
fn target(service: &Service<'_>) -> TokenStream {
    let Service { ident, borrow, container, .. } = service;
    if let Some(types) = assisted(service) {
        quote_spanned!(ident.span()=> ConstructWith<#borrow, #container, #types>)
    } else {
        quote_spanned!(ident.span()=> Construct<#borrow, #container>)
    }
}

impl Field<'_> {
    fn is_qualified(&self) -> bool {
        matches!(self.source, Source::Container(Some(_)))
    }

    /// What the container is asked for: the field's type, or a qualified form of it.
    fn key(&self, service: &Service<'_>) -> TokenStream {
        let Source::Container(Some(qualifier)) = &self.source else {
            return self.ty.to_token_stream();
        };
        self.named(&service.crate_path.at(self.span), self.ty, qualifier)
    }

    /// Puts the qualifier into what a key is wrapped in.
    fn named(&self, di: &TokenStream, ty: &Type, qualifier: &Type) -> TokenStream {
        match wrapped(ty) {
            Some(("Option", inner)) => {
                let inner = self.named(di, inner, qualifier);
                quote_spanned!(self.span=> ::core::option::Option<#inner>)
            }
            Some((wrapper, inner)) => {
                let wrapper = Ident::new(wrapper, self.span);
                quote_spanned!(self.span=> #di::#wrapper<#di::Named<#inner, #qualifier>>)
            }
            None => quote_spanned!(self.span=> #di::Named<#ty, #qualifier>),
        }
    }

    /// Turns what the container returns into the field's type.
    fn unqualified(&self, service: &Service<'_>, value: &TokenStream) -> TokenStream {
        if !self.is_qualified() {
            return value.clone();
        }
        let di = service.crate_path.at(self.span);
        if let Some(("Option", inner)) = wrapped(self.ty) {
            let unwrap = self.unwrap(&di, inner);
            return quote_spanned!(self.span=> ::core::option::Option::map(#value, #unwrap));
        }
        let unwrap = self.unwrap(&di, self.ty);
        quote_spanned!(self.span=> #unwrap(#value))
    }

    /// The function that takes the qualifier off.
    fn unwrap(&self, di: &TokenStream, ty: &Type) -> TokenStream {
        match wrapped(ty) {
            Some((wrapper, _)) if wrapper != "Option" => {
                let wrapper = Ident::new(wrapper, self.span);
                quote_spanned!(self.span=> #di::#wrapper::unqualified)
            }
            _ => quote_spanned!(self.span=> #di::Named::into_inner),
        }
    }
}

/// What a key is wrapped in, and the key.
fn wrapped(ty: &Type) -> Option<(&'static str, &Type)> {
    WRAPPERS.into_iter().find_map(|it| argument_of(ty, it).map(|inner| (it, inner)))
}

fn implement(
    service: &Service<'_>,
    target: &TokenStream,
    arguments: Option<&Ident>,
    bounds: impl Iterator<Item = impl ToTokens>,
    body: &TokenStream,
) -> TokenStream {
    let Service { ident, generics, borrow, container, crate_path: di, .. } = service;
    let (_, type_generics, where_clause) = generics.split_for_impl();
    let own_predicates = where_clause.map(|it| it.predicates.iter()).into_iter().flatten();
    let own_lifetime = generics.lifetimes().any(|it| it.lifetime == *borrow);
    let borrow_parameter = (!own_lifetime).then(|| quote!(#borrow,));
    let parameters = without_defaults(generics);
    // Where the service cannot be built, the compiler shows this impl and the
    // bound that fails; as the user's code, and so without advice on derives.
    let parameters = quote!(<#borrow_parameter #(#parameters,)* #container, #arguments>);
    let type_generics = respan(quote!(#type_generics), ident.span());
    let at = di.at(ident.span());
    let head = quote_spanned! {ident.span()=>
        impl #parameters #at::#target for #ident #type_generics
    };
    quote_spanned! {ident.span()=>
        #[allow(deprecated)]
        #head
        where
            #container: #di::Container,
            #(#bounds,)*
            #(#own_predicates,)*
        {
            #body
        }
    }
}

/// The field's name as its author wrote it, without `r#`.
fn name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => syn::ext::IdentExt::unraw(ident).to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
