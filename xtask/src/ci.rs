//! `cargo xtask ci`: the steps in order, and the closing table.

use std::time::{Duration, Instant};

use crate::workspace::Workspace;
use crate::{Result, steps, tidy};

/// One step of `ci`, which is a command of its own too.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    run: fn(&Workspace) -> Result<Outcome>,
}

/// How a step ended that did not fail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// With the reason, for the closing table.
    Skipped(String),
}

/// Cheap steps come first, so that a slip is reported in seconds.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "fmt", about: "rustfmt has nothing to change", run: steps::fmt },
    Step { name: "tidy", about: "the project's own rules for source files hold", run: tidy::step },
    Step { name: "clippy", about: "no warnings with the default features", run: steps::clippy },
    Step {
        name: "clippy-no-default-features",
        about: "no warnings without the default features",
        run: steps::clippy_no_default_features,
    },
    Step {
        name: "clippy-all-features",
        about: "no warnings with all features",
        run: steps::clippy_all_features,
    },
    Step { name: "test", about: "all tests and doctests pass", run: steps::test },
    Step { name: "doc", about: "the documentation builds without warnings", run: steps::doc },
    Step { name: "examples", about: "the quickstart runs", run: steps::examples },
    Step {
        name: "msrv",
        about: "the published packages compile with the minimum Rust version",
        run: steps::msrv,
    },
    Step {
        name: "miri",
        about: "the tests of di-core, and of discovery, pass under Miri",
        run: steps::miri,
    },
    Step {
        name: "loom",
        about: "what tasks share is right in all interleavings of a few threads",
        run: steps::loom,
    },
    Step { name: "package", about: "the published packages can be packed", run: steps::package },
];

/// A line of the closing table; steps that were not reached have none.
struct Row {
    name: &'static str,
    took: Duration,
    result: String,
}

/// Runs all steps, fails at the first that fails, and prints the table.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    refuse(arguments)?;
    let mut rows = Vec::new();
    let mut failure = None;
    for step in STEPS {
        let started = Instant::now();
        let result = perform(workspace, step);
        rows.push(Row {
            name: step.name,
            took: started.elapsed(),
            result: match &result {
                Ok(Outcome::Done) => "ok".to_owned(),
                Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
                Err(_) => "failed".to_owned(),
            },
        });
        if let Err(error) = result {
            failure = Some(format!("{}: {error}", step.name));
            break;
        }
    }
    print!("\n{}", table(&rows));
    failure.map_or(Ok(()), |failure| Err(failure.into()))
}

/// Runs one step on its own.
pub(crate) fn run_one(workspace: &Workspace, step: &Step, arguments: &[String]) -> Result<()> {
    refuse(arguments)?;
    if let Outcome::Skipped(why) = perform(workspace, step)? {
        println!("skipped: {why}");
    }
    Ok(())
}

fn perform(workspace: &Workspace, step: &Step) -> Result<Outcome> {
    println!("\n== {}: {}", step.name, step.about);
    (step.run)(workspace)
}

/// Steps take no arguments; a mistyped one must not be ignored.
fn refuse(arguments: &[String]) -> Result<()> {
    match arguments.first() {
        Some(argument) => Err(format!("unexpected argument `{argument}`").into()),
        None => Ok(()),
    }
}

/// How wide a column of step names is.
pub(crate) fn name_width() -> usize {
    STEPS.iter().map(|step| step.name.len()).max().unwrap_or(0)
}

fn table(rows: &[Row]) -> String {
    let width = name_width();
    let line = |name: &str, seconds: &str, result: &str| {
        let line = format!("{name:width$}  {seconds:>7}  {result}");
        format!("{}\n", line.trim_end())
    };
    let mut text = line("step", "seconds", "result");
    for row in rows {
        let seconds = format!("{:.1}", row.took.as_secs_f64());
        text.push_str(&line(row.name, &seconds, &row.result));
    }
    for step in &STEPS[rows.len()..] {
        text.push_str(&line(step.name, "", "not run"));
    }
    let total: Duration = rows.iter().map(|row| row.took).sum();
    text.push_str(&line("all", &format!("{:.1}", total.as_secs_f64()), ""));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_step_and_what_became_of_it() {
        let rows = [
            Row { name: "fmt", took: Duration::from_millis(1250), result: "ok".to_owned() },
            Row {
                name: "tidy",
                took: Duration::from_millis(40),
                result: "skipped: no reason".to_owned(),
            },
        ];
        let table = table(&rows);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), STEPS.len() + 2);
        assert_eq!(lines[0], "step                        seconds  result");
        assert_eq!(lines[1], "fmt                             1.2  ok");
        assert_eq!(lines[2], "tidy                            0.0  skipped: no reason");
        assert!(lines[3].starts_with("clippy") && lines[3].ends_with("not run"));
    }

    #[test]
    fn a_step_with_an_argument_is_refused() {
        let error = refuse(&["--fix".to_owned()]).expect_err("arguments are refused");
        assert_eq!(error.to_string(), "unexpected argument `--fix`");
    }
}
