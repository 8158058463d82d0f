//! The command `symposium`: opens the database, builds the container, serves.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use symposium::app::App;
use symposium::{server, storage};
use tracing_subscriber::EnvFilter;

/// Conference registration with limited seats.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// The file of the database; made, with a programme in it, if there is none.
    #[arg(long, global = true, value_name = "FILE", default_value = "symposium.db")]
    database: PathBuf,

    /// The port of 127.0.0.1 to listen on; 0 for any that is free. Without it,
    /// 3000, or any that is free if another program has that one.
    #[arg(long, global = true, value_name = "N")]
    port: Option<u16>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answers requests; this is what happens without a command, too.
    Serve,
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
    let Command::Serve = cli.command.unwrap_or(Command::Serve);
    let pool = storage::open(&cli.database).await?;
    let app = App::new(pool.clone()).build();
    let listener = server::listen(cli.port).await.map_err(|error| match cli.port {
        Some(port) => format!("cannot listen on port {port}: {error}"),
        None => format!("cannot listen: {error}"),
    })?;
    let address = listener.local_addr()?;
    writeln!(std::io::stdout(), "symposium listens on http://{address}")?;
    server::serve(listener, &app, interrupted()).await?;
    pool.close().await;
    Ok(())
}

/// Completes when the user, or what runs this program, asks it to stop.
async fn interrupted() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())?.recv().await;
        Ok(())
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending();
    let stop = tokio::select! {
        stop = tokio::signal::ctrl_c() => stop,
        stop = terminated => stop,
    };
    if let Err(error) = stop {
        tracing::warn!(%error, "no signal will stop this program in good order");
        std::future::pending::<()>().await;
    }
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
