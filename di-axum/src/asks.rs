use std::panic::Location;

use axum::extract::{
    ConnectInfo, Extension, MatchedPath, NestedPath, OriginalUri, Path, Query, RawPathParams,
    RawQuery, Request, State,
};
use axum::http::{HeaderMap, Method, Uri, Version, request::Parts};
use axum::{Form, Json, body::Body, body::Bytes};
use di_core::{Builder, Container, DynamicContainer, Provides};

use crate::{Inject, RequestScope};

/// What an extractor asks of a [`DynamicContainer`].
///
/// An extractor of your own says it, too; if it asks nothing, that is all there is to say:
///
/// ```
/// use axum::extract::FromRequestParts;
/// use axum::http::request::Parts;
/// use di_axum::{AskedKeys, Asks};
///
/// struct Language(String);
///
/// impl<S: Sync> FromRequestParts<S> for Language {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
///         let language = parts.headers.get("accept-language");
///         Ok(Self(language.and_then(|it| it.to_str().ok()).unwrap_or("en").to_owned()))
///     }
/// }
///
/// impl Asks for Language {}
///
/// let mut asked = AskedKeys::default();
/// Language::asks(&mut asked);
/// assert!(asked.is_empty());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it asks of the container",
    label = "an extractor of which nothing is known",
    note = "help: if it is your own and asks nothing, write `impl di_axum::Asks for {Self} {{}}`; if it asks for an `Arc<dyn Trait>`, write in it `fn asks(asked: &mut AskedKeys) {{ asked.key::<Arc<dyn Trait>>() }}`"
)]
pub trait Asks {
    /// Says what it asks for. Unless it is written, that is nothing.
    fn asks(_: &mut AskedKeys) {}
}

/// What extractors have said that they ask for.
#[derive(Debug, Default)]
pub struct AskedKeys(Vec<Require>);

type Require = fn(&mut Builder, String, &'static Location<'static>);

impl AskedKeys {
    /// Notes that the key `K` is asked for.
    pub fn key<K: 'static>(&mut self)
    where
        DynamicContainer: Provides<'static, K>,
    {
        self.0.push(|builder, by, location| {
            builder.require::<K>(by, location);
        });
    }

    /// Returns whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Requires all of it of a container.
    pub(crate) fn require_of(
        &self,
        builder: &mut Builder,
        by: &str,
        location: &'static Location<'static>,
    ) {
        for require in &self.0 {
            require(builder, by.to_owned(), location);
        }
    }
}

impl<T: 'static> Asks for Inject<T>
where
    DynamicContainer: Provides<'static, T>,
{
    fn asks(asked: &mut AskedKeys) {
        asked.key::<T>();
    }
}

/// What a handler resolves from it itself, it says by
/// [`Builder::requires_make`](di_core::Builder::requires_make).
impl<C: Container> Asks for RequestScope<C> {}

/// What may be absent is not required.
impl<T> Asks for Option<T> {}

impl<T: Asks, E> Asks for Result<T, E> {
    fn asks(asked: &mut AskedKeys) {
        T::asks(asked);
    }
}

macro_rules! asks_nothing {
    ($([$($parameter:ident)?] $extractor:ty),* $(,)?) => {
        $(impl $(<$parameter>)? Asks for $extractor {})*
    };
}

asks_nothing!(
    [T] State<T>,
    [T] Path<T>,
    [T] Query<T>,
    [T] Json<T>,
    [T] Form<T>,
    [T] Extension<T>,
    [T] ConnectInfo<T>,
    [] MatchedPath,
    [] NestedPath,
    [] OriginalUri,
    [] RawPathParams,
    [] RawQuery,
    [] Request,
    [] Parts,
    [] HeaderMap,
    [] Method,
    [] Uri,
    [] Version,
    [] Body,
    [] Bytes,
    [] String,
);

/// What all the extractors of a handler ask for; `Parameters` is what axum tells handlers
/// apart by.
#[diagnostic::on_unimplemented(
    message = "an extractor of this handler does not say what it asks of the container",
    label = "not a handler of which all is known",
    note = "help: implement `di_axum::Asks` for each of its extractors"
)]
pub trait HandlerAsks {
    /// Says what they ask for.
    #[doc(hidden)]
    fn asks(asked: &mut AskedKeys);
}

impl HandlerAsks for ((),) {
    fn asks(_: &mut AskedKeys) {}
}

macro_rules! handlers {
    ($($T:ident)*) => {
        impl<Kind, $($T: Asks),*> HandlerAsks for (Kind, $($T,)*) {
            fn asks(asked: &mut AskedKeys) {
                $($T::asks(asked);)*
            }
        }
    };
}

handlers!(A);
handlers!(A B);
handlers!(A B C);
handlers!(A B C D);
handlers!(A B C D E);
handlers!(A B C D E F);
handlers!(A B C D E F G);
handlers!(A B C D E F G H);
handlers!(A B C D E F G H I);
handlers!(A B C D E F G H I J);
handlers!(A B C D E F G H I J K);
handlers!(A B C D E F G H I J K L);
