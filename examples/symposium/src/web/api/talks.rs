//! The programme.

use std::sync::Arc;

use di_axum::Inject;

use super::problems::{Away, NoSuchTalk};
use super::{Hal, TalkList, TalkResource};
use crate::app::App;
use crate::talk::{TalkId, Talks};
use crate::web::Problem;
use crate::web::input::Named;

/// Lists all talks, in the order in which they begin.
///
/// # Errors
///
/// A [`Problem`] when they cannot be read.
#[utoipa::path(
    get,
    path = "/api/talks",
    tag = "talks",
    summary = "All talks",
    description = "In the order in which they begin, each with the seats that are left.",
    responses(
        (status = OK, description = "The programme", body = TalkList, content_type = "application/hal+json"),
        Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn talks(Inject(talks): Inject<Arc<dyn Talks>>) -> Result<Hal<TalkList>, Problem> {
    Ok(Hal(talks.all().await?.into()))
}

/// Shows one talk.
///
/// # Errors
///
/// A [`Problem`] when there is none of that name, or no telling.
#[utoipa::path(
    get,
    path = "/api/talks/{id}",
    tag = "talks",
    summary = "One talk",
    description = "With a link to reserve a seat, unless it is full.",
    params(("id" = i64, Path, description = "Names the talk", example = 3)),
    responses(
        (status = OK, description = "The talk", body = TalkResource, content_type = "application/hal+json"),
        NoSuchTalk,
        Away,
    )
)]
#[axum::debug_handler(state = Arc<App>)]
pub async fn talk(
    Inject(talks): Inject<Arc<dyn Talks>>,
    Named(id): Named<TalkId>,
) -> Result<Hal<TalkResource>, Problem> {
    let talk = talks.find(id).await?.ok_or_else(|| Problem::no_such_talk(id))?;
    Ok(Hal(talk.into()))
}
