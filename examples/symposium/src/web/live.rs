//! The handlers for clients that watch: a stream of events for pages, a `WebSocket`
//! for programs.

use std::convert::Infallible;
use std::error::Error;
use std::pin::pin;
use std::sync::Arc;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use di_axum::{Background, Inject, RequestScope};
use di_core::prelude::*;
use di_core::{Outcome, ScopeError};
use futures_util::{Stream, StreamExt};
use serde::{Deserialize, Serialize};

use super::{Problem, SeatFeed};
use crate::app::App;
use crate::origin::Origin;
use crate::talk::{TalkId, Talks};

/// Longer messages of a client make no sense.
const LONGEST_MESSAGE: usize = 4096;

/// Names the talk of which somebody wants to know the free seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with a talk")]
pub struct Question {
    /// The talk.
    pub talk: TalkId,
}

/// Tells how many seats of a talk are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FreeSeats {
    /// The talk.
    pub talk: TalkId,
    /// How many seats nobody has taken.
    pub free: u32,
}

/// Answers `GET /events` with one event for each change of seats, as long as somebody
/// listens, and until the server stops: `{"talk":3}`, or `{"talk":null}` if all may have
/// changed.
#[axum::debug_handler(state = Arc<App>)]
pub async fn events(
    Inject(feed): Inject<Arc<SeatFeed>>,
    Inject(background): Inject<Arc<Background>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = feed.changes().map(|change| {
        let change = serde_json::json!(change).to_string();
        Ok(Event::default().data(change))
    });
    Sse::new(events.take_until(background.stopping())).keep_alive(KeepAlive::default())
}

/// Answers `GET /live` with a conversation: to each [`Question`], the [`FreeSeats`] of
/// the talk, or a [`Problem`].
///
/// The scope of the request is that of the session: it closes when that has ended, by itself
/// or because the server stops.
///
/// # Errors
///
/// A [`Problem`] when the client speaks no `WebSocket`.
#[axum::debug_handler(state = Arc<App>)]
pub async fn live(
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    session: RequestScope<App>,
    Inject(background): Inject<Arc<Background>>,
) -> Result<Response, Problem> {
    // Of a frame, too: what there is of it is kept until all of it is there.
    let upgrade = upgrade?.max_message_size(LONGEST_MESSAGE).max_frame_size(LONGEST_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| {
        let stopping = background.stopping();
        background.track(async move {
            let ended = converse(socket, &session, stopping).await;
            session.note_outcome(ended.map_or_else(Outcome::failed, |()| Outcome::Ok));
        })
    }))
}

/// Answers one message after the other, each in a scope of its own; when the server stops,
/// it says so after the answer that it is at, and waits until the client has heard it.
async fn converse(
    mut socket: WebSocket,
    session: &RequestScope<App>,
    stopping: impl Future<Output = ()>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let app = session.container();
    let origin: &Origin = session.resolve()?;
    let mut stopping = pin!(stopping);
    loop {
        let message = tokio::select! {
            message = socket.recv() => message,
            () = &mut stopping => break,
        };
        let Some(message) = message else { return Ok(()) };
        let Message::Text(question) = message? else { continue };
        let answered = app.run_in_scope(origin.clone(), async |scope| {
            let talks: &dyn Talks = scope.resolve()?;
            answer(talks, &question).await
        });
        let answer = match answered.await.map_err(ScopeError::into_body) {
            Ok(free) => serde_json::json!(free),
            Err(problem) => serde_json::json!(problem.unwrap_or(Problem::INTERNAL)),
        };
        socket.send(Message::Text(Utf8Bytes::from(answer.to_string()))).await?;
    }
    let reason = Utf8Bytes::from_static("the server stops");
    socket.send(Message::Close(Some(CloseFrame { code: close_code::AWAY, reason }))).await?;
    while let Some(Ok(_)) = socket.recv().await {}
    Ok(())
}

/// Answers one question.
///
/// # Errors
///
/// A [`Problem`] when it makes no sense, when there is no such talk, or no telling.
pub async fn answer(talks: &dyn Talks, question: &str) -> Result<FreeSeats, Problem> {
    let Question { talk } = serde_json::from_str(question)?;
    let found = talks.find(talk).await?.ok_or_else(|| Problem::no_such_talk(talk))?;
    Ok(FreeSeats { talk, free: found.free })
}
