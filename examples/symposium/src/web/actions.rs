//! What clients may change, in whichever way they ask: by a form or by JSON.

use std::sync::Arc;

use di_axum::RequestScope;
use di_core::prelude::*;

use super::{Problem, SeatFeed};
use crate::app::App;
use crate::attendee::Attendee;
use crate::audit::AuditTrail;
use crate::cancel_seat::Cancel;
use crate::programme::Programme;
use crate::reserve_seat::{Confirmation, Reserve};
use crate::seat_allocator::NoSeat;
use crate::talk::TalkId;
use crate::unit_of_work::unit_of_work;

/// Reserves a seat, and tells everybody who watches.
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
    let confirmation =
        done(scope, talk, unit_of_work(scope, &Reserve { talk, attendee }).await).await?;
    tracing::info!(%talk, seat = confirmation.reservation.seat, "seat reserved");
    Ok(confirmation)
}

/// Gives a seat back, and tells everybody who watches.
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
    done(scope, talk, unit_of_work(scope, &Cancel { talk, attendee }).await).await?;
    tracing::info!(%talk, "seat given back");
    Ok(())
}

/// Whatever becomes of it, it is in the audit that somebody has tried.
fn note(scope: &RequestScope<App>, action: String) -> Result<(), Problem> {
    scope.resolve::<&AuditTrail>()?.note(action);
    Ok(())
}

/// Tells who watches, and who shows the programme, of a change; and these of a refusal, too:
/// whoever was refused has seen what is not so any more.
async fn done<T>(
    scope: &RequestScope<App>,
    talk: TalkId,
    done: Result<T, NoSeat>,
) -> Result<T, Problem> {
    if matches!(done, Err(NoSeat::Storage(_) | NoSeat::Unresolved(_))) {
        return Ok(done?);
    }
    scope.resolve::<Arc<dyn Programme>>()?.changed().await;
    if done.is_ok() {
        scope.resolve::<&SeatFeed>()?.publish(talk);
    }
    Ok(done?)
}
