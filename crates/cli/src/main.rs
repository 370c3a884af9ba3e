//! The `bongsu` command: arguments in, results on standard output, everything else on standard error.

mod args;
mod clock;
mod commands;
mod exit;
mod names;
mod out;
mod render;
mod reveal;

use clap::Parser;

use args::Cli;
use exit::ExitStatus;
use out::Out;

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let mut out = Out::new(&cli.output);
    let status = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime.block_on(commands::run(cli, &mut out)),
        Err(error) => Err(error.into()),
    };
    let status = status.unwrap_or_else(|error| {
        if exit::is_broken_pipe(&error) {
            return ExitStatus::Done;
        }
        out.error(&error);
        ExitStatus::Failed
    });
    status.into()
}
