//! The interface for programs: JSON that links to what can be done next, described by a
//! document that is made from the code of the handlers.

mod document;
mod hal;
mod health;
mod problems;
mod seats;
mod talks;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub use document::{document, page};
pub use hal::{Hal, Link, SeatLinks, SeatList, SeatResource, TalkLinks, TalkList, TalkResource};
pub use health::health;
pub use seats::{SeatRequest, cancel, reserve, seat, seats_of};
pub use talks::{talk, talks};

/// Returns the routes, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(talks::talks))
        .routes(routes!(talks::talk))
        .routes(routes!(seats::reserve))
        .routes(routes!(seats::seat, seats::cancel))
        .routes(routes!(seats::seats_of))
        .routes(routes!(health::health))
}
