use std::error::Error as StdError;
use std::fmt;
use std::iter;

use axum_core::response::{IntoResponse, Response};
use di_core::{Container, Error, ErrorKind, ScopeError};
use http::{HeaderValue, StatusCode, header};

const PROBLEM: &str = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;

const ADD_LAYER: &str = "no scope is open for this request; add a `di_axum::ScopeLayer` after this route, and after a middleware that injects: a layer covers what was added before it";

/// Says why something could not be injected into a handler.
///
/// As a response it is a problem of RFC 9457 with status 500 that tells the
/// client nothing; the whole story goes to the log. The response carries the
/// rejection as an extension: by it, [`ErrorPages`](crate::ErrorPages) knows what its page
/// has to tell, and so can a layer of your own.
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
///
/// # Errors that are answers
///
/// Some things that are not there are no defect of the application: nobody is logged in. An
/// error type of the application's own says once what the client sees then. What is a
/// defect, it keeps, and answers as the rejection does: then it is logged, and the error
/// page tells all of it.
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, body::Body, http::{Request, StatusCode}, routing::get};
/// use axum::response::{IntoResponse, Response};
/// use di_axum::{Inject, Rejection, ScopeLayer};
/// use di_core::prelude::*;
/// use tower::ServiceExt;
///
/// # #[derive(Debug)]
/// struct NotLoggedIn;
/// # impl std::fmt::Display for NotLoggedIn {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("no") }
/// # }
/// # impl std::error::Error for NotLoggedIn {}
/// struct CurrentUser { name: String }
///
/// async fn current_user() -> Result<CurrentUser, NotLoggedIn> {
///     Err(NotLoggedIn)
/// }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(with = current_user)]
///     user: Scoped<CurrentUser>,
/// }
///
/// enum AppError {
///     NotLoggedIn,
///     Injection(Rejection),
/// }
///
/// impl From<Rejection> for AppError {
///     fn from(rejection: Rejection) -> Self {
///         match rejection.caused_by::<NotLoggedIn>() {
///             Some(_) => Self::NotLoggedIn,
///             None => Self::Injection(rejection),
///         }
///     }
/// }
///
/// impl IntoResponse for AppError {
///     fn into_response(self) -> Response {
///         match self {
///             Self::NotLoggedIn => StatusCode::UNAUTHORIZED.into_response(),
///             Self::Injection(rejection) => rejection.into_response(),
///         }
///     }
/// }
///
/// async fn greet(user: Result<Inject<Arc<CurrentUser>>, Rejection>) -> Result<String, AppError> {
///     let Inject(user) = user?;
///     Ok(format!("hello {}", user.name))
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new().build();
/// let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
/// let router: Router = Router::new().route("/", get(greet)).layer(scope).with_state(app);
/// let response = router.oneshot(Request::get("/").body(Body::empty())?).await?;
/// assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
/// # Ok(()) }
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

    /// Returns the error of the type `E` because of which a constructor failed: its own, or
    /// a source of that.
    ///
    /// ```
    /// # use di_core::prelude::*;
    /// # struct Port;
    /// fn port() -> Result<Port, std::num::ParseIntError> {
    ///     "none".parse::<u16>().map(|_| Port)
    /// }
    ///
    /// # #[derive(Container)]
    /// # struct App { #[provide(with = port)] port: Singleton<Port> }
    /// let error = App::new().resolve::<&Port>().err().expect("no port");
    /// let rejection = di_axum::Rejection::from(error);
    /// assert!(rejection.caused_by::<std::num::ParseIntError>().is_some());
    /// assert!(rejection.caused_by::<std::io::Error>().is_none());
    /// ```
    #[must_use]
    pub fn caused_by<E: StdError + 'static>(&self) -> Option<&E> {
        self.causes().find_map(|cause| cause.downcast_ref())
    }

    /// What went wrong, without the way to it.
    pub(crate) fn problem(&self) -> String {
        match &self.0 {
            Cause::Unresolved { error, .. } => error.problem().to_string(),
            Cause::NoScope { .. } => self.to_string(),
        }
    }

    /// What to do about it: what this crate knows comes before what `di_core` can know.
    pub(crate) fn help(&self) -> Option<&'static str> {
        match &self.0 {
            Cause::Unresolved { error, help } => help.or_else(|| error.help()),
            Cause::NoScope { .. } => Some(ADD_LAYER),
        }
    }

    /// The error of the constructor and its sources, the outermost first.
    pub(crate) fn causes(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        iter::successors(self.source(), |&cause| cause.source())
    }
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self(Cause::Unresolved { error, help: None })
    }
}

/// `run_in_scope` in a handler: the body's own error, or else what could not be closed.
impl From<ScopeError<Error>> for Rejection {
    fn from(error: ScopeError<Error>) -> Self {
        let closing = error.closing_failures().first();
        match error.body().or(closing) {
            Some(error) => error.clone().into(),
            None => unreachable!("one of the two has failed"),
        }
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
                    Some(help) if f.alternate() => write!(f, "\nhelp: {help}"),
                    _ => Ok(()),
                }
            }
            Cause::NoScope { container } => {
                write!(f, "no scope of `{container}` is open")?;
                if f.alternate() { write!(f, "\nhelp: {ADD_LAYER}") } else { Ok(()) }
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
