//! The command `symposium`: starts the container, serves, and shuts it down.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};
use di_core::prelude::*;
use symposium::app::App;
use symposium::courier::deliver_mails;
use symposium::storage::{DatabaseSettings, InvalidLocation, Location};
use symposium::unit_of_work::RetryPolicy;
use symposium::{plugins, server};
// The plugins: whose crate nobody names is not linked.
use symposium_scratch as _;
use tokio::net::TcpListener;
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

    /// How many seconds the requests that are running have to end, when the
    /// program is told to stop.
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5)]
    grace: u64,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answers requests; this is what happens without a command, too.
    Serve,
    /// Prints the wiring.
    Graph,
}

/// How long each part may take to close; longer than a database that does not
/// answer is waited for.
const CLOSING_TIME: Duration = Duration::from_secs(2 * DatabaseSettings::PATIENCE.as_secs());

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
    if let Some(Command::Graph) = cli.command {
        let plugins = plugins::discover().map_err(|error| format!("{error:#}"))?;
        return Ok(write!(std::io::stdout(), "{}\n{}", App::GRAPH, plugins.graph())?);
    }
    let location = cli.database?;
    let listener = server::listen(cli.port).await.map_err(|error| match cli.port {
        Some(port) => format!("cannot listen on port {port}: {error}"),
        None => format!("cannot listen: {error}"),
    })?;
    let plugins = plugins::discover().map_err(|error| format!("{error:#}"))?;
    let app =
        App::new(DatabaseSettings::new(location), RetryPolicy::default(), plugins).start().await;
    let app = app.map_err(|error| format!("{error:#}"))?;
    let (stop, stopping) = tokio::sync::oneshot::channel::<()>();
    let courier = tokio::spawn(deliver_mails(Arc::clone(&app), async { drop(stopping.await) }));
    let served = serve(listener, &app, Duration::from_secs(cli.grace)).await;
    drop(stop);
    courier.await??;
    let closed = app.shutdown_within(CLOSING_TIME, tokio::time::sleep).await;
    served?;
    closed.map_err(|error| format!("{error:#}").into())
}

/// Tells where it listens, and answers requests until it is told to stop.
async fn serve(listener: TcpListener, app: &Arc<App>, grace: Duration) -> std::io::Result<()> {
    // Who reads the address may ask this program to stop at once.
    let stop = stop_signal()?;
    writeln!(std::io::stdout(), "symposium listens on http://{}", listener.local_addr()?)?;
    server::serve(listener, app, stop, grace).await;
    Ok(())
}

/// Listens from now on for whether the user, or what runs this program, asks it
/// to stop.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from now on for whether the user asks this program to stop.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
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
