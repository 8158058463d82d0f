use std::sync::Arc;

use di_core::SharedContainer;

/// A router's state in which there is a container.
///
/// An `Arc` of a container is one. Implement it for your own state if that holds
/// more:
///
/// ```
/// use std::sync::Arc;
/// use di_axum::HasContainer;
/// use di_core::prelude::*;
///
/// #[derive(Container)]
/// struct App {}
///
/// struct State {
///     app: Arc<App>,
///     started: std::time::Instant,
/// }
///
/// impl HasContainer for State {
///     type Container = App;
///
///     fn container(&self) -> &Arc<App> {
///         &self.app
///     }
/// }
///
/// let app = App::new().build();
/// let state = State { app: Arc::clone(&app), started: std::time::Instant::now() };
/// assert!(Arc::ptr_eq(state.container(), app.container()));
/// ```
#[diagnostic::on_unimplemented(
    message = "the state `{Self}` holds no container to inject from",
    label = "`{Self}` is not the `Arc` of a container",
    note = "help: make the container the router's state: `.with_state(app)`, where `app: Arc<App>`",
    note = "help: if it is, and this is `#[axum::debug_handler]`, tell it: `#[axum::debug_handler(state = Arc<App>)]`",
    note = "help: or implement `di_axum::HasContainer` for `{Self}`"
)]
pub trait HasContainer {
    /// The container.
    type Container: SharedContainer;

    /// Returns the container.
    fn container(&self) -> &Arc<Self::Container>;
}

impl<C> HasContainer for Arc<C>
where
    C: SharedContainer,
{
    type Container = C;

    fn container(&self) -> &Arc<C> {
        self
    }
}
