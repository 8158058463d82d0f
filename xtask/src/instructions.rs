//! `cargo xtask instructions`: what a container costs at run time.
//!
//! Each scenario of `benches/` runs under callgrind twice, with different
//! numbers of repetitions: the difference is the repetitions alone, without the
//! program's start, and it is the same at each run on one machine. Allocations
//! are counted likewise. Beside it stands the same written by hand.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::workspace::{self, Workspace};

/// The first scenario does nothing: it is the cost of the repetition itself.
const BASELINE: &str = "nothing";

/// By how much a scenario may exceed what is written by hand.
const MOST: f64 = 1.1;

/// So short that a ratio would say nothing: it may take four instructions more.
const BORROWED_SINGLETON: &str = "singleton as &T";

const SIDES: [&str; 4] = ["ours", "lazy", "plain", "eager"];

/// A scenario, counted: ours; by hand with the same promises, which is what the
/// verdict is about; by hand without failure and replaceable constructors; by hand
/// up front.
#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    instructions: [f64; 4],
    allocations: [u64; 4],
}

impl Row {
    fn ratio(&self) -> f64 {
        let [ours, by_hand, ..] = self.instructions;
        ours / by_hand
    }

    fn verdict(&self) -> String {
        let [ours, by_hand, ..] = self.instructions;
        let most = if self.name == BORROWED_SINGLETON { by_hand + 4.0 } else { MOST * by_hand };
        let [our_allocations, allocations_by_hand, ..] = self.allocations;
        if our_allocations > allocations_by_hand {
            "allocates more".to_owned()
        } else if ours > most {
            format!("over by {:.1}", ours - most)
        } else {
            "ok".to_owned()
        }
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        return Err(format!("unexpected argument `{argument}`").into());
    }
    require_valgrind()?;
    let build = ["build", "--release", "--quiet", "--package", "di-benches", "--bins"];
    workspace::run(&mut workspace.cargo(&build))?;
    let programs = workspace.target().join("release");
    let allocations = printed(&mut Command::new(programs.join("allocations")))?;
    let mut rows = Vec::new();
    let mut repetition = 0.0;
    for line in allocations.lines() {
        let (name, counts) = parse(line).ok_or_else(|| format!("unexpected line `{line}`"))?;
        let mut instructions = [0.0; 4];
        for (count, side) in instructions.iter_mut().zip(SIDES) {
            *count = counted(&programs.join("count"), &[name, side])?;
        }
        if name == BASELINE {
            // What is left of it is its own return, which every scenario has.
            repetition = instructions[1] - 1.0;
        } else {
            let instructions = instructions.map(|it| it - repetition);
            rows.push(Row { name: name.to_owned(), instructions, allocations: counts });
        }
    }
    print!("{}", table(&rows));
    print_threads(&printed(&mut Command::new(programs.join("threads")))?);
    if rows.iter().all(|row| row.verdict() == "ok") {
        Ok(())
    } else {
        Err("a scenario costs more than it may".into())
    }
}

/// Whoever counts instructions needs it.
pub(crate) fn require_valgrind() -> Result<()> {
    match workspace::output(Command::new("valgrind").arg("--version")) {
        Some(_) => Ok(()),
        None => Err("`valgrind` is not installed; instructions are counted by it".into()),
    }
}

/// Instructions of one repetition of what the program does with these arguments, of which the
/// last is how often.
pub(crate) fn counted(program: &Path, arguments: &[&str]) -> Result<f64> {
    const FEW: u32 = 100;
    const MANY: u32 = 1100;
    let few = instructions(program, arguments, FEW)?;
    let many = instructions(program, arguments, MANY)?;
    Ok((many - few) / f64::from(MANY - FEW))
}

fn instructions(program: &Path, arguments: &[&str], times: u32) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .arg(times.to_string())
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    collected(&report).ok_or_else(|| format!("callgrind counted nothing:\n{report}").into())
}

/// The total in callgrind's own report.
fn collected(report: &str) -> Option<f64> {
    report.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

/// What a program prints.
pub(crate) fn printed(command: &mut Command) -> Result<String> {
    let failed = format!("`{}` failed", workspace::shown(command));
    workspace::output(command).ok_or_else(|| failed.into())
}

/// A scenario and its allocations on each side.
fn parse(line: &str) -> Option<(&str, [u64; 4])> {
    let (name, counts) = line.split_once('\t')?;
    let counts: Vec<u64> = counts.split('\t').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    Some((name, counts.try_into().ok()?))
}

fn table(rows: &[Row]) -> String {
    let head =
        ["", "instructions", "by hand", "ratio", "allocations", "by hand", "(plain)", "(up front)"];
    let [name, ours, by_hand, ratio, allocations, allocations_by_hand, plain, eager] = head;
    let mut lines = vec![format!(
        "{name:28}{ours:>13}{by_hand:>9}{ratio:>7}{allocations:>13}{allocations_by_hand:>9}\
         {plain:>9}{eager:>12}  verdict\n"
    )];
    for row in rows {
        let [ours, by_hand, plain, eager] = row.instructions;
        let [allocations, allocations_by_hand, ..] = row.allocations;
        lines.push(format!(
            "{:28}{ours:>13.0}{by_hand:>9.0}{:>7.2}{allocations:>13}{allocations_by_hand:>9}\
             {plain:>9.0}{eager:>12.0}  {}\n",
            row.name,
            row.ratio(),
            row.verdict()
        ));
    }
    lines.concat()
}

fn print_threads(lines: &str) {
    println!(
        "\ntwo threads that read one singleton, to one alone (2 is perfect; a time, so noisy)"
    );
    for line in lines.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [form, ours, by_hand] = fields.as_slice() {
            println!("{form:28}{ours:>13}{by_hand:>9}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, instructions: [f64; 4], allocations: [u64; 4]) -> Row {
        Row { name: name.to_owned(), instructions, allocations }
    }

    #[test]
    fn a_scenario_may_take_a_tenth_more_and_a_borrowed_singleton_four() {
        assert_eq!(row("factory", [110.0, 100.0, 9.0, 9.0], [1, 1, 1, 1]).verdict(), "ok");
        assert_eq!(row("factory", [111.0, 100.0, 9.0, 9.0], [1, 1, 1, 1]).verdict(), "over by 1.0");
        assert_eq!(row(BORROWED_SINGLETON, [8.0, 4.0, 4.0, 3.0], [0; 4]).verdict(), "ok");
        assert_eq!(row(BORROWED_SINGLETON, [9.0, 4.0, 4.0, 3.0], [0; 4]).verdict(), "over by 1.0");
    }

    #[test]
    fn no_allocation_beyond_what_is_written_by_hand() {
        assert_eq!(row("scope", [1.0, 1.0, 1.0, 1.0], [3, 2, 2, 2]).verdict(), "allocates more");
    }

    #[test]
    fn the_reports_of_the_programs_are_read() {
        assert_eq!(collected("==1== Events    : Ir\n==1== Collected : 335360\n"), Some(335_360.0));
        assert_eq!(collected("valgrind: no such file"), None);
        assert_eq!(parse("scope, Arcs\t2\t2\t2\t1"), Some(("scope, Arcs", [2, 2, 2, 1])));
        assert_eq!(parse("scope, Arcs\t2\t2"), None);
    }
}
