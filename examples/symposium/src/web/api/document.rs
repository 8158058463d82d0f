//! The description of the interface, for programs and for people.

use std::sync::LazyLock;

use axum::Json;
use maud::Markup;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

use crate::web::{Problem, view};

/// What the code of the handlers does not say.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Symposium",
        description = "Seats at a conference. Answers are HAL: a link such as `reserve` is there \
                       only if it can be followed. What goes wrong is a problem as RFC 9457 has it."
    ),
    tags(
        (name = "talks", description = "The programme"),
        (name = "seats", description = "Taking seats and giving them back"),
        (name = "health", description = "Whether it all works"),
    ),
    components(schemas(Problem))
)]
struct Frame;

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let mut document = Frame::openapi();
    document.merge(super::routes().into_openapi());
    document
});

/// Answers `GET /openapi.json` with the description of the interface.
pub async fn document() -> Json<Document> {
    Json(DOCUMENT.clone())
}

/// Answers `GET /api` with the same for people.
pub async fn page() -> Markup {
    view::api_page(&serde_json::json!(*DOCUMENT))
}
