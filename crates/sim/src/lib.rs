#![doc = include_str!("../README.md")]

mod answers;
mod calendar;
mod content;
mod day;
mod duty;
mod holder;
mod joint;
mod leaks;
mod office;
mod outside;
mod people;
mod phrases;
mod plan;
mod records;
mod register;
mod roles;
mod rows;
mod script;
mod stream;
mod vocabulary;
mod world;
mod write;

use std::path::Path;

pub use plan::{HolderKind, LeakSummary, Plan, Progress, SimError, Summary};

/// Writes a synthetic holder to a folder: the records of its people and surroundings, and apart from them the answers.
///
/// The folder must be empty, or hold nothing but an earlier simulation, which is replaced. The same plan writes the
/// same bytes. `progress` is called after each simulated day.
pub fn simulate(
    plan: &Plan,
    out: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary, SimError> {
    plan.check()?;
    let mut world = world::World::build(plan)?;
    write::prepare(out)?;
    let files = write::Writer::new(&mut world, out).write(progress)?;
    let leaks = world.answers.list.iter().map(LeakSummary::from).collect();
    Ok(Summary {
        holder: world.holder.name.clone(),
        files,
        leaks,
    })
}

#[cfg(test)]
mod tests;
