use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::{Container, Import, Kind, Provider};
use super::{graph, head, lifecycle};
use crate::fresh::local;

/// Writes `new`, `build`, `scope` and `scope_owned`.
pub(super) fn methods(container: &Container<'_>) -> TokenStream {
    let di = &container.crate_path;
    let vis = container.vis;
    let values = values(container);
    let is_input = |it: &&Provider<'_>| matches!(it.kind, Kind::Scoped { input: true, .. });
    let inputs = container.providers.iter().filter(is_input).map(|it| parameter(container, it));
    let inputs: Vec<_> = inputs.collect();
    let fields = container.providers.iter().map(field);
    let fields = fields.map(|(field, init)| quote!(#field: #di::#init));
    let imports = container.imports.iter().map(|it| it.field.to_token_stream());
    let fields = fields.chain(imports);
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
    let shared = lifecycle::shared(container);
    let run = container
        .providers
        .iter()
        .any(|it| matches!(it.kind, Kind::Scoped { .. }))
        .then(|| run_in_scope(container, &inputs, &slots));
    let head = head(container, &TokenStream::new(), &TokenStream::new());
    quote! {
        #[automatically_derived]
        #[allow(dead_code, clippy::too_many_arguments)]
        #head {
            /// Creates the container from its values and imports, in the order of its
            /// fields.
            #[must_use]
            #vis fn new(#(#values),*) -> Self {
                #check
                #created
            }

            #shared

            /// Opens a scope on the stack, given its inputs in the order of the fields.
            #[must_use]
            #vis fn scope(&self, #(#inputs),*) -> #di::Scope<'_, Self> {
                #di::Scope::open(self, #slots)
            }

            /// Opens a scope that may be sent to another task, given its inputs in the
            /// order of the fields.
            #[must_use]
            #vis fn scope_owned<'open>(
                self: &#di::__private::Arc<Self>,
                #(#inputs),*
            ) -> #di::OwnedScope<Self>
            where
                (): #di::__private::SharedScopes<'open, Self>,
            {
                #di::OwnedScope::open(::core::clone::Clone::clone(self), #slots)
            }

            #run
        }
    }
}

/// Writes `run_in_scope`.
fn run_in_scope(
    container: &Container<'_>,
    inputs: &[TokenStream],
    slots: &TokenStream,
) -> TokenStream {
    let (di, vis, body) = (&container.crate_path, container.vis, local("body"));
    let types = container.generics.type_params().map(|it| &it.ident);
    let parameters = types.chain(container.generics.const_params().map(|it| &it.ident));
    quote! {
        /// Opens a scope, given its inputs in the order of the fields, runs `body` in it,
        /// and closes it with the outcome: the closers are told whether the body has
        /// failed. If this is dropped, they are told that it was cancelled.
        ///
        /// # Errors
        ///
        /// What the body returns, and what cannot be closed.
        #vis fn run_in_scope<'open, __Value, __Failure, __Body>(
            self: &#di::__private::Arc<Self>,
            #(#inputs,)*
            #body: __Body,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<__Value, #di::ScopeError<__Failure>>,
        > + use<__Value, __Failure, __Body, #(#parameters),*>
        where
            (): #di::__private::SharedScopes<'open, Self>,
            __Failure: #di::__private::BodyError,
            __Body: ::core::ops::AsyncFnOnce(
                &#di::OwnedScope<Self>,
            ) -> ::core::result::Result<__Value, __Failure>,
        {
            #di::__private::run_in_scope(
                #di::OwnedScope::open(::core::clone::Clone::clone(self), #slots),
                #body,
            )
        }
    }
}

/// What is given to `new`: the values, and the imported containers.
fn values(container: &Container<'_>) -> Vec<TokenStream> {
    let mut values = Vec::new();
    let mut imports = container.imports.iter().peekable();
    for (position, provider) in container.providers.iter().enumerate() {
        while let Some(import) = imports.next_if(|it| it.position <= position) {
            values.push(imported(import));
        }
        if provider.kind == Kind::Value {
            values.push(parameter(container, provider));
        }
    }
    values.extend(imports.map(imported));
    values
}

/// An imported container: `field: Arc<Infra>`.
fn imported(import: &Import<'_>) -> TokenStream {
    let Import { field, ty, .. } = import;
    quote!(#field: #ty)
}

/// What is given: `field: T`, or `field: Arc<dyn T>`.
fn parameter(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let di = &container.crate_path;
    let (field, service) = (provider.field, provider.service);
    if provider.is_unsized() {
        quote!(#field: #di::__private::Arc<#service>)
    } else {
        quote!(#field: #service)
    }
}

/// A field of the container, and how it starts.
fn field<'i>(provider: &Provider<'i>) -> (&'i syn::Ident, TokenStream) {
    let field = provider.field;
    let init = match provider.kind {
        Kind::Value => quote!(Value::new(#field)),
        Kind::Singleton => quote!(Singleton::new()),
        Kind::Resource => quote!(Resource::new()),
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
