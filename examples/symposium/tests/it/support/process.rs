//! The command, in a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a test waits for what should happen at once.
const LIMIT: Duration = Duration::from_secs(20);

/// Prepares to run the command in a directory.
pub(crate) fn symposium(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_symposium"));
    command.current_dir(directory).args(arguments);
    command.env_remove("RUST_LOG").env_remove("DATABASE_URL");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A command that serves; it is killed when this is dropped, so that none
/// outlives a test.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What it logs, line by line.
    lines: Receiver<String>,
    log: String,
}

impl Process {
    /// Starts the command and reads from its output where it listens.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("a process");
        let output = child.stdout.take().expect("an output");
        let errors = BufReader::new(child.stderr.take().expect("a log"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            // A test that has seen enough does not listen any more.
            errors.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut process = Self { child, address, lines, log: String::new() };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("symposium listens on http://");
        let address = address.unwrap_or_else(|| panic!("{line:?}: {}", process.log_to_its_end()));
        process.address = address.parse().expect("an address");
        process
    }

    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
    }

    /// Waits until a line with this text is in the log.
    #[track_caller]
    pub(crate) fn await_line(&mut self, text: &str) {
        let deadline = Instant::now() + LIMIT;
        while let Ok(line) = self.lines.recv_timeout(deadline - Instant::now()) {
            let is_it = line.contains(text);
            self.keep(&line);
            if is_it {
                return;
            }
        }
        panic!("`{text}` is not in {}", self.log);
    }

    /// Waits for the end, and returns the code and all of the log.
    #[track_caller]
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let log = self.log_to_its_end();
        (self.child.wait().expect("a status").code(), log)
    }

    #[track_caller]
    fn log_to_its_end(&mut self) -> String {
        let deadline = Instant::now() + LIMIT;
        while let Ok(line) = self.lines.recv_timeout(deadline - Instant::now()) {
            self.keep(&line);
        }
        assert!(Instant::now() < deadline, "it does not end: {}", self.log);
        std::mem::take(&mut self.log)
    }

    fn keep(&mut self, line: &str) {
        self.log.push_str(line);
        self.log.push('\n');
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing to do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
