//! The command `symposium`: starts the container, serves, and shuts it down.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};
use di_axum::Background;
use di_core::prelude::*;
use symposium::app::App;
use symposium::courier::deliver_mails;
use symposium::listen::listen;
use symposium::settings::{Options, Settings};
use symposium::storage::{Database, DatabaseSettings, InvalidLocation, Location};
use symposium::{plugins, web};
// The plugins: whose crate nobody names is not linked.
use symposium_scratch as _;
use tracing_subscriber::EnvFilter;

/// Conference registration with limited seats.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// The database: a file, which is made, with a programme in it, if there is
    /// none; or `postgres://user:password@host/name`. A password is better given
    /// by the variable, since everybody can see the arguments of a program.
    #[arg(
        long,
        visible_alias = "database-url",
        global = true,
        value_name = "FILE|URL",
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "symposium.db",
        value_parser = OsStringValueParser::new().map(Location::parse),
    )]
    database: Result<Location, InvalidLocation>,

    /// The port of 127.0.0.1 to listen on; 0 for any that is free. Without it,
    /// 3000, or any that is free if another program has that one.
    #[arg(long, global = true, value_name = "N")]
    port: Option<u16>,

    /// How many seconds everything has to end, when the program is told to stop:
    /// requests, sessions and the courier three quarters of them, the database the rest.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 10)]
    grace: u64,

    #[command(flatten)]
    options: Options,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// Answers requests; this is what happens without a command, too.
    Serve,
    /// Prints the wiring.
    Graph,
    /// Checks the wiring, the settings and the database, and changes nothing.
    Check,
    /// Brings the database to the present schema, as `serve` does, and ends.
    Migrate,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let plugins = plugins::discover().map_err(|error| format!("{error:#}"))?;
    if let Some(Command::Graph) = cli.command {
        return Ok(write!(stdout(), "{}\n{}", App::GRAPH, plugins.graph())?);
    }
    let settings = cli.options.settings(DatabaseSettings::new(cli.database?))?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Graph => Ok(()),
        Command::Check => check(&settings.database).await,
        Command::Migrate => migrate(&settings.database).await,
        Command::Serve => serve(settings, plugins, cli.port, Duration::from_secs(cli.grace)).await,
    }
}

/// Answers requests until the program is told to stop.
async fn serve(
    settings: Settings,
    plugins: Arc<DynamicContainer>,
    port: Option<u16>,
    grace: Duration,
) -> Result<(), Box<dyn Error>> {
    let listener = listen(port).await.map_err(|error| match port {
        Some(port) => format!("cannot listen on port {port}: {error}"),
        None => format!("cannot listen: {error}"),
    })?;
    let app = App::of(settings, plugins).start().await;
    let app = app.map_err(|error| format!("{error:#}"))?;
    let background: Arc<Background> = app.resolve()?;
    background.spawn(deliver_mails(Arc::clone(&app), background.requests_ended()));
    let (router, _) = web::router(&app)?;
    // Who reads the address may tell this program to stop at once.
    let stop = di_axum::stop_signal()?;
    writeln!(stdout(), "symposium listens on http://{}", listener.local_addr()?)?;
    let served = di_axum::serve(listener, router, app).background(&background);
    let ended = served.within(grace).until(stop).await;
    ended.map_err(|error| format!("{error:#}").into())
}

/// Tells what there is; the wiring was checked when the program was compiled, and that of the
/// plugins when they were found.
async fn check(database: &DatabaseSettings) -> Result<(), Box<dyn Error>> {
    let mut out = stdout();
    writeln!(out, "wiring: {} services, and the plugins'", App::GRAPH.nodes().len())?;
    let schema = Database::schema(database).await?;
    writeln!(out, "database: `{}` has {schema}", database.location)?;
    if schema.is_known() { Ok(()) } else { Err("this program is older than the database".into()) }
}

async fn migrate(settings: &DatabaseSettings) -> Result<(), Box<dyn Error>> {
    let before = Database::schema(settings).await?;
    Database::open(settings).await?.close().await;
    let now = Database::schema(settings).await?;
    Ok(writeln!(stdout(), "database: `{}` had {before}, and has {now}", settings.location)?)
}

/// Sends the log to standard error: standard output is for the address alone.
fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
