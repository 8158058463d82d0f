use axum::response::{Html, IntoResponse, Response};
use di_core::{Graph, ProviderKind};
use http::header;
use maud::{Markup, html};

use super::provider::{Marked, kind, kind_class, name, provider};
use super::wiring::Wiring;
use super::{DETAILED, POLICY, page, prose};

/// Draws the wiring of a container as a page for developers: each provider with what it needs
/// and who needs it, and a choice of what is shown.
///
/// It needs nothing but itself, no script either, and says so to the browser in a
/// `Content-Security-Policy`. It tells how the application is made, so
/// it is not for the public:
///
/// ```
/// use std::sync::Arc;
/// use axum::{Router, extract::State, routing::get};
/// use di_core::Container as _;
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Clock;
///
/// #[derive(Container)]
/// struct App { clock: Singleton<Clock> }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), axum::Error> {
/// let page = di_axum::graph_page(&App::GRAPH);
/// let page = axum::body::to_bytes(page.into_body(), 1 << 20).await?;
/// assert!(String::from_utf8_lossy(&page).contains("Singleton&lt;Clock&gt;"));
///
/// let mut router: Router<Arc<App>> = Router::new();
/// if cfg!(debug_assertions) {
///     router = router.route(
///         "/__di",
///         get(async |State(app): State<Arc<App>>| di_axum::graph_page(app.graph())),
///     );
/// }
/// # let _: Router = router.with_state(App::new().build());
/// # Ok(()) }
/// ```
#[must_use]
pub fn graph_page(graph: &Graph) -> Response {
    let wiring = Wiring::of(graph);
    let content = html! {
        main {
            (choice(&wiring))
            @for (position, graph) in wiring.graphs().iter().enumerate() {
                section.container {
                    h1 { code { (graph.container()) } }
                    (summary(graph, position))
                    nav.names {
                        @for place in wiring.places(position) { (name(&wiring, place, &|_| true)) " " }
                    }
                    div.providers {
                        @for place in wiring.places(position) {
                            (provider(&wiring, place, Marked::No, &|_| true))
                        }
                    }
                }
            }
        }
    };
    let title = format!("{}: the wiring", graph.container());
    let page = Html(page(&title, DETAILED, &content).into_string());
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
}

fn summary(graph: &Graph, position: usize) -> Markup {
    let count = graph.nodes().len();
    let providers = if count == 1 { "provider" } else { "providers" };
    let imported = if position == 0 { "" } else { ", imported from" };
    html! { p.summary { (prose(&format!("{count} {providers}{imported}"))) } }
}

/// Which kinds of providers are shown: the style sheet hides the others.
fn choice(wiring: &Wiring) -> Markup {
    let kinds = [
        ProviderKind::Value,
        ProviderKind::Singleton,
        ProviderKind::Resource,
        ProviderKind::Scoped,
        ProviderKind::Input,
        ProviderKind::Factory,
        ProviderKind::Collection,
        ProviderKind::Import,
    ];
    let nodes = || wiring.graphs().iter().flat_map(Graph::nodes);
    html! {
        fieldset.choice {
            legend { "shown" }
            @for one in kinds {
                @let count = nodes().filter(|it| it.kind() == one).count();
                @if count > 0 {
                    label {
                        input type="checkbox" id={ "show-" (kind_class(one)) } checked;
                        (kind(one)) " " (count)
                    }
                }
            }
        }
    }
}
