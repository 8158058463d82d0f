//! A database that goes away while the application runs, and comes back.

use std::time::Instant;

use axum::http::{Method, StatusCode};
use serde_json::json;
use tokio::time::timeout;

use crate::support::{Answer, Cluster, Log, PASSWORD, Place, Served};

on_each_database![a_database_that_somebody_else_keeps_busy_is_a_problem_that_passes];

async fn a_database_that_somebody_else_keeps_busy_is_a_problem_that_passes(place: Place) {
    let served = Served::at(place.impatient()).await;
    let mut other = served.place.open().await;
    other.hold().await;
    let busy = in_time(&served, served.reserve(3, "ada@example.org")).await;
    let problem = busy.problem(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem["type"], "urn:symposium:problem:storage-unavailable");
    let health = in_time(&served, served.ask(Method::GET, "/health")).await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE, "{}", health.body);

    other.execute("ROLLBACK").await;
    works(&served).await;
    served.shutdown().await;
}

#[tokio::test]
async fn a_server_that_dies_is_a_problem_with_a_cause_until_it_is_back() {
    let Some(cluster) = Cluster::new() else { return };
    let log = Log::start();
    let place = Place::at(cluster.network_url("postgres")).impatient();
    let served = Served::at(place).await;
    assert_eq!(served.reserve(4, "eve@example.org").await.status, StatusCode::CREATED);

    cluster.stop();
    for _ in 0..2 {
        let gone = in_time(&served, served.reserve(3, "ada@example.org")).await;
        gone.problem(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(gone.headers["retry-after"], "5");
        let page = in_time(&served, served.ask(Method::GET, "/")).await;
        page.problem(StatusCode::SERVICE_UNAVAILABLE);
        let log = log.text();
        for answer in [&gone, &page] {
            let mut lines = log.lines().filter(|line| line.contains(answer.request_id()));
            let has_cause = lines.any(|line| {
                line.contains("ERROR")
                    && line.contains("the database does not answer: ")
                    && line.contains("Connection refused")
            });
            assert!(has_cause, "{}", answer.body);
        }
        assert!(!log.contains(PASSWORD));
    }
    let health = in_time(&served, served.ask(Method::GET, "/health")).await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.json(), json!({ "database": "fails", "programme": "fails" }));

    cluster.start();
    works(&served).await;

    cluster.stop();
    let patience = served.place.settings().patience;
    let began = Instant::now();
    served.shutdown().await;
    assert!(began.elapsed() < patience * 3, "{:?}", began.elapsed());
}

/// Stops the process that serves a connection, while it takes a seat for Fred: then
/// nobody is left who could give the statement up but the client.
const FREEZE: &str = "
    CREATE FUNCTION fall_silent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        COPY (SELECT 1) TO PROGRAM 'kill -STOP $PPID';
        RETURN NEW;
    END $$;
    CREATE TRIGGER fall_silent BEFORE INSERT ON reservation
        FOR EACH ROW WHEN (NEW.attendee = 'fred@example.org') EXECUTE FUNCTION fall_silent();";

const THAW: &str = "
    COPY (SELECT pid FROM pg_stat_activity WHERE datname = current_database())
    TO PROGRAM 'xargs kill -CONT'";

#[tokio::test]
async fn a_server_that_falls_silent_within_a_statement_is_not_waited_for() {
    let Some(place) = Place::postgres().await else { return };
    let served = Served::at(place.impatient()).await;
    served.place.execute(FREEZE).await;
    let silent = in_time(&served, served.reserve(4, "fred@example.org")).await;
    silent.problem(StatusCode::SERVICE_UNAVAILABLE);
    works(&served).await;

    served.place.execute(THAW).await;
    let seats = "SELECT count(*) FROM reservation WHERE talk_id = 4";
    assert_eq!(served.reserve(4, "eve@example.org").await.status, StatusCode::CREATED);
    assert_eq!(served.place.number(seats).await, 1, "Fred has none");
    served.shutdown().await;
}

/// Asserts that an answer does not take much longer than the patience.
async fn in_time(served: &Served, answer: impl Future<Output = Answer>) -> Answer {
    let limit = served.place.settings().patience * 2;
    timeout(limit, answer).await.expect("an answer in time")
}

async fn works(served: &Served) {
    let seat = served.reserve(3, "ada@example.org").await;
    assert_eq!(seat.status, StatusCode::CREATED, "{}", seat.body);
    assert_eq!(served.ask(Method::GET, "/").await.status, StatusCode::OK);
    let health = served.ask(Method::GET, "/health").await;
    assert_eq!(health.status, StatusCode::OK);
    assert_eq!(health.json(), json!({ "database": "works", "programme": "works" }));
}
