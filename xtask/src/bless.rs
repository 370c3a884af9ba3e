//! Writes the generated documents again.

use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Runs the generators of `bongsu` into `docs/`.
pub(crate) fn run() -> Result<bool> {
    let workspace = Workspace::read()?;
    let bongsu = workspace.build_bongsu()?;
    let status = Command::new(&bongsu)
        .args(["generate", "docs", "--dir", "docs"])
        .current_dir(&workspace.root)
        .status()
        .with_context(|| format!("cannot start `{}`", bongsu.display()))?;
    Ok(status.success())
}
