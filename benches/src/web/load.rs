//! Servers under load in turns, so that what else the machine does meets all alike.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{ANSWER, PATH, SITES};

/// How many clients ask at the same time, each on a connection of its own.
const CLIENTS: usize = 32;

/// How long one server is asked at a time.
const TURN: Duration = Duration::from_millis(100);

/// In each round all servers have a turn, and once more the other way round.
const ROUNDS: usize = 60;

/// How fast a server was, over two turns.
#[derive(Debug, Default)]
pub struct Pace {
    /// How many requests were answered.
    requests: u32,
    /// How long that took.
    time: Duration,
    /// For how long processors were at work for it, the clients' part included.
    work: Duration,
}

impl Pace {
    /// Returns the requests per second.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        f64::from(self.requests) / self.time.as_secs_f64()
    }

    /// Returns how many microseconds of processors a request took, clients included: what
    /// else the machine does counts less here.
    #[must_use]
    pub fn work(&self) -> f64 {
        self.work.as_secs_f64() * 1e6 / f64::from(self.requests)
    }

    fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.time += other.time;
        self.work += other.work;
    }
}

/// Clients, with their connections to one server.
struct Clients(Vec<TcpStream>);

/// Puts the first three of [`SITES`] under load; returns how each did in each round.
///
/// # Panics
///
/// If a server does not answer as it should.
#[must_use]
pub fn rounds() -> Vec<[Pace; 3]> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let [injected, by_hand, plain, ..] = SITES.map(|it| (it.router)());
        let mut clients =
            [Clients::of(injected).await, Clients::of(by_hand).await, Clients::of(plain).await];
        let mut rounds = Vec::new();
        // The first round warms up.
        for _ in 0..=ROUNDS {
            let mut round: [Pace; 3] = Default::default();
            for position in [0, 1, 2, 2, 1, 0] {
                round[position].add(&clients[position].ask().await);
            }
            rounds.push(round);
        }
        rounds.split_off(1)
    })
}

impl Clients {
    /// Starts a server, and connects to it.
    async fn of(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut connections = Vec::new();
        for _ in 0..CLIENTS {
            connections.push(connect(address).await);
        }
        Self(connections)
    }

    /// Asks for one turn.
    async fn ask(&mut self) -> Pace {
        let (begun, worked) = (Instant::now(), worked());
        let mut asking = JoinSet::new();
        for connection in self.0.drain(..) {
            asking.spawn(ask_until(connection, begun + TURN));
        }
        let mut requests = 0;
        while let Some(asked) = asking.join_next().await {
            let (connection, count) = asked.expect("no panic");
            self.0.push(connection);
            requests += count;
        }
        Pace { requests, time: begun.elapsed(), work: self::worked().saturating_sub(worked) }
    }
}

/// For how long the threads of this program have been at work; nothing where the system does
/// not tell.
fn worked() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let told = threads.filter_map(|it| std::fs::read_to_string(it.path().join("schedstat")).ok());
    let nanoseconds = told.filter_map(|it| it.split(' ').next()?.parse::<u64>().ok());
    Duration::from_nanos(nanoseconds.sum())
}

async fn connect(address: SocketAddr) -> TcpStream {
    let connection = TcpStream::connect(address).await.expect("a connection");
    connection.set_nodelay(true).expect("an option of TCP");
    connection
}

/// Sends one request after the other; returns how many were answered.
async fn ask_until(mut connection: TcpStream, end: Instant) -> (TcpStream, u32) {
    let request = format!("GET {PATH} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let mut response = [0; 512];
    let mut answered = 0;
    while Instant::now() < end {
        connection.write_all(request.as_bytes()).await.expect("sent");
        let mut length = 0;
        while !response[..length].ends_with(ANSWER.as_bytes()) {
            let read = connection.read(&mut response[length..]).await.expect("an answer");
            assert_ne!(read, 0, "the server has gone, or answers otherwise");
            length += read;
        }
        answered += 1;
    }
    (connection, answered)
}
