//! Pages for developers, which are not there in production: how all is wired, and what it
//! looks like when that fails.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use di_axum::Inject;
use di_core::prelude::*;

use crate::app::App;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/__di", get(graph)).route("/__boom", get(boom))
}

/// Answers `GET /__di` with the wiring.
async fn graph() -> Response {
    di_axum::graph_page(&App::GRAPH)
}

/// Answers `GET /__boom` by what fails three levels down.
#[axum::debug_handler(state = Arc<App>)]
async fn boom(Inject(_): Inject<Arc<Projector>>) {}

/// Shows slides, which nobody ever will with this one.
#[derive(Debug, Injectable)]
pub struct Projector {
    #[expect(dead_code, reason = "it is never built")]
    lamp: Arc<Lamp>,
}

/// Needs a fuse.
#[derive(Debug, Injectable)]
pub struct Lamp {
    #[expect(dead_code, reason = "it is never built")]
    fuse: Arc<Fuse>,
}

/// Cannot be built.
#[derive(Debug)]
pub struct Fuse;

/// Says why there is no fuse.
#[derive(Debug, thiserror::Error)]
#[error("there is no fuse in the box at postgres://janitor:{}@cellar", "swordfish")]
pub struct NoFuse(#[source] io::Error);

impl Fuse {
    /// Looks for one.
    ///
    /// # Errors
    ///
    /// Always: this is what `/__boom` shows.
    pub fn insert() -> Result<Self, NoFuse> {
        Err(NoFuse(io::Error::new(io::ErrorKind::NotFound, "the box is empty, token=4711")))
    }
}
