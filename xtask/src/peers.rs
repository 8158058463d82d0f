//! `cargo xtask peers`: what our containers cost beside a map by hand and beside the containers
//! of the registry, in one table.
//!
//! They are compiled by this command alone, from a package outside of the workspace.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::instructions::{counted, printed, require_valgrind};
use crate::workspace::{self, Workspace};

/// The task that does nothing: it is the cost of the repetition itself.
const BASELINE: &str = "nothing";

/// One contender at one task.
#[derive(Debug, PartialEq)]
struct Row {
    contender: String,
    task: String,
    instructions: f64,
    allocations: u64,
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        return Err(format!("unexpected argument `{argument}`").into());
    }
    require_valgrind()?;
    let target = workspace.target().join("peers");
    let manifest = "benches/peers/Cargo.toml";
    let build =
        ["build", "--release", "--quiet", "--locked", "--bins", "--manifest-path", manifest];
    workspace::run(workspace.cargo(&build).arg("--target-dir").arg(&target))?;
    let programs = target.join("release");
    let rows = rows(&programs)?;
    print!("{}", table(&rows));
    print_sizes(&programs)?;
    let threads = printed(&mut Command::new(programs.join("threads")))?;
    println!(
        "\ntwo threads that read one singleton, to one alone (2 is perfect; a time, so noisy)"
    );
    for line in threads.lines() {
        println!("{}", line.replace('\t', "  "));
    }
    Ok(())
}

fn rows(programs: &Path) -> Result<Vec<Row>> {
    let allocations = printed(&mut Command::new(programs.join("allocations")))?;
    let mut repetition = 0.0;
    let mut rows = Vec::new();
    for line in allocations.lines() {
        let (contender, task, allocations) =
            parse(line).ok_or_else(|| format!("unexpected line `{line}`"))?;
        let counted = counted(&programs.join("count"), &[contender, task])?;
        if task == BASELINE {
            // What is left of it is its own return, which every task has.
            repetition = counted - 1.0;
            continue;
        }
        let (contender, task) = (contender.to_owned(), task.to_owned());
        rows.push(Row { contender, task, instructions: counted - repetition, allocations });
    }
    Ok(rows)
}

/// A contender, a task, and how often it allocates.
fn parse(line: &str) -> Option<(&str, &str, u64)> {
    let mut fields = line.split('\t');
    Some((fields.next()?, fields.next()?, fields.next()?.parse().ok()?))
}

/// For each task, all contenders, with what they cost to what the first one does.
fn table(rows: &[Row]) -> String {
    let mut tasks: Vec<&str> = Vec::new();
    for row in rows {
        if !tasks.contains(&row.task.as_str()) {
            tasks.push(&row.task);
        }
    }
    let mut lines =
        vec![format!("{:28}{:>13}{:>9}{:>13}\n", "", "instructions", "ratio", "allocations")];
    for task in tasks {
        lines.push(format!("{task}\n"));
        let of_task: Vec<&Row> = rows.iter().filter(|it| it.task == task).collect();
        let first = of_task.first().map_or(f64::NAN, |it| it.instructions);
        for Row { contender, instructions, allocations, .. } in of_task {
            let ratio = instructions / first;
            lines.push(format!(
                "  {contender:26}{instructions:>13.0}{ratio:>9.2}{allocations:>13}\n"
            ));
        }
    }
    lines.concat()
}

/// What depends, or does not depend, on how much is registered.
fn print_sizes(programs: &Path) -> Result<()> {
    let program = programs.join("many");
    let few = counted(&program, &["few"])?;
    let many = counted(&program, &["many"])?;
    println!(
        "\nopening a scope with 11 services registered: {few:.0} instructions; with 1,001: {many:.0}"
    );
    let took = printed(Command::new(&program).arg("build"))?;
    println!("registering, checking and building 1,001 services: {} ms", took.trim());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Row, parse, table};

    #[test]
    fn each_task_has_all_contenders_compared_with_the_first() {
        let row = |contender: &str, task: &str, instructions| Row {
            contender: contender.to_owned(),
            task: task.to_owned(),
            instructions,
            allocations: 1,
        };
        let rows = [row("ours", "a", 50.0), row("ours", "b", 1.0), row("theirs", "a", 100.0)];
        let printed = table(&rows);
        let words: Vec<&str> = printed.split_whitespace().collect();
        let expected =
            "instructions ratio allocations a ours 50 1.00 1 theirs 100 2.00 1 b ours 1 1.00 1";
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn the_line_of_a_program_is_read() {
        assert_eq!(parse("ours\tscope, empty\t2"), Some(("ours", "scope, empty", 2)));
        assert_eq!(parse("ours\tscope, empty"), None);
    }
}
