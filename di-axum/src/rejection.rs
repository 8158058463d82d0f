use std::error::Error as StdError;
use std::fmt;

use axum_core::response::{IntoResponse, Response};
use di_core::{Container, Error, ErrorKind};
use http::{HeaderValue, StatusCode, header};

const PROBLEM: &str = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;

const ADD_LAYER: &str = "help: no scope is open for this request; add a `di_axum::ScopeLayer` after this route: it covers those before it";

/// Says why something could not be injected into a handler.
///
/// As a response it is a problem of RFC 9457 with status 500 that tells the
/// client nothing; the whole story goes to the log. The response carries the
/// rejection as an extension, so that a layer of the application can put an
/// error page of its own in the place of this one.
///
/// `?` turns an error of `di_core` into it, for handlers that resolve something
/// themselves.
///
/// ```
/// use axum_core::response::IntoResponse;
/// use di_axum::Rejection;
/// use di_core::prelude::*;
///
/// struct Visitor;
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     visitor: Scoped<Visitor>,
/// }
///
/// fn handler(app: &App) -> Result<(), Rejection> {
///     let _: &Visitor = app.resolve()?;
///     Ok(())
/// }
///
/// let rejection = handler(&App::new()).expect_err("there is no scope");
/// assert!(format!("{rejection:#}").contains("`Visitor` needs a scope"));
/// let response = rejection.into_response();
/// assert_eq!(response.status(), 500);
/// assert_eq!(response.headers()["content-type"], "application/problem+json");
/// assert!(response.extensions().get::<Rejection>().is_some());
/// ```
#[derive(Clone)]
pub struct Rejection(Cause);

#[derive(Clone)]
enum Cause {
    /// The scope, or the container, could not provide what was asked for.
    Unresolved { error: Error, help: Option<&'static str> },
    /// A scope was asked for, and no layer had opened one.
    NoScope { container: &'static str },
}

impl Rejection {
    /// The error of a request without a scope, for which a missing scope has a
    /// cause that `di_core` cannot know.
    pub(crate) fn outside_of_scopes(error: Error) -> Self {
        let help = (error.kind() == ErrorKind::ScopeRequired).then_some(ADD_LAYER);
        Self(Cause::Unresolved { error, help })
    }

    pub(crate) fn no_scope<C: Container>() -> Self {
        Self(Cause::NoScope { container: C::GRAPH.container() })
    }

    /// Returns what `di_core` says; nothing if the handler asked for a scope
    /// where no layer opens one.
    ///
    /// ```
    /// # use di_core::prelude::*;
    /// # struct Visitor;
    /// # #[derive(Container)]
    /// # struct App { #[provide(input)] visitor: Scoped<Visitor> }
    /// let error = App::new().resolve::<&Visitor>().err().expect("there is no scope");
    /// let rejection = di_axum::Rejection::from(error);
    /// let kind = rejection.error().map(di_core::Error::kind);
    /// assert_eq!(kind, Some(di_core::ErrorKind::ScopeRequired));
    /// ```
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        match &self.0 {
            Cause::Unresolved { error, .. } => Some(error),
            Cause::NoScope { .. } => None,
        }
    }
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self(Cause::Unresolved { error, help: None })
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        tracing::error!("{self:#}");
        let problem = HeaderValue::from_static("application/problem+json");
        let mut response = (StatusCode::INTERNAL_SERVER_ERROR, PROBLEM).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, problem);
        response.extensions_mut().insert(self);
        response
    }
}

/// `{}` is one line, `{:#}` the whole story, as for [`di_core::Error`].
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Unresolved { error, help } => {
                fmt::Display::fmt(error, f)?;
                match help {
                    Some(help) if f.alternate() => write!(f, "\n{help}"),
                    _ => Ok(()),
                }
            }
            Cause::NoScope { container } => {
                write!(f, "no scope of `{container}` is open")?;
                if f.alternate() { write!(f, "\n{ADD_LAYER}") } else { Ok(()) }
            }
        }
    }
}

/// The same as `{:#}`.
impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl StdError for Rejection {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().and_then(StdError::source)
    }
}
