//! The tour, to run: `cargo run -p tour`, or with a configuration of one's own,
//! `cargo run -p tour -- tour.toml`.
#![forbid(unsafe_code)]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Write as _, stdout};
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
    let mut text = String::new();
    for (title, show) in STOPS {
        writeln!(text, "{title}")?;
        for line in show(&app)? {
            writeln!(text, "  {line}")?;
        }
    }
    writeln!(text, "\n{}", App::GRAPH)?;
    // Who reads it may have seen enough.
    let _ = stdout().write_all(text.as_bytes());
    Ok(())
}
