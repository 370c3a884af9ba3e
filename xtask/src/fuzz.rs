//! Runs the fuzz targets of `fuzz/`: all of them or one, for a while each.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Seconds for each target where nothing else is asked.
const SECONDS: u32 = 60;

/// Runs `cargo xtask fuzz [TARGET] [--seconds N]`; whether no target found a fault.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let (target, seconds) = parse(arguments)?;
    let root = Workspace::read()?.root;
    let targets = targets(&root)?;
    let chosen: Vec<&String> = match &target {
        None => targets.iter().collect(),
        Some(name) => targets.iter().filter(|one| *one == name).collect(),
    };
    if let (Some(name), true) = (&target, chosen.is_empty()) {
        bail!(
            "no fuzz target `{name}`; targets are {}",
            targets.join(", ")
        );
    }
    let missing = missing();
    if !missing.is_empty() {
        println!("{}", missing.join("\n"));
        return Ok(false);
    }
    let mut faults = Vec::new();
    for target in chosen {
        println!("fuzz {target}: {seconds} s");
        let limits = [
            format!("-max_total_time={seconds}"),
            "-rss_limit_mb=2048".to_owned(),
            "-timeout=20".to_owned(),
            "-max_len=65536".to_owned(),
        ];
        let status = Command::new("cargo")
            .args(["+nightly", "fuzz", "run", target, "--"])
            .args(limits)
            .current_dir(&root)
            .status()
            .context("cannot start cargo")?;
        if !status.success() {
            faults.push(target.as_str());
        }
    }
    if !faults.is_empty() {
        let faults = faults.join(", ");
        println!("fuzz: faults in {faults}; the inputs are in fuzz/artifacts");
        return Ok(false);
    }
    Ok(true)
}

fn parse(arguments: &[String]) -> Result<(Option<String>, u32)> {
    let (mut target, mut seconds) = (None, SECONDS);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => {
                let number = arguments.next().context("`--seconds` needs a number")?;
                let whole = number.parse();
                seconds = whole.with_context(|| format!("`{number}` is no number of seconds"))?;
            }
            flag if flag.starts_with('-') => {
                bail!("no option `{flag}`; `cargo xtask fuzz [TARGET] [--seconds N]`");
            }
            name if target.is_none() => target = Some(name.to_owned()),
            name => bail!("one target at a time: remove `{name}`"),
        }
    }
    Ok((target, seconds))
}

/// The names of the targets.
fn targets(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs_err::read_dir(root.join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let stem = path.file_stem().unwrap_or_default();
            names.push(stem.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What is not installed, and how to get it.
fn missing() -> Vec<String> {
    let answers = |arguments: &[&str]| {
        let output = Command::new("cargo").args(arguments).output();
        output.is_ok_and(|output| output.status.success())
    };
    let mut missing = Vec::new();
    if !answers(&["+nightly", "--version"]) {
        missing
            .push("the nightly compiler is missing: rustup toolchain install nightly".to_owned());
    }
    if !answers(&["fuzz", "--version"]) {
        missing.push("cargo-fuzz is missing: cargo install cargo-fuzz".to_owned());
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_and_its_seconds_are_told_apart() {
        let parsed = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            parse(&words)
        };
        assert_eq!(parsed("").unwrap(), (None, SECONDS));
        assert_eq!(
            parsed("pdf --seconds 5").unwrap(),
            (Some("pdf".to_owned()), 5)
        );
        for line in ["--seconds", "--seconds x", "a b", "--fast"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
