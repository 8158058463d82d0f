//! Many clients at once, and clients that leave.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use axum::http::{Method, Request, StatusCode};
use di_core::prelude::*;
use http_body_util::Full;
use serde_json::{Value, json};
use symposium::storage::Database;
use symposium::unit_of_work::Retries;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::support::{Cluster, Place, Served, post_seat, send};

on_each_database![
    fifty_clients_at_once_get_exactly_the_ten_seats_there_are,
    a_client_that_leaves_has_no_seat_and_is_in_the_audit,
    how_a_request_has_ended_is_in_the_audit,
];

const SEATED: &str = "SELECT count(*) FROM reservation WHERE talk_id = 99";
const MAILED: &str = "SELECT count(*) FROM audit WHERE action LIKE 'mail%'";

/// Tells what was measured; not by the macro, whose output is shown for tests only that fail.
fn tell(measured: &str) {
    writeln!(std::io::stderr(), "{measured}").expect("an output");
}

async fn add_talk(place: &Place) {
    let talk = "INSERT INTO talk VALUES (99, 'Rush', 'All', 'Closet', '2027-05-12T09:00:00', 10)";
    place.execute(talk).await;
}

/// Makes it take a while to take a seat, so that others come in the meantime.
const SLOW: &str = "
    CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_sleep(0.02);
        RETURN NEW;
    END $$;
    CREATE TRIGGER linger BEFORE INSERT ON reservation FOR EACH ROW EXECUTE FUNCTION linger();";

async fn fifty_clients_at_once_get_exactly_the_ten_seats_there_are(place: Place) {
    let served = Served::at(place).await;
    add_talk(&served.place).await;
    let is_server = match &*served.database {
        Database::Sqlite(_) => false,
        Database::Postgres(postgres) => {
            served.place.execute(SLOW).await;
            // All connections are there: on a busy machine the seats would be gone before.
            let mut held = Vec::new();
            while held.len() < postgres.pool.options().get_max_connections() as usize {
                held.push(postgres.pool.acquire().await.expect("a connection"));
            }
            true
        }
    };
    let address = served.address;
    let mut clients = JoinSet::new();
    for number in 0..50 {
        let body = json!({ "attendee": format!("guest{number}@example.org") }).to_string();
        clients.spawn(send(address, post_seat(99, body)));
    }
    let mut seats = BTreeSet::new();
    let mut refused = 0;
    while let Some(answered) = clients.join_next().await {
        let (status, _, body) = answered.expect("no panic");
        let body: Value = serde_json::from_str(&body).expect("JSON");
        match status {
            StatusCode::CREATED => assert!(seats.insert(body["seat"].as_u64()), "{body}"),
            StatusCode::CONFLICT => {
                assert_eq!(body["type"], "urn:symposium:problem:talk-full");
                refused += 1;
            }
            status => panic!("{status}: {body}"),
        }
    }
    assert_eq!(seats, (1..=10).map(Some).collect());
    assert_eq!(refused, 40);
    assert_eq!(served.place.number(SEATED).await, 10);
    let retries = served.app.resolve::<&Retries>().expect("wired").count();
    let place = served.end().await;
    assert_eq!(place.number(MAILED).await, 10, "each seat has one mail");
    assert_eq!(place.number("SELECT count(*) FROM mail").await, 0, "and none is left");
    let kind = if is_server { "PostgreSQL" } else { "SQLite" };
    tell(&format!("50 clients, 10 seats, {kind}: {retries} attempts were begun anew"));
    assert_eq!(retries > 0, is_server, "a file has one writer at a time");
}

/// Sends a request, and leaves without waiting for the answer.
async fn send_and_leave(served: &Served, attendee: &str) {
    let body = json!({ "attendee": attendee }).to_string();
    let head = format!(
        "POST /api/talks/4/seats HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         x-request-id: {attendee}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len(),
    );
    let mut client = TcpStream::connect(served.address).expect("a connection");
    client.write_all(head.as_bytes()).expect("sent");
    // Its handler has begun.
    until(|| served.scopes.count() == 1).await;
    // The server has noticed when it hangs up, too: until then, it would go on.
    client.shutdown(Shutdown::Write).expect("a connection");
    client.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    assert_eq!(client.read(&mut [0]).expect("an end in time"), 0, "nothing is answered");
}

/// Waits for what will be so soon.
async fn until(is_so: impl Fn() -> bool) {
    let wait = async {
        while !is_so() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(20), wait).await.expect("it is so in time");
}

async fn a_client_that_leaves_has_no_seat_and_is_in_the_audit(place: Place) {
    let served = Served::at(place).await;
    let mut other = served.place.open().await;
    other.hold().await;
    send_and_leave(&served, "ada@example.org").await;
    other.execute("ROLLBACK").await;
    served.scopes.none().await;
    let cancelled = "SELECT count(*) FROM audit \
                     WHERE outcome = 'cancelled' AND origin = 'ada@example.org'";
    assert_eq!(served.place.number(cancelled).await, 1);
    assert_eq!(served.place.number("SELECT count(*) FROM reservation").await, 0);
    // It has poisoned nothing.
    assert_eq!(served.reserve(4, "ada@example.org").await.status, StatusCode::CREATED);
    served.shutdown().await;
}

async fn how_a_request_has_ended_is_in_the_audit(place: Place) {
    let served = Served::at(place).await;
    assert_eq!(served.reserve(3, "ada@example.org").await.status, StatusCode::CREATED);
    assert_eq!(served.reserve(3, "ada@example.org").await.status, StatusCode::CONFLICT);
    let place = served.end().await;
    for (sql, number) in [
        ("SELECT count(*) FROM audit WHERE action LIKE 'reserve%' AND outcome = 'ok'", 1),
        ("SELECT count(*) FROM audit WHERE action LIKE 'reserve%' AND outcome = 'failed'", 1),
        ("SELECT count(*) FROM audit WHERE outcome = 'cancelled'", 0),
    ] {
        assert_eq!(place.number(sql).await, number, "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_requests_to_a_dead_database_wait_no_longer_than_one() {
    let Some(cluster) = Cluster::new() else { return };
    let place = Place::at(cluster.network_url("postgres")).impatient();
    let served = Served::at(place).await;
    cluster.stop();
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for number in 0..100 {
        let body = json!({ "attendee": format!("guest{number}@example.org") }).to_string();
        let path = ["/", "/free-seats", "/api/talks"][number % 3];
        let page = Request::get(path).header("host", "localhost").body(Full::default());
        let request = if number < 50 { post_seat(4, body) } else { page.expect("a request") };
        clients.spawn(send(served.address, request));
    }
    while let Some(answered) = clients.join_next().await {
        let (status, headers, body) = answered.expect("no panic");
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
        assert!(headers.contains_key("retry-after"));
    }
    let (waited, patience) = (began.elapsed(), served.place.settings().patience);
    tell(&format!(
        "100 requests to a dead database: {waited:?}; the patience of one is {patience:?}"
    ));
    // One after the other they would take a hundred times as long.
    assert!(waited < patience * 5, "{waited:?}");

    cluster.start();
    // It may take a moment until all connections are known to be dead.
    let recovers =
        async { while served.reserve(4, "ada@example.org").await.status != StatusCode::CREATED {} };
    timeout(Duration::from_secs(20), recovers).await.expect("it recovers without a restart");
    assert_eq!(served.ask(Method::GET, "/").await.status, StatusCode::OK);
    served.shutdown().await;
}
