//! `bongsu ties …`: who stands behind whom.

mod control;
mod trace;

use clap::Subcommand;

use crate::exit::ExitStatus;
use crate::out::Out;

/// `bongsu ties …`
#[derive(Debug, Subcommand)]
pub(crate) enum TiesCommand {
    /// From an employer to the restricted or listed party behind it
    Trace(trace::TraceArgs),
    /// Who controls whom, from a file of edges; no site is needed
    Control(control::ControlArgs),
}

pub(crate) async fn run(command: &TiesCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        TiesCommand::Trace(args) => trace::run(args, out).await,
        TiesCommand::Control(args) => control::run(args, out),
    }
}
