//! Runs cargo on the generated crates and times it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, str};

use super::project::{Project, Twin};
use crate::Result;
use crate::workspace::{not_started, shown};

/// What is timed of each crate. What the crates depend on is built before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// Nothing changed: what cargo itself takes, a part of all other times.
    Idle,
    CheckAll,
    CheckEdit,
    BuildAll,
    BuildEdit,
    Release,
}

impl Task {
    pub(super) const ALL: [Self; 6] = [
        Self::Idle,
        Self::CheckAll,
        Self::CheckEdit,
        Self::BuildAll,
        Self::BuildEdit,
        Self::Release,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Idle => "cargo check, nothing to do",
            Self::CheckAll => "cargo check, whole crate",
            Self::CheckEdit => "cargo check, container edited",
            Self::BuildAll => "cargo build, whole crate",
            Self::BuildEdit => "cargo build, container edited",
            Self::Release => "cargo build --release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Idle | Self::CheckAll | Self::CheckEdit => &["check"],
            Self::BuildAll | Self::BuildEdit => &["build"],
            Self::Release => &["build", "--release"],
        }
    }

    /// Brings the crate into the state in which the task finds it.
    fn prepare(self, project: &Project<'_>, twin: Twin) -> Result<()> {
        match self {
            // The tasks before have left an edit that was not checked.
            Self::Idle => finished(&mut command(project, self, twin)).map(drop),
            Self::CheckEdit | Self::BuildEdit | Self::Release => project.edit_container(twin),
            Self::CheckAll | Self::BuildAll => {
                project.forget(twin)?;
                project.edit_container(twin)
            }
        }
    }
}

/// What one call of cargo took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) wall: Duration,
    /// User and system time of all processes; `None` where it is not known.
    pub(super) cpu: Option<Duration>,
}

/// The samples of one task on one crate.
#[derive(Debug)]
pub(super) struct Measurement {
    pub(super) task: Task,
    pub(super) twin: Twin,
    pub(super) samples: Vec<Sample>,
}

/// Builds the framework alone, from nothing and once: what a user pays for
/// the dependency before the first service.
pub(super) fn framework(project: &Project<'_>) -> Result<Sample> {
    let target = project.clean_target()?;
    let mut command = project.cargo(&["build", "--package", "di-core"]);
    let sample = time(command.env("CARGO_TARGET_DIR", &target))?;
    fs::remove_dir_all(target)?;
    Ok(sample)
}

/// Builds and runs both crates: they must be the same program.
pub(super) fn compare_output(project: &Project<'_>) -> Result<()> {
    for profile in [&["run"][..], &["run", "--release"]] {
        let mut printed = Vec::new();
        for twin in Twin::BOTH {
            let mut command = project.cargo(profile);
            command.args(["--quiet", "--package", twin.name()]);
            printed.push(finished(&mut command)?);
        }
        if printed[0] != printed[1] {
            let [derived, handwritten] = [&printed[0], &printed[1]].map(|text| text.trim());
            return Err(format!(
                "the crates differ: derived printed `{derived}`, handwritten `{handwritten}`"
            )
            .into());
        }
    }
    Ok(())
}

/// Measures all tasks of both crates in turns, so that a change in the
/// machine's speed meets both.
pub(super) fn all(project: &Project<'_>, runs: usize) -> Result<Vec<Measurement>> {
    let mut measurements: Vec<Measurement> = Vec::new();
    for task in Task::ALL {
        for twin in Twin::BOTH {
            // The first call builds what the crate depends on.
            finished(&mut command(project, task, twin))?;
            measurements.push(Measurement { task, twin, samples: Vec::with_capacity(runs) });
        }
    }
    for run in 1..=runs {
        println!("run {run} of {runs}");
        for measurement in &mut measurements {
            measurement.task.prepare(project, measurement.twin)?;
            let mut command = command(project, measurement.task, measurement.twin);
            measurement.samples.push(time(&mut command)?);
        }
    }
    Ok(measurements)
}

fn command(project: &Project<'_>, task: Task, twin: Twin) -> Command {
    let mut command = project.cargo(task.arguments());
    command.args(["--offline", "--package", twin.name()]);
    command
}

fn time(command: &mut Command) -> Result<Sample> {
    let before = children_cpu();
    let started = Instant::now();
    finished(command)?;
    let wall = started.elapsed();
    let cpu = match (before, children_cpu()) {
        (Some(before), Some(after)) => Some(after.saturating_sub(before)),
        _ => None,
    };
    Ok(Sample { wall, cpu })
}

/// Runs a command to its end and returns what it printed; its complaints are
/// shown only if it fails.
fn finished(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    Err(format!("`{}` failed ({})", shown(command), output.status).into())
}

/// The processor time of all processes that this one has waited for, and of
/// those that they have waited for. Linux only; to a hundredth of a second.
fn children_cpu() -> Option<Duration> {
    const MILLISECONDS_A_TICK: u64 = 10;
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in parentheses, may contain spaces. After it, the 14th and
    // 15th fields are the user and system time of the children.
    let (_, fields) = status.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(13).take(2);
    let total: u64 = ticks.map(str::parse::<u64>).sum::<std::result::Result<_, _>>().ok()?;
    Some(Duration::from_millis(total * MILLISECONDS_A_TICK))
}
