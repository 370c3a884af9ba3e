//! Measures `bongsu` from outside and compares with the figures to reach.
//!
//! What is measured runs as a user runs it: the release binary, on a simulated site in a temporary folder. Names are
//! measured in this process, where pairs can be counted in nanoseconds.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::workspace::Workspace;

mod arguments;
mod calibrate;
mod content;
mod copy;
mod demo;
mod duckdb;
mod evaluate;
mod figure;
mod import;
mod names;
mod process;
mod run;
mod site;
mod ties;

use arguments::{Arguments, Part};
use figure::Figure;

/// Measures the parts that the arguments ask for and prints one table.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let Some(arguments) = Arguments::parse(arguments)? else {
        print!("{}", arguments::HELP);
        return Ok(true);
    };
    let workspace = Workspace::read()?;
    // Names and content need no binary, which is long in building.
    let bongsu = match &arguments.bongsu {
        Some(bongsu) => bongsu.clone(),
        None if arguments
            .parts
            .iter()
            .all(|part| matches!(part, Part::Names | Part::Content)) =>
        {
            PathBuf::new()
        }
        None => workspace.build_bongsu()?,
    };
    let temporary = tempfile::tempdir()?;
    let dir = arguments
        .dir
        .clone()
        .unwrap_or_else(|| temporary.path().to_owned());
    let bench = Bench {
        bongsu,
        root: workspace.root,
        dir,
        arguments,
    };
    let figures = bench.measure()?;
    println!();
    figure::print(&figures);
    Ok(figures
        .iter()
        .all(|figure| figure.is_reached() != Some(false)))
}

/// What the parts share.
#[derive(Debug)]
struct Bench {
    /// The release binary.
    bongsu: PathBuf,
    /// The root of the repository.
    root: PathBuf,
    /// Where sites are made.
    dir: PathBuf,
    arguments: Arguments,
}

impl Bench {
    fn measure(&self) -> Result<Vec<Figure>> {
        let mut figures = Vec::new();
        let wants = |part: Part| self.arguments.parts.contains(&part);
        if wants(Part::Import) || wants(Part::Run) {
            figures.extend(self.measure_one_site(wants(Part::Run))?);
        }
        if wants(Part::Demo) {
            figures.extend(demo::measure(&self.bongsu, &self.dir)?);
        }
        if wants(Part::Evaluate) {
            figures.extend(evaluate::measure(&self.bongsu, &self.dir, &self.arguments)?);
        }
        if wants(Part::Calibrate) {
            let folders = (self.dir.as_path(), self.root.as_path());
            figures.extend(calibrate::measure(&self.bongsu, folders, &self.arguments)?);
        }
        if wants(Part::Names) {
            figures.extend(names::measure(&self.root, &self.dir)?);
        }
        if wants(Part::Content) {
            figures.extend(content::measure(&self.root, &self.dir)?);
        }
        if wants(Part::Ties) {
            let folders = (self.dir.as_path(), self.root.as_path());
            figures.extend(ties::measure(&self.bongsu, folders, &self.arguments)?);
        }
        Ok(figures)
    }

    /// Import and run share one large site.
    fn measure_one_site(&self, with_run: bool) -> Result<Vec<Figure>> {
        let size = self.arguments.size_or(1_000, 365);
        let seed = self.arguments.seeds.first().copied().unwrap_or(1);
        let simulated = site::simulate(&self.bongsu, &self.dir.join("large"), size, seed)?;
        let mut figures = Vec::new();
        for one in &simulated {
            figures.extend(import::measure(&self.bongsu, one)?);
            if with_run {
                figures.extend(run::measure(&self.bongsu, &self.root, one)?);
            }
        }
        Ok(figures)
    }
}

/// A path as an argument.
fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
