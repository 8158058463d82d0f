//! Runs one task: `count <contender> <task> <times>`.
//!
//! An instruction counter runs this twice with different `times`; the difference is the
//! repetitions alone.
#![forbid(unsafe_code)]

use std::env;
use std::process::ExitCode;

use di_peers::{CONTENDERS, Task};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, task, times] = arguments.as_slice() else {
        eprintln!("usage: count <contender> <task> <times>");
        return ExitCode::FAILURE;
    };
    let contender = CONTENDERS.iter().find(|it| it.name == name);
    let task = Task::ALL.into_iter().find(|it| it.name() == task);
    let run = contender.zip(task).and_then(|(contender, task)| contender.task(task));
    let (Some(run), Ok(times)) = (run, times.parse()) else {
        eprintln!("no such contender, task or number");
        return ExitCode::FAILURE;
    };
    run(times);
    ExitCode::SUCCESS
}
