//! The tour, to run: `cargo run -p tour`, or with a configuration of one's own,
//! `cargo run -p tour -- tour.toml`.
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "it shows what it does")]

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use config::Environment;
use di_core::prelude::*;
use tour::app::App;
use tour::config::load;
use tour::database::Database;
use tour::mailer::Mailer;
use tour::price::Price;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tour.toml")),
        PathBuf::from,
    );
    let settings = load(&file, Environment::default())?;
    println!("{settings:#?}");

    let app = App::from(settings).build();
    let database: Arc<Database> = app.resolve()?;
    println!("at most {} connections", database.connections);
    let mailer: Arc<Mailer> = app.resolve()?;
    println!("{}", mailer.send("ada@example.org"));
    let price: Price<'_> = app.resolve()?;
    println!("two seats: {}", price.of(2, 100));
    println!("{}", App::GRAPH);
    Ok(())
}
