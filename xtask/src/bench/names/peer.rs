//! The peer in the same run: logic-v2 of `nomenklatura`, on the same labelled pairs.
//!
//! It is installed into an environment of its own below the folder of the benchmark, once.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::super::figure::{Figure, Target};
use super::super::text;
use super::labelled::PAIRS;
use super::shared::Shared;
use crate::workspace::output;

const NAME: &str = "peer nomenklatura logic-v2, F1 at its best threshold";

/// What the peer reaches, or why it could not be asked.
pub(super) fn measure(root: &Path, dir: &Path, shared: &Shared) -> Vec<Figure> {
    let asked = shared
        .file(PAIRS)
        .map_err(anyhow::Error::msg)
        .and_then(|pairs| ask(root, dir, &pairs));
    asked.unwrap_or_else(|error| vec![Figure::missing(NAME, format!("{error:#}"), Target::None)])
}

fn ask(root: &Path, dir: &Path, pairs: &Path) -> Result<Vec<Figure>> {
    let python = environment(dir)?;
    let script = root.join("xtask/bench/nomenklatura_pairs.py");
    let said = output(Command::new(python).args([text(&script), text(pairs)]))?;
    let said: Value = serde_json::from_str(said.lines().last().unwrap_or(""))
        .context("the script of nomenklatura does not print JSON")?;
    println!("   nomenklatura: {said}");
    let figure = |name: &str, key: &str, unit| {
        let value = said.get(key).and_then(Value::as_f64);
        let value = value.with_context(|| format!("the script of nomenklatura names no `{key}`"));
        anyhow::Ok(Figure::new(name, value?, unit, Target::None))
    };
    Ok(vec![
        figure(NAME, "best_f1", "")?,
        figure("peer, F1 at 0.7, its usual threshold", "f1", "")?,
        figure("peer, F1 at 0.7, organisations", "f1_organisations", "")?,
        figure("peer, F1 at 0.7, people", "f1_people", "")?,
        figure(
            "peer, pairs compared",
            "pairs_a_second",
            "a second and core",
        )?,
    ])
}

/// The Python of an environment that has the peer.
fn environment(dir: &Path) -> Result<PathBuf> {
    let folder = dir.join("nomenklatura");
    let python = folder.join("bin/python");
    let has_peer =
        |python: &Path| output(Command::new(python).args(["-c", "import nomenklatura"])).is_ok();
    if !has_peer(&python) {
        println!("   installing nomenklatura into {}", folder.display());
        output(Command::new("python3").args(["-m", "venv", &text(&folder)]))?;
        let install = ["-m", "pip", "install", "--quiet", "nomenklatura"];
        output(Command::new(&python).args(install)).context("nomenklatura does not install")?;
    }
    Ok(python)
}
