//! How a container is shared: at once, or after what it has is opened.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use super::super::{Constructor, Container, Kind, Provider};
use super::provides::accessor_name;
use super::{constructor_call, head, scoped, this};
use crate::fresh::local;

/// Writes `build`, or, if something is opened first, `start`; and `shutdown`, if there is
/// something to close.
pub(super) fn shared(container: &Container<'_>) -> TokenStream {
    let ends = container.is_shut_down().then(|| ends(container));
    let (di, vis) = (&container.crate_path, container.vis);
    if !container.providers.iter().any(Provider::is_started) {
        return quote! {
            /// Shares the container: from here on it can no longer be changed.
            #[must_use]
            #vis fn build(self) -> #di::__private::Arc<Self> {
                use #di::__private::ShareAnyway as _;
                #di::__private::Share(self).share()
            }

            #ends
        };
    }
    quote! {
        /// Opens what the container has, each as soon as what it needs is open, and
        /// shares the container: from here on it can no longer be changed.
        ///
        /// If this is dropped before it is ready, what was opened is closed by whoever
        /// was given to `on_unclosed`.
        ///
        /// # Errors
        ///
        /// If something cannot be opened: then what was opened is closed again.
        #vis fn start(self) -> impl ::core::future::Future<
            Output = ::core::result::Result<#di::__private::Arc<Self>, #di::StartError>,
        > + ::core::marker::Send {
            #di::__private::start(self)
        }

        /// Tells what `start` has opened, in which order, and how long each took.
        #[must_use]
        #vis fn start_report(&self) -> #di::StartReport {
            #di::__private::start_report(self)
        }

        /// Shares the container without opening anything, for a test that has overridden
        /// what would be opened.
        ///
        /// # Errors
        ///
        /// If something is left that would have to be opened.
        #vis fn build_overridden(self) -> #di::Result<#di::__private::Arc<Self>> {
            #di::__private::share_overridden(self)
        }

        /// Does not exist: start the container.
        #[doc(hidden)]
        #vis fn build<'start>(self) -> #di::__private::Arc<Self>
        where
            Self: #di::__private::NothingToStart<'start>,
        {
            #di::__private::mistake()
        }

        #ends
    }
}

/// Writes how the container is shut down.
fn ends(container: &Container<'_>) -> TokenStream {
    let (di, vis) = (&container.crate_path, container.vis);
    quote! {
        /// Closes what is open, the last one first. It does not wait for scopes that are
        /// open: `shutdown_within` does.
        ///
        /// If this is dropped on the way, so is the closer that runs at this moment; the
        /// next call goes on with the others, and tells.
        ///
        /// # Errors
        ///
        /// If something cannot be closed; the others are closed all the same.
        #vis fn shutdown(&self) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), #di::ShutdownError>,
        > + ::core::marker::Send {
            #di::__private::shutdown(self)
        }

        /// Waits until no scope is open, and then closes what is open, the last one
        /// first; each for no longer than `limits` say. `timer` is the executor's, such as
        /// `tokio::time::sleep`.
        ///
        /// # Errors
        ///
        /// If something cannot be closed, or not in time; the others are closed all the
        /// same.
        #vis fn shutdown_within<'close>(
            &'close self,
            limits: impl ::core::convert::Into<#di::Limits>,
            timer: impl #di::Timer + ::core::marker::Send + 'close,
        ) -> #di::__private::ShuttingDown<'close> {
            #di::__private::shutdown_within(self, limits.into(), timer)
        }

        /// Says who closes what is dropped without being closed: a scope, or a start. It
        /// is given a future to have polled, and spawns it, say. Without it, what a scope
        /// has left open is closed by `shutdown`.
        #vis fn on_unclosed(
            &self,
            close: impl #di::__private::OnUnclosed,
        ) {
            #di::__private::on_unclosed(self, close);
        }
    }
}

/// Writes how the container is shut down by who knows only that it is one.
pub(super) fn end_within(container: &Container<'_>) -> Option<TokenStream> {
    let di = &container.crate_path;
    let (limits, timer) = (local("limits"), local("timer"));
    container.is_shut_down().then(|| {
        quote! {
            fn end_within<'close>(
                &'close self,
                #limits: #di::Limits,
                #timer: impl #di::Timer + ::core::marker::Send + 'close,
            ) -> #di::__private::ShuttingDown<'close> {
                #di::__private::shutdown_within(self, #limits, #timer)
            }
        }
    })
}

