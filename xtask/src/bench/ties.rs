//! How fast control and traces are: on edges of a real graph beside `DuckDB`, and on a synthetic register.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::arguments::Arguments;
use super::figure::{Figure, Target};
use super::process::Measured;
use super::site;
use super::text;
use crate::workspace::output;

mod bods;
mod questions;
mod synthetic;
mod trace;

/// The edges of a real graph, beside the checkout.
const EDGES: &str = "shared/data/control/kgroar";

/// Runs of which the best counts.
const RUNS: usize = 3;

/// Every figure of ties.
pub(super) fn measure(
    bongsu: &Path,
    folders: (&Path, &Path),
    arguments: &Arguments,
) -> Result<Vec<Figure>> {
    let (dir, root) = folders;
    let mut figures = control(bongsu, dir, root)?;
    figures.extend(bods::measure(bongsu, dir)?);
    figures.extend(trace::measure(arguments.edges.unwrap_or(10_000_000)));
    Ok(figures)
}

/// Control of all companies: against reading the edges, and beside recursive SQL.
fn control(bongsu: &Path, dir: &Path, root: &Path) -> Result<Vec<Figure>> {
    let reading = "control of all companies, against reading the edges";
    let target = Target::AtMost(2.0);
    let Some(folder) = edges_folder(root) else {
        return Ok(vec![Figure::missing(
            reading,
            format!("no `{EDGES}` above the checkout"),
            target,
        )]);
    };
    let (file, out) = (dir.join("edges.parquet"), dir.join("control.csv"));
    fs_err::create_dir_all(dir)?;
    let theirs = match duckdb(root, &folder, &file, &out) {
        Ok(theirs) => theirs,
        Err(reason) => {
            let reason = format!("{reason:#}");
            let last = reason.trim().lines().last().unwrap_or("").to_owned();
            return Ok(vec![Figure::missing(reading, last, target)]);
        }
    };
    let mut best: Option<Measured> = None;
    for _ in 0..RUNS {
        let done = site::run(
            bongsu,
            &[
                "ties",
                "control",
                "--edges",
                &text(&file),
                "--format",
                "csv",
            ],
        )?;
        if best.as_ref().is_none_or(|best| done.seconds < best.seconds) {
            best = Some(done);
        }
    }
    let best = best.context("nothing was run")?;
    let n_pairs = best.stdout.lines().count().saturating_sub(1) as f64;
    let mut figures = vec![
        Figure::new(
            "edges of ownership read",
            theirs.edges,
            "edges",
            Target::None,
        ),
        Figure::new("control of all companies", best.seconds, "s", Target::None),
        Figure::new(
            reading,
            best.seconds / theirs.read.max(f64::EPSILON),
            "",
            target,
        ),
        Figure::new(
            "the same by DuckDB's recursive SQL, against bongsu",
            (theirs.read + theirs.control) / best.seconds.max(f64::EPSILON),
            "",
            Target::None,
        ),
        Figure::new(
            "pairs of control that DuckDB does not find",
            n_pairs - theirs.pairs,
            "pairs",
            Target::AtLeast(0.0),
        ),
    ];
    figures.extend(best.peak_mib.map(|peak| {
        Figure::new(
            "control of all companies, peak memory",
            peak,
            "MiB",
            Target::None,
        )
    }));
    Ok(figures)
}

/// What `DuckDB` took and found.
struct Duck {
    edges: f64,
    pairs: f64,
    read: f64,
    control: f64,
}

fn duckdb(root: &Path, folder: &Path, file: &Path, out: &Path) -> Result<Duck> {
    let version =
        output(Command::new("python3").args(["-c", "import duckdb; print(duckdb.__version__)"]));
    let Ok(version) = version else {
        bail!("python3 has no duckdb, `pip install duckdb`");
    };
    let script = root.join("xtask/bench/duckdb_control.py");
    let arguments = [
        text(&script),
        text(&folder.join("*.parquet")),
        text(file),
        text(out),
    ];
    let said = output(Command::new("python3").args(arguments))?;
    let said: Value =
        serde_json::from_str(&said).context("the DuckDB script does not print JSON")?;
    println!("   DuckDB {}: {said}", version.trim());
    let number = |key: &str| {
        let value = said.get(key).and_then(Value::as_f64);
        value.with_context(|| format!("the DuckDB script names no `{key}`"))
    };
    Ok(Duck {
        edges: number("edges")?,
        pairs: number("pairs")?,
        read: number("read")?,
        control: number("control")?,
    })
}

/// The folder of the edges: beside the checkout or above it.
fn edges_folder(root: &Path) -> Option<PathBuf> {
    let mut folders = root.ancestors().map(|folder| folder.join(EDGES));
    folders.find(|folder| fs_err::metadata(folder).is_ok_and(|found| found.is_dir()))
}
