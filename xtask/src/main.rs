//! The project's own chores: `cargo xtask` lists them.

#![expect(clippy::print_stdout, reason = "chores report to a terminal")]

mod build_time;
mod ci;
mod instructions;
mod load;
mod manifest;
mod peers;
mod steps;
mod tidy;
mod workspace;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::process::ExitCode;

use workspace::Workspace;

/// What every chore returns: its own value, or a message for the terminal.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A chore that is not one of the steps of `ci`.
struct Command {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace, &[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "ci",
        about: "runs every step below, in order, and stops at the first failure",
        run: ci::run,
    },
    Command {
        name: "build-time",
        about: "times a generated container beside a hand-written twin [--services 200] [--runs 3]",
        run: build_time::run,
    },
    Command {
        name: "instructions",
        about: "counts instructions and allocations beside hand-written code",
        run: instructions::run,
    },
    Command {
        name: "load",
        about: "puts a handler under load, injected and by hand, and counts what a request costs",
        run: load::run,
    },
    Command {
        name: "peers",
        about: "counts instructions and allocations beside the containers of the registry",
        run: peers::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", usage());
        return ExitCode::SUCCESS;
    };
    match dispatch(name, rest) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
        None => {
            eprint!("unknown command `{name}`\n\n{}", usage());
            ExitCode::from(2)
        }
    }
}

/// Runs the command or step of that name; `None` if there is none.
fn dispatch(name: &str, arguments: &[String]) -> Option<Result<()>> {
    let workspace = Workspace::current();
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        return Some((command.run)(&workspace, arguments));
    }
    let step = ci::STEPS.iter().find(|step| step.name == name)?;
    Some(ci::run_one(&workspace, step, arguments))
}

fn usage() -> String {
    let mut text = String::from("usage: cargo xtask <command>\n\ncommands:\n");
    for command in COMMANDS {
        push_row(&mut text, command.name, command.about);
    }
    text.push_str("\nsteps of `ci`, each a command too:\n");
    for step in ci::STEPS {
        push_row(&mut text, step.name, step.about);
    }
    text
}

fn push_row(text: &mut String, name: &str, about: &str) {
    let width = ci::name_width();
    // Writing to a string does not fail.
    let _ = writeln!(text, "  {name:width$}  {about}");
}
