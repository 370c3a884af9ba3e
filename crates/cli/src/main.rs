//! The `bongsu` command: arguments in, results on standard output, everything else on standard error.

mod args;
mod clock;
mod commands;
mod csv_text;
mod exit;
mod logging;
mod names;
mod out;
mod render;
mod reveal;
mod usage;

use std::time::{Duration, Instant};

use clap::Parser;

use args::Cli;
use exit::ExitStatus;
use out::Out;

/// How long the program waits for a query that was given up.
const LAST_BATCH: Duration = Duration::from_secs(3);

fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error).into(),
    };
    let started = Instant::now();
    logging::start(cli.output.verbose, cli.output.log_format);
    let mut out = Out::new(&cli.output);
    let status = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => {
            let status = runtime.block_on(commands::run(cli, &mut out));
            // A query that was given up may still be at its last batch, and takes its spilled files away after it.
            runtime.shutdown_timeout(LAST_BATCH);
            status
        }
        Err(error) => Err(error.into()),
    };
    let status = status.unwrap_or_else(|error| {
        if exit::is_broken_pipe(&error) {
            return ExitStatus::Done;
        }
        out.error(&error);
        ExitStatus::Failed
    });
    let duration_ms = started.elapsed().as_millis() as u64;
    let code = status.code();
    tracing::info!(
        duration_ms,
        code,
        "ended with code {code} after {duration_ms} ms"
    );
    status.into()
}
