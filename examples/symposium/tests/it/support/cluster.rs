//! `PostgreSQL` servers of the tests' own.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// The password of the tests' user, which nobody may see in a log or an answer.
pub(crate) const PASSWORD: &str = "open-sesame";

/// A server in a directory of its own, which is gone, with the directory, when
/// this is dropped or when the test program ends, however it ends.
#[derive(Debug)]
pub(crate) struct Cluster {
    binaries: PathBuf,
    directory: PathBuf,
    port: u16,
    /// Waits for the end of its input, which is ours, and then stops the server
    /// and removes the directory.
    watcher: Child,
}

/// Whose server it is: it refuses to be that of root.
const ACCOUNT: &str = "postgres";

/// What the watcher does. The system closes its input when the test program
/// ends, whether it ends well or is killed.
const WATCH: &str = r#"
    trap '' INT TERM HUP
    cat > /dev/null
    "$1/pg_ctl" stop --silent --mode=immediate --pgdata="$2/data"
    rm -rf "$2"
"#;

/// How many ports this test program has tried.
static NEXT_PORT: AtomicU16 = AtomicU16::new(0);

impl Cluster {
    /// Returns the server that tests share, each with a database of its own.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        SHARED.get_or_init(Self::new).as_ref()
    }

    /// Starts a new server; without `PostgreSQL` on this machine there is none.
    pub(crate) fn new() -> Option<Self> {
        let binaries = binaries()?;
        let directory = directory();
        let watcher = as_account("sh")
            .args(["-c", WATCH, "watch"])
            .args([&binaries, &directory])
            .stdin(Stdio::piped())
            // A Ctrl-C is for the tests; it would end the watcher, too.
            .process_group(0)
            .spawn()
            .expect("a watcher");
        let mut cluster = Self { binaries, directory, port: 0, watcher };
        cluster.initialise();
        // Another program may take the port in the meantime.
        let started = (0..5).map(|_| {
            cluster.port = free_port();
            cluster.try_start()
        });
        let failures: Vec<_> = started.map_while(Result::err).collect();
        assert!(failures.len() < 5, "{failures:?}");
        Some(cluster)
    }

    fn initialise(&self) {
        let password = self.directory.join("password");
        fs::write(&password, PASSWORD).expect("a file");
        let mut command = self.command("initdb");
        command.args(["--username=symposium", "--auth=scram-sha-256", "--no-sync"]);
        command.args(["--encoding=UTF8", "--locale=C"]);
        let made = run(command.arg(format!("--pwfile={}", password.display())));
        made.expect("a cluster");
    }

    /// Starts the server again.
    pub(crate) fn start(&self) {
        self.try_start().expect("a server");
    }

    fn try_start(&self) -> Result<(), String> {
        let directory = self.directory.display();
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories={directory} \
             -c fsync=off -c max_connections=400 -c shared_buffers=32MB",
            self.port
        );
        let mut command = self.command("pg_ctl");
        command.args(["start", "--silent", "--wait"]).arg("--options").arg(options);
        run(command.arg(format!("--log={directory}/log")))
    }

    /// Stops the server as a power cut would.
    pub(crate) fn stop(&self) {
        let mut command = self.command("pg_ctl");
        let stopped = run(command.args(["stop", "--silent", "--wait", "--mode=immediate"]));
        stopped.expect("an end");
    }

    /// Names a database of this server by its socket, which no other program has.
    pub(crate) fn url(&self, database: &str) -> String {
        let directory = self.directory.to_str().expect("text").replace('/', "%2F");
        format!("postgres://symposium:{PASSWORD}@{directory}:{}/{database}", self.port)
    }

    /// Names a database of this server as most programs do.
    pub(crate) fn network_url(&self, database: &str) -> String {
        format!("postgres://symposium:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = as_account(self.binaries.join(program));
        command.arg(format!("--pgdata={}/data", self.directory.display()));
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        // It stops the server; if it cannot, there is nothing left to do.
        drop(self.watcher.wait());
    }
}

/// Finds the programs of the newest version on this machine.
///
/// # Panics
///
/// If there are none where all tests have to run.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> = versions.map(|version| version.path()).collect();
    versions.sort_by_key(|path| {
        path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()).unwrap_or(0)
    });
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest_first = versions.into_iter().rev().map(|version| version.join("bin"));
    let found = newest_first
        .chain(std::env::split_paths(&path))
        .find(|directory| ["initdb", "pg_ctl"].iter().all(|name| directory.join(name).exists()));
    if found.is_none() {
        let reason = "neither /usr/lib/postgresql/*/bin nor PATH has initdb and pg_ctl";
        assert!(std::env::var_os("CI").is_none(), "PostgreSQL is not installed: {reason}");
        // Not by the macro, whose output is shown for tests only that fail.
        let note = writeln!(std::io::stderr(), "tests on PostgreSQL are skipped: {reason}");
        note.expect("an output");
    }
    found
}

/// Prepares to run a program, as somebody else if we are root.
fn as_account(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program.as_ref());
    if is_root() {
        command = Command::new("setpriv");
        command.args([format!("--reuid={ACCOUNT}"), format!("--regid={ACCOUNT}")]);
        command.arg("--clear-groups").arg(program.as_ref());
    }
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Makes a directory that belongs to whoever runs the server.
fn directory() -> PathBuf {
    let directory = tempfile::tempdir().expect("a directory").keep();
    if is_root() {
        let output = Command::new("id").args(["-u", ACCOUNT]).output().expect("a process");
        let account = String::from_utf8_lossy(&output.stdout).trim().parse().expect("an account");
        chown(&directory, Some(account), None).expect("a new owner");
    }
    directory
}

/// Finds a port that is free, and that stays so while the server is down: the
/// system gives none below 32768 to who does not ask for it.
fn free_port() -> u16 {
    // Far from those of a test program that was started just before.
    let first = u16::try_from(u64::from(std::process::id()) * 37 % 10_000).expect("small");
    (0..10_000)
        .map(|_| 20_000 + (first + NEXT_PORT.fetch_add(1, Ordering::Relaxed)) % 10_000)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}

/// Runs a program to its end, and returns what it says if it fails.
fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stderr(Stdio::piped()).output().expect("a process");
    let error = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}: {error}")) }
}
