//! `bongsu ties …`: who stands behind whom.

mod changes;
mod control;
mod explain;
mod trace;

use bongsu_engine::atlas::Atlas;
use bongsu_ties::Declared;
use bongsu_web::words;
use clap::Subcommand;

use crate::exit::ExitStatus;
use crate::out::Out;

/// `bongsu ties …`
#[derive(Debug, Subcommand)]
pub(crate) enum TiesCommand {
    /// From an employer to the restricted or listed party behind it
    Trace(trace::TraceArgs),
    /// Everything known between two parties
    Explain(explain::ExplainArgs),
    /// What a newer register says otherwise, and which departures it touches
    Changes(changes::ChangesArgs),
    /// Who controls whom, from a file of edges; no site is needed
    Control(control::ControlArgs),
}

pub(crate) async fn run(command: &TiesCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        TiesCommand::Trace(args) => trace::run(args, out).await,
        TiesCommand::Explain(args) => explain::run(args, out).await,
        TiesCommand::Changes(args) => changes::run(args, out).await,
        TiesCommand::Control(args) => control::run(args, out),
    }
}

/// Candidates named where no party is surely meant.
const CANDIDATES: usize = 5;

/// Says what the name may mean where it surely means nothing.
fn not_found(atlas: &Atlas, declared: &Declared) -> String {
    let found = atlas.resolve(declared, CANDIDATES);
    let name = words::visible(&declared.name);
    if found.is_empty() {
        return format!(
            "`{name}` is in no register or list that was imported; that is no clearance\n\
             hint: import a register that has it, or ask for its registration number"
        );
    }
    let candidates: Vec<String> = found
        .iter()
        .map(|candidate| {
            format!(
                "  {:.2}  {}  {}",
                candidate.comparison.score,
                words::visible(&candidate.name),
                words::visible(atlas.graph.id(candidate.node))
            )
        })
        .collect();
    format!(
        "`{name}` surely means no party of the register; it may mean\n{}\n\
         hint: give --registration or --jurisdiction where the register has one, name the id, or bongsu judge \"{name}\" ID same --why TEXT",
        candidates.join("\n")
    )
}