/// Writes what is opened when the container starts, and what is closed.
pub(super) fn lifecycle(container: &Container<'_>) -> Option<TokenStream> {
    let di = &container.crate_path;
    if !container.is_shut_down() {
        return None;
    }
    let started = || container.providers.iter().filter(|it| it.is_started());
    let opened = started().map(|it| {
        let index = &it.index;
        let step = open(container, it);
        quote!(#index => #step,)
    });
    let closed = started().filter_map(|it| {
        let (index, step) = (&it.index, close(container, it)?);
        Some(quote!(#index => #step,))
    });
    let limits = started().filter_map(|it| {
        let (index, limit) = (&it.index, it.close_within.as_deref()?);
        let given = local("limit");
        let checked = quote_spanned!(limit.span()=> let #given: ::core::time::Duration = #limit;);
        Some(quote!(#index => { #checked ::core::option::Option::Some(#given) }))
    });
    let step = quote!(::core::option::Option<#di::__private::Step<'_>>);
    let limit = quote!(::core::option::Option<::core::time::Duration>);
    let outcome = local("outcome");
    let outcome = quote!(#outcome: #di::Outcome);
    let [open, close, limit] = [
        method("open", None, &step, &opened.collect::<Vec<_>>()),
        method("close", Some(&outcome), &step, &closed.collect::<Vec<_>>()),
        method("limit", None, &limit, &limits.collect::<Vec<_>>()),
    ];
    let head = head(container, &TokenStream::new(), &quote!(#di::__private::Lifecycle for));
    Some(quote! {
        #[automatically_derived]
        #[allow(clippy::single_match_else)]
        #head {
            #open
            #close
            #limit
        }
    })
}

/// A method that does something else for each provider; nothing if it does nothing.
fn method(
    name: &str,
    parameter: Option<&TokenStream>,
    returned: &TokenStream,
    arms: &[TokenStream],
) -> Option<TokenStream> {
    let name = Ident::new(name, proc_macro2::Span::call_site());
    let index = local("index");
    (!arms.is_empty()).then(|| {
        quote! {
            fn #name(&self, #index: ::core::primitive::usize, #parameter) -> #returned {
                match #index {
                    #(#arms)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    })
}

fn open(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, field) = (&container.crate_path, provider.field);
    match (&provider.constructor, provider.kind) {
        (Constructor::Function(..) | Constructor::Itself, Kind::Resource) => {
            let opener = constructor_call(container, provider);
            let takes_last = scoped::takes_last(container, provider);
            quote!(#di::__private::open(self, &self.#field, #opener.2, #takes_last))
        }
        (_, Kind::Singleton) => {
            let accessor = accessor_name(provider);
            match provider.starter.as_deref() {
                None => quote!(#di::__private::build_eagerly(self, #accessor)),
                Some(starter) => {
                    let hook = hook(container, provider, starter, "StartFailed");
                    let di = di.at(starter.span());
                    quote_spanned! {starter.span()=>
                        #di::__private::build_and_start(self, #accessor, #hook)
                    }
                }
            }
        }
        _ => quote!(::core::option::Option::None),
    }
}

fn close(container: &Container<'_>, provider: &Provider<'_>) -> Option<TokenStream> {
    let Some(closer) = provider.closer.as_deref() else {
        let is_itself = matches!(provider.constructor, Constructor::Itself);
        let (di, field) = (&container.crate_path, provider.field);
        let opener = constructor_call(container, provider);
        return (provider.kind == Kind::Resource && is_itself)
            .then(|| quote!(#di::__private::close_itself(self, &self.#field, #opener.2)));
    };
    if provider.kind == Kind::Resource {
        let (di, field, outcome) = (&container.crate_path, provider.field, local("outcome"));
        let close = scoped::close_fn(container, provider);
        return Some(quote!(#di::__private::close(&self.#field, #outcome, #close)));
    }
    let (di, accessor) = (container.crate_path.at(closer.span()), accessor_name(provider));
    let hook = hook(container, provider, closer, "CloserFailed");
    Some(quote_spanned!(closer.span()=> #di::__private::stop(self, #accessor, #hook)))
}

/// The user's function of an instance, and what kind of error its failure is.
fn hook(
    container: &Container<'_>,
    provider: &Provider<'_>,
    function: &Expr,
    kind: &str,
) -> TokenStream {
    let di = container.crate_path.at(function.span());
    let (index, service, this) = (&provider.index, provider.service, this(container));
    let kind = Ident::new(kind, function.span());
    quote_spanned! {function.span()=>
        #di::__private::hook::<#this, #service, _, _, _>(
            #index,
            #di::ErrorKind::#kind,
            #function,
        )
    }
}
