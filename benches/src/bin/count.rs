//! Runs one scenario: `count <scenario> <side> <times>`.
//!
//! An instruction counter runs this twice with different `times`; the
//! difference is the repetitions alone.

use std::env;
use std::process::ExitCode;

use di_benches::{SCENARIOS, Side};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, side, times] = arguments.as_slice() else {
        eprintln!("usage: count <scenario> <side> <times>");
        return ExitCode::FAILURE;
    };
    let scenario = SCENARIOS.iter().find(|it| it.name == name);
    let side = Side::ALL.into_iter().find(|it| it.name() == side);
    let (Some(scenario), Some(side), Ok(times)) = (scenario, side, times.parse()) else {
        eprintln!("no such scenario, side or number");
        return ExitCode::FAILURE;
    };
    scenario.run(side, times);
    ExitCode::SUCCESS
}
