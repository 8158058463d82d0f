use std::fmt;

use axum::extract::{MatchedPath, OriginalUri};
use http::request::Parts;
use http::{HeaderMap, Method, Uri};

use crate::RequestId;

/// What services may know of the request that they work for: an input of its scope.
///
/// Its `Debug` output names the headers and keeps their values to itself, and the query.
///
/// A service that reads it may need to wait, as one that looks up who is logged in:
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, body::Body, http::Request, routing::get};
/// use di_axum::{Inject, RequestHead, ScopeLayer};
/// use di_core::prelude::*;
/// use tower::ServiceExt;
///
/// struct CurrentUser { name: String }
///
/// #[derive(Debug)]
/// struct NotLoggedIn;
/// # impl std::fmt::Display for NotLoggedIn {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("no") }
/// # }
/// # impl std::error::Error for NotLoggedIn {}
///
/// # struct Sessions;
/// # impl Sessions {
/// #     async fn user(&self, cookie: &str) -> Option<String> {
/// #         cookie.strip_prefix("session=").map(str::to_owned)
/// #     }
/// # }
/// impl CurrentUser {
///     async fn of(request: Arc<RequestHead>, sessions: Arc<Sessions>) -> Result<Self, NotLoggedIn> {
///         let cookie = request.headers().get("cookie").and_then(|it| it.to_str().ok());
///         let name = sessions.user(cookie.ok_or(NotLoggedIn)?).await.ok_or(NotLoggedIn)?;
///         Ok(Self { name })
///     }
/// }
///
/// #[derive(Container)]
/// struct App {
///     sessions: Value<Sessions>,
///     #[provide(input)]
///     request: Scoped<RequestHead>,
///     #[provide(with = CurrentUser::of)]
///     user: Scoped<CurrentUser>,
/// }
///
/// // The extractor waits for it.
/// async fn greet(Inject(user): Inject<Arc<CurrentUser>>) -> String {
///     format!("hello {}", user.name)
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new(Sessions).build();
/// let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request| {
///     app.scope_owned(RequestHead::of(request))
/// });
/// let router: Router = Router::new().route("/", get(greet)).layer(scope).with_state(app);
///
/// let request = Request::get("/").header("cookie", "session=ada").body(Body::empty())?;
/// let response = router.oneshot(request).await?;
/// assert_eq!(axum::body::to_bytes(response.into_body(), 100).await?, "hello ada");
/// # Ok(()) }
/// ```
///
/// Who is not logged in gets a response 500, as with every service that cannot be built. How
/// it becomes a 401 is shown by [`Rejection`](crate::Rejection).
///
/// What else services want to know of a request is an input of its own, made by the same
/// closure: `app.scope_owned(RequestHead::of(request), Language::of(request))`.
#[derive(Clone)]
pub struct RequestHead {
    id: RequestId,
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    headers: HeaderMap,
}

impl RequestHead {
    /// Copies the head of a request.
    ///
    /// ```
    /// use axum::http::Request;
    /// use di_axum::RequestHead;
    ///
    /// let request = Request::get("/talks?key=7").header("cookie", "secret").body(())?;
    /// let head = RequestHead::of(&request.into_parts().0);
    /// assert_eq!((head.method().as_str(), head.uri().path()), ("GET", "/talks"));
    /// assert_eq!(head.headers()["cookie"], "secret");
    /// let debug = format!("{head:?}");
    /// assert!(debug.contains("cookie") && !debug.contains("secret") && !debug.contains("key"));
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    #[must_use]
    pub fn of(request: &Parts) -> Self {
        Self {
            id: RequestId::of(request),
            method: request.method.clone(),
            uri: uri_of(request).clone(),
            route: request.extensions.get::<MatchedPath>().cloned(),
            headers: request.headers.clone(),
        }
    }

    /// Returns the name of the request.
    #[must_use]
    pub const fn id(&self) -> &RequestId {
        &self.id
    }

    /// Returns the method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Returns what was asked for: also in a nested router, all of it.
    #[must_use]
    pub const fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Returns the route that the request matched, such as `/talks/{id}`; nothing if it
    /// matched none, or if that is not known yet where the head was copied.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        self.route.as_ref().map(MatchedPath::as_str)
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

/// What was asked for; in a nested router, the request itself only has the rest of it.
pub(crate) fn uri_of(request: &Parts) -> &Uri {
    request.extensions.get::<OriginalUri>().map_or(&request.uri, |original| &original.0)
}

/// Says nothing that may be a secret.
impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHead")
            .field("id", &self.id)
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("route", &self.route())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
