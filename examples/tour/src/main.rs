//! The tour, to run: `cargo run -p tour`, or with a configuration of one's own,
//! `cargo run -p tour -- tour.toml`.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "it shows what it does")]

use std::error::Error;
use std::path::PathBuf;

use config::Environment;
use di_core::prelude::*;
use tour::STOPS;
use tour::app::App;
use tour::config::load;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tour.toml")),
        PathBuf::from,
    );
    let app = App::from(load(&file, Environment::default())?).build();
    for (title, show) in STOPS {
        println!("{title}");
        for line in show(&app)? {
            println!("  {line}");
        }
    }
    println!("\n{}", App::GRAPH);
    Ok(())
}
