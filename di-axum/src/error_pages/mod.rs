mod failure;
mod form;
mod html;
mod problem;
mod redact;
mod service;

use std::sync::Arc;

use axum::body::Body;
use di_core::Container;
use failure::Failure;
use form::Form;
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode, header};
use redact::Redaction;
pub use service::{ErrorPagesFuture, ErrorPagesService};

use crate::pages::{DETAILED, PLAIN, POLICY, Wiring, overlay, page};
use crate::request_head::uri_of;
use crate::{Rejection, RequestId};

/// Says in a response why something could not be injected: to everybody nothing but the
/// request's id, to developers all of it.
///
/// It is the outermost layer of a router. It gives each request its [`RequestId`], which it
/// sends back in the header `x-request-id`, and runs it in a span named `request` with the
/// field `id`; so the line of the log that has the whole story has the id, too.
///
/// A response that carries a [`Rejection`] keeps its status and gets a body in the form that
/// the client asks for: a page if it prefers `text/html`, a part of a page if it is htmx, and
/// else a problem of RFC 9457, `application/problem+json`, with the member `request_id`; to
/// developers it has the members `detail`, `method`, `uri_path`, `path`, `causes` and `help`,
/// too. Of headers, nothing but that id is ever shown. A `Content-Security-Policy` comes with
/// the page, which has no script and needs nothing but itself.
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, body::Body, http::Request, routing::get};
/// use di_axum::{ErrorPages, Inject, Rejection, ScopeLayer};
/// use di_core::prelude::*;
/// use tower::ServiceExt;
///
/// struct Pool;
///
/// fn connect() -> Result<Pool, std::io::Error> {
///     Err(std::io::Error::other("no answer from postgres://app:hunter2@db"))
/// }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(with = connect)]
///     pool: Singleton<Pool>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new().build();
/// let pages = if cfg!(debug_assertions) {
///     ErrorPages::development(&app)
/// } else {
///     ErrorPages::production()
/// };
/// # let pages = ErrorPages::development(&app);
/// let router: Router = Router::new()
///     .route("/", get(async |Inject(_): Inject<Arc<Pool>>| ()))
///     .layer(ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned()))
///     .layer(pages)
///     .with_state(app);
///
/// let response = router.oneshot(Request::get("/").body(Body::empty())?).await?;
/// assert_eq!(response.status(), 500);
/// assert!(response.headers().contains_key("x-request-id"));
/// let body = axum::body::to_bytes(response.into_body(), 10_000).await?;
/// let body = String::from_utf8(body.to_vec())?;
/// assert!(body.contains("the constructor of `Pool` failed"));
/// assert!(body.contains("no answer from postgres://•••@db"));
/// # Ok(()) }
/// ```
///
/// An error type of the application's own answers with the rejection that it holds, so that
/// the response carries it: see [`Rejection`]. What a handler does not reject, but answers
/// itself, is left as it is.
///
/// # htmx
///
/// The part of a page is put at the end of the body and lies above the rest, until it is
/// closed. htmx 2 does not put in responses with an error status, unless the page says so:
///
/// ```html
/// <meta name="htmx-config" content='{"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"5..","swap":true,"error":true},{"code":"4..","swap":false,"error":true}]}'>
/// ```
#[derive(Debug, Clone)]
pub struct ErrorPages(Option<Arc<Development>>);

/// What developers are shown.
#[derive(Debug, Clone)]
struct Development {
    wiring: Wiring,
    redaction: Redaction,
}

/// What is known of the request when its response comes.
#[derive(Debug)]
struct Asked {
    id: RequestId,
    /// Of a `HEAD` it is `GET`: what is told of its body is what is told of that one.
    method: Method,
    path: String,
    form: Form,
    /// Somebody will read the body of the response.
    is_read: bool,
}

impl ErrorPages {
    /// Tells clients nothing but the request's id.
    #[must_use]
    pub const fn production() -> Self {
        Self(None)
    }

    /// Tells clients why something could not be injected: the path to it with each
    /// `file:line`, the application's own error and its sources, what to do, and the
    /// providers around it.
    ///
    /// In the texts of the application's errors, what looks like a secret is masked: what
    /// stands in an address before an `@`, what follows a name such as `password`, `token` or
    /// `api_key`, private keys, and the values that serde could not read. Give it what else is
    /// secret by [`redact`](Self::redact).
    #[must_use]
    pub fn development<C: Container>(container: &Arc<C>) -> Self {
        let wiring = Wiring::of(container.graph());
        Self(Some(Arc::new(Development { wiring, redaction: Redaction::default() })))
    }

    /// Adds a function that takes secrets out of the texts of the application's errors, such
    /// as those that it has read from its configuration. In production, no such text is shown.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_axum::ErrorPages;
    /// use di_core::prelude::*;
    ///
    /// struct Config { licence: String }
    ///
    /// #[derive(Container)]
    /// struct App { config: Value<Config> }
    ///
    /// # fn main() -> Result<(), di_core::Error> {
    /// let app = App::new(Config { licence: "1234-5678".to_owned() }).build();
    /// let config: Arc<Config> = app.resolve()?;
    /// let pages = ErrorPages::development(&app)
    ///     .redact(move |text| text.replace(&config.licence, "(the licence)"));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn redact(mut self, redact: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        if let Some(development) = &mut self.0 {
            Arc::make_mut(development).redaction.add(redact);
        }
        self
    }

    /// Puts a page into a response that carries a rejection.
    fn put_into(&self, response: &mut Response<Body>, asked: &Asked) {
        let Some(rejection) = response.extensions().get::<Rejection>() else { return };
        let body = self.body(response.status(), asked, rejection);
        let headers = response.headers_mut();
        // They are about the body that was there.
        for about in [header::CONTENT_ENCODING, header::ETAG, header::LAST_MODIFIED] {
            headers.remove(about);
        }
        let content_type = HeaderValue::from_static(asked.form.content_type());
        headers.insert(header::CONTENT_TYPE, content_type);
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.append(header::VARY, HeaderValue::from_static("accept, hx-request"));
        match asked.form {
            Form::Page => {
                headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
            }
            Form::Fragment => {
                headers.insert("hx-retarget", HeaderValue::from_static("body"));
                headers.insert("hx-reswap", HeaderValue::from_static("beforeend"));
            }
            Form::Problem => {}
        }
        *response.body_mut() = if asked.is_read { Body::from(body) } else { Body::empty() };
    }

    fn body(&self, status: StatusCode, asked: &Asked, rejection: &Rejection) -> String {
        let development = self.0.as_deref();
        let failure = development.map(|it| (it, Failure::of(rejection, &it.wiring, &it.redaction)));
        if asked.form == Form::Problem {
            return problem::problem(status, asked, failure.as_ref().map(|it| &it.1));
        }
        let (style, content) = match &failure {
            Some((it, failure)) => (DETAILED, html::detailed(status, asked, failure, &it.wiring)),
            None => (PLAIN, html::opaque(status, asked)),
        };
        let shell = if asked.form == Form::Page { page } else { overlay };
        shell(title(status), style, &content).into_string()
    }
}

impl Asked {
    fn of(request: &Parts) -> Self {
        let is_read = request.method != Method::HEAD;
        Self {
            id: RequestId::of(request),
            method: if is_read { request.method.clone() } else { Method::GET },
            path: uri_of(request).path().to_owned(),
            form: Form::of(&request.headers),
            is_read,
        }
    }
}

/// The words for a status.
fn title(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("Error")
}
