//! Everything CI checks, in the same order; stops at the first failure.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::tidy;
use crate::workspace::{Workspace, is_installed};

/// Runs the steps, each with its duration.
pub(crate) fn run() -> Result<bool> {
    let workspace = Workspace::read()?;
    for (place, step) in STEPS.iter().enumerate() {
        let title = step.title;
        println!("\n== {}/{} {title}", place + 1, STEPS.len());
        let started = Instant::now();
        let outcome = step
            .run(&workspace)
            .with_context(|| format!("step `{title}`"))?;
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Outcome::Passed => println!("== {title}: passed in {seconds:.1} s"),
            Outcome::Skipped(reason) => println!("== {title}: skipped, {reason}"),
            Outcome::Failed => {
                println!("== {title}: FAILED after {seconds:.1} s; later steps did not run");
                return Ok(false);
            }
        }
    }
    println!("\n== all {} steps done", STEPS.len());
    Ok(true)
}

/// One step.
struct Step {
    title: &'static str,
    action: Action,
}

enum Action {
    /// The checks of this program.
    Tidy,
    /// Cargo with these arguments and RUSTDOCFLAGS.
    Cargo(&'static [&'static str], &'static str),
    /// A cargo plug-in, where it is installed: its program and arguments.
    PlugIn(&'static str, &'static [&'static str]),
}

enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

// The longest lanes share one profile, so DataFusion is built once for tests and once for lints.
const STEPS: [Step; 8] = [
    Step {
        title: "format",
        action: Action::Cargo(&["fmt", "--all", "--check"], ""),
    },
    Step {
        title: "tidy",
        action: Action::Tidy,
    },
    Step {
        title: "clippy",
        action: Action::Cargo(
            &[
                "clippy",
                "--release",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
            "",
        ),
    },
    Step {
        title: "test",
        action: Action::Cargo(&["test", "--release", "--workspace"], ""),
    },
    Step {
        title: "detectors",
        action: Action::Cargo(
            &[
                "run",
                "--release",
                "--package",
                "bongsu",
                "--",
                "detector",
                "check",
            ],
            "",
        ),
    },
    Step {
        title: "documentation",
        action: Action::Cargo(
            &["doc", "--release", "--workspace", "--no-deps"],
            "-D warnings",
        ),
    },
    Step {
        title: "licences and advisories",
        action: Action::PlugIn("cargo-deny", &["deny", "check"]),
    },
    Step {
        title: "unused dependencies",
        action: Action::PlugIn("cargo-machete", &["machete"]),
    },
];

impl Step {
    fn run(&self, workspace: &Workspace) -> Result<Outcome> {
        match self.action {
            Action::Tidy => Ok(Outcome::of(tidy::run()?)),
            Action::Cargo(arguments, rustdoc_flags) => cargo(workspace, arguments, rustdoc_flags),
            Action::PlugIn(program, arguments) if is_installed(program) => {
                cargo(workspace, arguments, "")
            }
            Action::PlugIn(program, _) => Ok(Outcome::Skipped(format!(
                "{program} is not installed: `cargo install --locked {program}`"
            ))),
        }
    }
}

impl Outcome {
    const fn of(passed: bool) -> Self {
        if passed { Self::Passed } else { Self::Failed }
    }
}

fn cargo(workspace: &Workspace, arguments: &[&str], rustdoc_flags: &str) -> Result<Outcome> {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(&workspace.root);
    if !rustdoc_flags.is_empty() {
        command.env("RUSTDOCFLAGS", rustdoc_flags);
    }
    println!("   cargo {}", arguments.join(" "));
    Ok(Outcome::of(
        command.status().context("cannot start cargo")?.success(),
    ))
}
