//! `cargo xtask load`: what injection costs a web application.
//!
//! One handler, injected and wired by hand: the instructions and allocations of a request to
//! each router, and then the servers under load, in turns. Rates are noisy where others work
//! on the same machine; the time of processors for a request is less so.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::instructions::{counted, printed, require_valgrind};
use crate::workspace::{self, Workspace};

/// By how much the rate may fall short of what is wired by hand.
const MOST: f64 = 0.03;

const BESIDE: [&str; 2] = ["by hand", "by hand, plainly"];

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        return Err(format!("unexpected argument `{argument}`").into());
    }
    let build = ["build", "--release", "--quiet", "--package", "di-benches", "--bins"];
    workspace::run(&mut workspace.cargo(&build))?;
    let programs = workspace.target().join("release");
    print_requests(&programs)?;
    let rounds = printed(&mut Command::new(programs.join("load")))?;
    let rounds: Vec<Vec<f64>> = rounds.lines().filter_map(parse).collect();
    println!(
        "\n{:28}{:>9}{:>9}{:>7}{:>16}",
        "injected beside", "injected", "it", "ratio", "middle half"
    );
    for (position, name) in BESIDE.iter().enumerate() {
        print_compared(&format!("{name}: requests/s"), &rounds, 0, position + 1);
        print_compared(&format!("{name}: µs of work"), &rounds, 3, position + 4);
    }
    println!("\nthe goal is a ratio of {:.2} or more to the first", 1.0 - MOST);
    Ok(())
}

/// Prints what one request costs each router, without a server.
fn print_requests(programs: &Path) -> Result<()> {
    let counts_instructions = require_valgrind().is_ok();
    println!("{:32}{:>13}{:>12}{:>7}", "one request", "instructions", "allocations", "bytes");
    for line in printed(&mut Command::new(programs.join("request_allocations")))?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, allocations, bytes] = fields[..] else {
            return Err(format!("unexpected line `{line}`").into());
        };
        let instructions = if counts_instructions {
            format!("{:.0}", counted(&programs.join("request"), &[name])?)
        } else {
            "no valgrind".to_owned()
        };
        println!("{name:32}{instructions:>13}{allocations:>12}{bytes:>7}");
    }
    Ok(())
}

/// The numbers of one round: three rates, and three times of work.
fn parse(line: &str) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = line.split('\t').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    (numbers.len() == 6).then_some(numbers)
}

/// Prints the middle of two columns, and of their ratio, with the half of the rounds around it.
fn print_compared(what: &str, rounds: &[Vec<f64>], ours: usize, theirs: usize) {
    let [_, our_middle, _] = quartiles(rounds.iter().map(|it| it[ours]));
    let [_, their_middle, _] = quartiles(rounds.iter().map(|it| it[theirs]));
    let [low, ratio, high] = quartiles(rounds.iter().map(|it| it[ours] / it[theirs]));
    println!(
        "{what:28}{our_middle:>9.1}{their_middle:>9.1}{ratio:>7.3}{:>16}",
        format!("{low:.3} to {high:.3}")
    );
}

/// The value below which there are a quarter, a half, and three quarters.
fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values.get(values.len() * quarter / 4).copied().unwrap_or(f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::{parse, quartiles};

    #[test]
    fn the_middle_of_many_rounds_is_not_moved_by_a_bad_one() {
        let [.., high] = quartiles([5.0, 1.0, 2.0, 4.0, 900.0].into_iter());
        assert!(high < 6.0, "{high}");
        assert!(quartiles([].into_iter())[1].is_nan());
    }

    #[test]
    fn the_line_of_a_round_is_read() {
        let round = Some(vec![10.0, 11.0, 12.0, 1.5, 1.4, 1.3]);
        assert_eq!(parse("10\t11\t12\t1.50\t1.40\t1.30"), round);
        assert_eq!(parse("10\t11"), None);
    }
}
