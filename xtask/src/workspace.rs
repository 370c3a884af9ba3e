//! Where the workspace is and what cargo knows of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The workspace as `cargo metadata` describes it.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder of the root manifest.
    pub(crate) root: PathBuf,
    /// The folder that holds `release/`.
    pub(crate) target: PathBuf,
    /// The whole answer of cargo, without dependencies of dependencies.
    pub(crate) metadata: Value,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn read() -> Result<Self> {
        let arguments = ["metadata", "--no-deps", "--format-version", "1"];
        let answer = output(Command::new("cargo").args(arguments))?;
        let metadata: Value =
            serde_json::from_str(&answer).context("cannot read what cargo metadata says")?;
        let folder = |key: &str| {
            let text = metadata.get(key).and_then(Value::as_str);
            text.map(PathBuf::from)
                .with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            metadata,
        })
    }

    /// Builds `bongsu` for release and says where it is.
    pub(crate) fn build_bongsu(&self) -> Result<PathBuf> {
        let status = Command::new("cargo")
            .args(["build", "--release", "--package", "bongsu"])
            .current_dir(&self.root)
            .status()
            .context("cannot start cargo")?;
        if !status.success() {
            bail!("bongsu does not build");
        }
        Ok(self.target.join("release/bongsu"))
    }

    /// Files that git knows or would add, relative to the root, sorted.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        let arguments = [
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ];
        let listed = output(Command::new("git").args(arguments).current_dir(&self.root))?;
        let mut files: Vec<String> = listed.split_terminator('\0').map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(files)
    }
}

/// Whether a program can be found.
pub(crate) fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| is_file(&folder.join(program)))
    })
}

/// What a command prints; an error when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command
        .output()
        .with_context(|| format!("cannot start `{name}`"))?;
    if !done.status.success() {
        bail!(
            "`{name}` failed: {}",
            String::from_utf8_lossy(&done.stderr).trim()
        );
    }
    String::from_utf8(done.stdout)
        .with_context(|| format!("`{name}` printed something that is not UTF-8"))
}

fn is_file(path: &Path) -> bool {
    fs_err::metadata(path).is_ok_and(|found| found.is_file())
}
