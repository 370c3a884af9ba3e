//! Tasks of the repository: `cargo xtask tidy|ci|bless|bench|fuzz`.
#![expect(clippy::print_stdout, reason = "a task talks to whoever runs it")]

use std::process::ExitCode;

use anyhow::{Result, bail};

mod bench;
mod bless;
mod ci;
mod fuzz;
mod tidy;
mod workspace;

const HELP: &str = "\
Tasks of the repository.

cargo xtask tidy     check what the compiler cannot: layers, sizes, paths in documents
cargo xtask ci       everything CI checks, in the same order
cargo xtask bless    write the generated documents again
cargo xtask bench    measure, and compare with the figures to reach; see `cargo xtask bench --help`
cargo xtask fuzz     look for faults of readers with made-up files; `[TARGET] [--seconds N]`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            println!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the task found all well.
fn run(arguments: &[String]) -> Result<bool> {
    let (task, rest) = arguments
        .split_first()
        .map_or(("help", &[][..]), |(task, rest)| (task.as_str(), rest));
    if !matches!(task, "bench" | "fuzz") && !rest.is_empty() {
        bail!("`{task}` takes no arguments: remove `{}`", rest.join(" "));
    }
    match task {
        "tidy" => tidy::run(),
        "ci" => ci::run(),
        "bless" => bless::run(),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(true)
        }
        other => bail!("no task `{other}`; tasks are tidy, ci, bless, bench and fuzz"),
    }
}
