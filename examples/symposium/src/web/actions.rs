//! What clients may change, in whichever way they ask: by a form or by JSON.

use std::sync::Arc;

use di_axum::RequestScope;
use di_core::prelude::*;

use super::Problem;
use crate::app::App;
use crate::attendee::Attendee;
use crate::audit::AuditTrail;
use crate::cancel_seat::Cancel;
use crate::programme::Programme;
use crate::reserve_seat::{Confirmation, Reserve};
use crate::seat_allocator::NoSeat;
use crate::talk::TalkId;
use crate::unit_of_work::unit_of_work;

/// Reserves a seat; who watches is told when that is committed.
///
/// # Errors
///
/// A [`Problem`] when there is no seat for the attendee, or no telling.
pub async fn reserve(
    scope: &RequestScope<App>,
    talk: TalkId,
    attendee: Attendee,
) -> Result<Confirmation, Problem> {
    note(scope, format!("reserve a seat in talk {talk} for {attendee}"))?;
    let confirmation = done(scope, unit_of_work(scope, &Reserve { talk, attendee }).await).await?;
    tracing::info!(%talk, seat = confirmation.reservation.seat, "seat reserved");
    Ok(confirmation)
}

/// Gives a seat back; who watches is told when that is committed.
///
/// # Errors
///
/// A [`Problem`] when the attendee has no seat in the talk, or there is no telling.
pub async fn cancel(
    scope: &RequestScope<App>,
    talk: TalkId,
    attendee: Attendee,
) -> Result<(), Problem> {
    note(scope, format!("give back the seat of {attendee} in talk {talk}"))?;
    done(scope, unit_of_work(scope, &Cancel { talk, attendee }).await).await?;
    tracing::info!(%talk, "seat given back");
    Ok(())
}

/// Whatever becomes of it, it is in the audit that somebody has tried.
fn note(scope: &RequestScope<App>, action: String) -> Result<(), Problem> {
    scope.resolve::<&AuditTrail>()?.note(action);
    Ok(())
}

/// Whoever was refused has seen what is not so any more.
async fn done<T>(scope: &RequestScope<App>, done: Result<T, NoSeat>) -> Result<T, Problem> {
    if done.as_ref().is_err_and(NoSeat::is_news) {
        scope.resolve::<Arc<dyn Programme>>()?.changed().await;
    }
    Ok(done?)
}
