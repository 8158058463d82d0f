use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::{Container, Kind, Provider};
use super::{graph, head};

/// Writes `new`, `build`, `scope` and `scope_owned`.
pub(super) fn methods(container: &Container<'_>) -> TokenStream {
    let di = &container.crate_path;
    let vis = container.vis;
    let values = parameters(container, |kind| kind == Kind::Value);
    let inputs = parameters(container, |kind| matches!(kind, Kind::Scoped { input: true, .. }));
    let fields = container.providers.iter().map(field);
    let fields = fields.map(|(field, init)| quote!(#field: #di::#init));
    // A mistake in a field's type is reported: then this only has to compile.
    let created = if container.broken.is_empty() {
        quote!(Self { #(#fields),* })
    } else {
        quote!(#di::__private::mistake())
    };
    let slots = slots(container);
    // A generic container has no wiring to check before it gets its types.
    let check = graph::is_generic(container).then(|| {
        let check = graph::check(container);
        quote!(const { #check })
    });
    let head = head(container, &TokenStream::new(), &TokenStream::new());
    quote! {
        #[automatically_derived]
        #[allow(dead_code, clippy::too_many_arguments)]
        #head {
            /// Creates the container from its values, in the order of its fields.
            #[must_use]
            #vis fn new(#(#values),*) -> Self {
                #check
                #created
            }

            /// Shares the container: from here on it can no longer be changed.
            #[must_use]
            #vis fn build(self) -> #di::__private::Arc<Self> {
                #di::__private::Arc::new(self)
            }

            /// Opens a scope on the stack, given its inputs in the order of the fields.
            #[must_use]
            #vis fn scope(&self, #(#inputs),*) -> #di::Scope<'_, Self> {
                #di::Scope::open(self, #slots)
            }

            /// Opens a scope that may be sent to another task, given its inputs in the
            /// order of the fields.
            #[must_use]
            #vis fn scope_owned(
                self: &#di::__private::Arc<Self>,
                #(#inputs),*
            ) -> #di::OwnedScope<Self> {
                #di::OwnedScope::open(::core::clone::Clone::clone(self), #slots)
            }
        }
    }
}

/// What is given: `field: T`, or `field: Arc<dyn T>`.
fn parameters(container: &Container<'_>, given: fn(Kind) -> bool) -> Vec<TokenStream> {
    let di = &container.crate_path;
    container
        .providers
        .iter()
        .filter(|it| given(it.kind))
        .map(|it| {
            let (field, service) = (it.field, it.service);
            let ty = if it.is_unsized() {
                quote!(#di::__private::Arc<#service>)
            } else {
                service.to_token_stream()
            };
            quote!(#field: #ty)
        })
        .collect()
}

/// A field of the container, and how it starts.
fn field<'i>(provider: &Provider<'i>) -> (&'i syn::Ident, TokenStream) {
    let field = provider.field;
    let init = match provider.kind {
        Kind::Value => quote!(Value::new(#field)),
        Kind::Singleton => quote!(Singleton::new()),
        Kind::Factory => quote!(Factory::new()),
        Kind::Scoped { .. } => quote!(Scoped::new()),
    };
    (field, init)
}

/// The slots of a new scope, one for each `Scoped`.
fn slots(container: &Container<'_>) -> TokenStream {
    let di = &container.crate_path;
    let slots = container.providers.iter().filter_map(|it| {
        let field = it.field;
        match it.kind {
            Kind::Scoped { input: true, .. } => {
                let given = if it.is_unsized() {
                    quote!(#field)
                } else {
                    quote!(::core::convert::Into::into(#field))
                };
                Some(quote!(self.#field.input(#given)))
            }
            Kind::Scoped { borrowed: true, .. } => Some(quote!(#di::__private::Held::new())),
            Kind::Scoped { .. } => Some(quote!(#di::__private::Slot::new())),
            _ => None,
        }
    });
    let slots: Vec<_> = slots.collect();
    if slots.is_empty() {
        quote!(())
    } else {
        quote!(__Slots(#(#slots,)* ::core::marker::PhantomData))
    }
}
