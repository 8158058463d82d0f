//! The handlers: plain functions of what the container provides and what the
//! request says.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Html;
use di_axum::{Inject, RequestScope};
use di_core::prelude::*;
use serde::Deserialize;
use tokio::task::JoinSet;
use tracing::Instrument;

use super::{Problem, page};
use crate::app::App;
use crate::attendee::Attendee;
use crate::audit::AuditTrail;
use crate::health::Check;
use crate::plugins::Probes;
use crate::reserve_seat::{Confirmation, Reserve};
use crate::talk::{Talk, TalkId, Talks};
use crate::unit_of_work::unit_of_work;

/// Says who wants a seat.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatRequest {
    /// An e-mail address, not yet checked.
    pub attendee: String,
}

/// A JSON body whose faults are answered as a [`Problem`].
#[derive(Debug, FromRequest)]
#[from_request(via(Json), rejection(Problem))]
pub struct Body<T>(pub T);

/// Answers `GET /` with the programme as a page.
///
/// # Errors
///
/// A [`Problem`] when the programme cannot be read.
#[axum::debug_handler(state = Arc<App>)]
pub async fn programme(
    Inject(talks): Inject<Arc<dyn Talks>>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let talks = talks.all().await?;
    Ok(Html(page::programme(&talks, host.unwrap_or("localhost")).into_string()))
}

/// Answers `GET /api/talks` with the programme as JSON.
///
/// # Errors
///
/// A [`Problem`] when the programme cannot be read.
#[axum::debug_handler(state = Arc<App>)]
pub async fn talks(Inject(talks): Inject<Arc<dyn Talks>>) -> Result<Json<Vec<Talk>>, Problem> {
    Ok(Json(talks.all().await?))
}

/// Answers `POST /api/talks/{id}/seats` by reserving a seat.
///
/// # Errors
///
/// A [`Problem`] when there is no seat for the attendee, or no telling.
#[axum::debug_handler(state = Arc<App>)]
pub async fn reserve(
    scope: RequestScope<App>,
    talk: Result<Path<TalkId>, PathRejection>,
    Body(wanted): Body<SeatRequest>,
) -> Result<(StatusCode, Json<Confirmation>), Problem> {
    let Path(talk) = talk?;
    let attendee: Attendee = wanted.attendee.parse()?;
    let audit: &AuditTrail = scope.resolve()?;
    audit.note(format!("reserve a seat in talk {talk} for {attendee}"));
    let confirmation = unit_of_work(&scope, &Reserve { talk, attendee }).await?;
    Ok((StatusCode::CREATED, Json(confirmation)))
}

/// Answers `GET /health` by what works and what does not; why not is in the log.
#[axum::debug_handler(state = Arc<App>)]
pub async fn health(
    Inject(checks): Inject<BTreeMap<&'static str, Arc<dyn Check>>>,
    Inject(probes): Inject<Probes>,
) -> (StatusCode, Json<BTreeMap<&'static str, &'static str>>) {
    let names = checks.keys().chain(probes.keys());
    let mut health: BTreeMap<_, _> = names.map(|name| (*name, "fails")).collect();
    // At the same time: who asks does not wait for one silent part after the other.
    let mut checking = JoinSet::new();
    for (name, check) in checks {
        let checked = async move { check.check().await.map_err(Into::into) };
        checking.spawn(async move { (name, checked.await) }.in_current_span());
    }
    for (name, probe) in probes {
        checking.spawn(async move { (name, probe.probe().await) }.in_current_span());
    }
    while let Some(checked) = checking.join_next().await {
        match checked {
            Ok((name, Ok(()))) => drop(health.insert(name, "works")),
            Ok((name, Err(error))) => {
                tracing::error!(check = name, error = &*error as &dyn Error, "unhealthy");
            }
            Err(panicked) => tracing::error!(%panicked, "unhealthy"),
        }
    }
    let is_well = health.values().all(|state| *state == "works");
    let status = if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(health))
}
