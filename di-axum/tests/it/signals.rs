//! A program that serves, and is told to stop by signals.

use std::env;
use std::future::pending;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use di_axum::serve;
use di_core::prelude::*;
use tokio::net::TcpListener;

/// Says that the program of the tests is to be a server.
const IS_SERVER: &str = "DI_AXUM_TEST_IS_SERVER";

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(120);

struct Pool;

fn connect() -> Pool {
    Pool
}

fn disconnect(_: &Pool) -> io::Result<()> {
    writeln!(io::stdout(), "\nthe pool is closed")
}

#[derive(Container)]
struct App {
    #[provide(with = connect, close = disconnect)]
    pool: Resource<Pool>,
}

async fn never() {
    writeln!(io::stdout(), "\nthe request has begun").expect("somebody reads");
    pending::<()>().await;
}

/// The server: a test that does nothing unless another has started it.
#[tokio::test]
async fn this_is_the_server_of_the_others() {
    if env::var_os(IS_SERVER).is_none() {
        return;
    }
    let app = App::new().start().await.expect("it starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    writeln!(io::stdout(), "\nlistening on {address}").expect("somebody reads");
    let router = Router::new().route("/never", get(never));
    serve(listener, router, app).within(LONG).await.expect("all is closed");
}

/// The program, which is killed if the test fails.
struct Program {
    child: Child,
    lines: io::Lines<BufReader<Box<dyn Read>>>,
    client: TcpStream,
}

impl Program {
    /// Starts it with a request that never ends.
    fn start() -> Self {
        let mut command = Command::new(env::current_exe().expect("this program"));
        command.args(["--exact", "signals::this_is_the_server_of_the_others", "--nocapture"]);
        let mut child =
            command.env(IS_SERVER, "yes").stdout(Stdio::piped()).spawn().expect("it starts");
        let output: Box<dyn Read> = Box::new(child.stdout.take().expect("it is piped"));
        let mut lines = BufReader::new(output).lines();
        let address: SocketAddr = after("listening on ", &mut lines).parse().expect("an address");
        let mut client = TcpStream::connect(address).expect("a connection");
        client.write_all(b"GET /never HTTP/1.1\r\nhost: a\r\n\r\n").expect("a request");
        let mut program = Self { child, lines, client };
        program.says("the request has begun");
        program
    }

    fn says(&mut self, line: &str) {
        after(line, &mut self.lines);
    }

    fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Waits until nobody listens any more.
    fn stopped_listening(&self) {
        let address = self.client.peer_addr().expect("an address");
        while TcpStream::connect(address).is_ok() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Reads lines up to the one that begins with this, and returns the rest of it.
fn after(start: &str, lines: &mut impl Iterator<Item = io::Result<String>>) -> String {
    let mut lines = lines.map(|it| it.expect("text"));
    let line = lines.find_map(|line| line.strip_prefix(start).map(str::to_owned));
    line.unwrap_or_else(|| panic!("it ended without `{start}`"))
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_second_signal_cuts_what_runs_and_the_program_ends_well_all_the_same() {
    for [first, second] in [["TERM", "TERM"], ["INT", "TERM"]] {
        let mut program = Program::start();
        program.signal(first);
        program.stopped_listening();
        assert!(program.child.try_wait().expect("a child").is_none(), "the request still runs");
        program.signal(second);
        let mut answer = String::new();
        program.client.read_to_string(&mut answer).expect("an end");
        assert_eq!(answer, "");
        program.says("the pool is closed");
        assert!(program.child.wait().expect("it ends").success());
    }
}
