//! Whether the parts that the application needs work.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use di_axum::Inject;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::app::App;
use crate::health::Check;
use crate::plugins::Probes;

/// Answers `GET /health` by what works and what does not; why not is in the log.
#[utoipa::path(
    get,
    path = "/health",
    tag = "health",
    summary = "What works",
    description = "Each part by its name: `works`, or `fails`.",
    responses(
        (status = OK, description = "All parts work", body = BTreeMap<String, String>,
            example = json!({ "database": "works", "seats": "works" })),
        (status = SERVICE_UNAVAILABLE, description = "A part fails", body = BTreeMap<String, String>,
            example = json!({ "database": "works", "seats": "fails" })),
    )
)]
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
