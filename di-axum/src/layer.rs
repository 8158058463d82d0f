use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use di_core::__private::on_unclosed_or;
use di_core::{Container, Outcome, OwnedScope, SharedContainer, Unclosed};
use http::request::Parts;
use http::{Method, Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tokio::runtime::Handle;
use tower_layer::Layer;
use tower_service::Service;
use tracing::Instrument;

use crate::body::length_of;
use crate::{OpenScopes, RequestScope, ScopedBody};

/// Opens a scope of the container for each request.
///
/// The scope lives until the response's body is dropped, which is when it was
/// sent in full or the client is gone. What the scope has built is dropped then,
/// unless a clone of its [`RequestScope`] is still somewhere.
///
/// What services of the scope have opened is closed then, too, by a task of its own, and
/// told how the request ended: well; failed, with the status of the response if that is
/// an error, with what its body says, or because the handler panicked or a service failed; or
/// cancelled, if the client is gone before it has all of the body. That
/// is after the response: what the client is to know of, such as a commit, belongs into
/// the handler. If no closing may fail unheard, give the container a handler of your own,
/// `on_unclosed`; this layer logs it.
///
/// Handlers are answered from the layer's container, so give it the one that is
/// the router's state; and a router one layer: a second opens a scope of its own.
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, body::Body, http::{Request, request::Parts}, routing::get};
/// use di_axum::{Inject, ScopeLayer};
/// use di_core::prelude::*;
/// use tower::ServiceExt;
///
/// struct Path(String);
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     path: Scoped<Path>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new().build();
/// let router: Router = Router::new()
///     .route("/here", get(async |Inject(path): Inject<Arc<Path>>| path.0.clone()))
///     .layer(ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, request: &Parts| {
///         app.scope_owned(Path(request.uri.path().to_owned()))
///     }))
///     .with_state(app);
///
/// let response = router.oneshot(Request::get("/here").body(Body::empty())?).await?;
/// assert_eq!(axum::body::to_bytes(response.into_body(), 100).await?, "/here");
/// # Ok(()) }
/// ```
///
/// # Sessions
///
/// A `WebSocket` session that keeps the [`RequestScope`] has the request's scope as its own:
/// it stays open as long as the session, which notes how it has ended. If it does not,
/// because it panics or is dropped, the closers are told that it was cancelled. A message is
/// to the session what a request is to the server, and is answered in one more scope of the
/// same container, with the inputs of the session:
///
/// ```
/// use std::{error::Error, sync::Arc};
/// use axum::{extract::ws::{Message, WebSocket, WebSocketUpgrade}, response::Response};
/// use di_axum::{Background, Inject, RequestScope};
/// use di_core::{Outcome, prelude::*};
///
/// #[derive(Clone)]
/// struct Visitor(String);
///
/// struct Log;
/// async fn flush(_: Log, _outcome: Outcome) {}
///
/// #[derive(Container)]
/// struct App {
///     background: Value<Background>,
///     #[provide(input)]
///     visitor: Scoped<Visitor>,
///     #[provide(with = || Log, close = flush)]
///     log: Scoped<Log>,
/// }
///
/// #[axum::debug_handler(state = Arc<App>)]
/// async fn chat(
///     upgrade: WebSocketUpgrade,
///     session: RequestScope<App>,
///     Inject(background): Inject<Arc<Background>>,
/// ) -> Response {
///     upgrade.on_upgrade(move |socket| {
///         let stopping = background.stopping();
///         background.track(async move {
///             let ended = tokio::select! {
///                 ended = talk(socket, &session) => ended,
///                 () = stopping => Ok(()),
///             };
///             session.note_outcome(ended.map_or_else(Outcome::failed, |()| Outcome::Ok));
///         })
///     })
/// }
///
/// async fn talk(
///     mut socket: WebSocket,
///     session: &RequestScope<App>,
/// ) -> Result<(), Box<dyn Error + Send + Sync>> {
///     let visitor: &Visitor = session.resolve()?;
///     while let Some(message) = socket.recv().await {
///         if let Message::Text(text) = message? {
///             let answer = session.container().run_in_scope(visitor.clone(), async |scope| {
///                 let visitor: &Visitor = scope.resolve()?;
///                 Ok::<_, di_core::Error>(format!("{} said {text}", visitor.0))
///             });
///             socket.send(answer.await?.into()).await?;
///         }
///     }
///     Ok(())
/// }
/// ```
pub struct ScopeLayer<C, F>(Arc<Opening<C, F>>);

/// The service that a [`ScopeLayer`] wraps around another.
pub struct ScopeService<S, C, F> {
    inner: S,
    // One pointer, because axum clones the service for each request.
    opening: Arc<Opening<C, F>>,
}

