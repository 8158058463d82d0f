//! Asks one router without a server: `request <site> <times>`.
//!
//! An instruction counter runs this twice with different `times`; the difference is the
//! requests alone.

use std::env;
use std::process::ExitCode;

use di_benches::web::{SITES, ask};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, times] = arguments.as_slice() else {
        eprintln!("usage: request <site> <times>");
        return ExitCode::FAILURE;
    };
    let (Some(site), Ok(times)) = (SITES.iter().find(|it| it.name == name), times.parse()) else {
        eprintln!("no such site or number");
        return ExitCode::FAILURE;
    };
    ask(&(site.router)(), times);
    ExitCode::SUCCESS
}
