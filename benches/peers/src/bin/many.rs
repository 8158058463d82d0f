//! What depends on how much is registered: `many build` prints how many milliseconds it takes
//! to build a container of 1,001 services; `many few <times>` and `many many <times>` open
//! scopes, for an instruction counter.
#![forbid(unsafe_code)]

use std::env;
use std::process::ExitCode;

use di_peers::many::{few, many, open_scopes, time_to_build};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["build"] => println!("{:.2}", time_to_build().as_secs_f64() * 1e3),
        [size @ ("few" | "many"), times] => {
            let Ok(times) = times.parse() else { return ExitCode::FAILURE };
            open_scopes(if size == "few" { few() } else { many() }, times);
        }
        _ => {
            eprintln!("usage: many build | few <times> | many <times>");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