/// How the scopes of requests are opened.
struct Opening<C, F> {
    container: Arc<C>,
    open: F,
    opened: OpenScopes,
}

pin_project! {
    /// The future of a [`ScopeService`]; it keeps the scope open until there is
    /// a response, whose body then does.
    pub struct ScopeFuture<F, C>
    where
        C: Container,
    {
        // First, because fields are dropped in order: what runs in a scope must
        // be gone before the scope is.
        #[pin]
        inner: F,
        scope: Option<RequestScope<C>>,
        // Somebody will read the body of the response.
        is_read: bool,
    }
}

impl<C, F> ScopeLayer<C, F>
where
    C: Container,
    F: Fn(&Arc<C>, &Parts) -> OwnedScope<C>,
{
    /// Creates the layer. `open` gives the scope its inputs, from the head of
    /// the request.
    pub fn new(container: Arc<C>, open: F) -> Self {
        on_unclosed_or(&*container, close_in_background);
        Self(Arc::new(Opening { container, open, opened: OpenScopes::new() }))
    }

    /// Returns the count of the scopes that this layer and its clones have opened and that
    /// are not closed.
    #[must_use]
    pub fn open_scopes(&self) -> OpenScopes {
        self.0.opened.clone()
    }
}

/// Closes what a request has left open.
fn close_in_background(unclosed: Unclosed) {
    // Without a runtime, it is dropped, and so kept until the container is shut down.
    if let Ok(runtime) = Handle::try_current() {
        let closing = async move {
            if let Err(error) = unclosed.await {
                tracing::error!("{error:#}");
            }
        };
        // The request's.
        runtime.spawn(closing.in_current_span());
    }
}

impl<S, C, F> Layer<S> for ScopeLayer<C, F> {
    type Service = ScopeService<S, C, F>;

    fn layer(&self, inner: S) -> Self::Service {
        ScopeService { inner, opening: Arc::clone(&self.0) }
    }
}

impl<S, C, F, RequestBody, ResponseBody> Service<Request<RequestBody>> for ScopeService<S, C, F>
where
    S: Service<Request<RequestBody>, Response = Response<ResponseBody>>,
    ResponseBody: Body,
    C: SharedContainer,
    F: Fn(&Arc<C>, &Parts) -> OwnedScope<C>,
{
    type Response = Response<ScopedBody<ResponseBody, C>>;
    type Error = S::Error;
    type Future = ScopeFuture<S::Future, C>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let (mut parts, body) = request.into_parts();
        // At once, and not when somebody first asks for it: a scope that nobody uses costs
        // some 700 of the 12,000 instructions that axum takes for the smallest request
        // (`cargo xtask load`), and one that opens later would need a lock and the request.
        let Opening { container, open, opened } = &*self.opening;
        let scope = RequestScope::from(opened.counted(open(container, &parts)));
        parts.extensions.insert(scope.clone());
        let is_read = parts.method != Method::HEAD;
        let inner = self.inner.call(Request::from_parts(parts, body));
        ScopeFuture { inner, scope: Some(scope), is_read }
    }
}

impl<F, C, B, E> Future for ScopeFuture<F, C>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: Body,
    C: Container,
{
    type Output = Result<Response<ScopedBody<B, C>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // What panics is not polled again, and the panic goes on.
        let polled = catch_unwind(AssertUnwindSafe(|| this.inner.poll(cx)));
        let polled = polled.unwrap_or_else(|panicked| {
            if let Some(scope) = this.scope {
                scope.note_outcome(Outcome::failed("the handler panicked"));
            }
            resume_unwind(panicked)
        });
        let response = match ready!(polled) {
            Ok(response) => response,
            Err(error) => {
                if let Some(scope) = this.scope {
                    scope.note_outcome(Outcome::failed("the service failed"));
                }
                return Poll::Ready(Err(error));
            }
        };
        let (scope, is_read) = (this.scope.take(), *this.is_read);
        let (status, length) = (response.status(), length_of(response.headers()));
        Poll::Ready(Ok(response.map(|body| ScopedBody::new(body, scope, status, length, is_read))))
    }
}

// Derives would ask that the container can be cloned and shown.

impl<C, F> Clone for ScopeLayer<C, F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Clone, C, F> Clone for ScopeService<S, C, F> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), opening: Arc::clone(&self.opening) }
    }
}

impl<C, F> fmt::Debug for ScopeLayer<C, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopeLayer").finish_non_exhaustive()
    }
}

impl<S: fmt::Debug, C, F> fmt::Debug for ScopeService<S, C, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopeService").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<F, C: Container> fmt::Debug for ScopeFuture<F, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopeFuture").field("scope", &self.scope).finish_non_exhaustive()
    }
}
