//! A child process with its time, its output and the most memory it held.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

/// How often the memory of the child is read. The kernel keeps the peak, so only growth in the last moment is missed.
const SAMPLE_EVERY: Duration = Duration::from_millis(20);

/// What a finished process took and said.
#[derive(Debug)]
pub(super) struct Measured {
    /// Wall time.
    pub(super) seconds: f64,
    /// Peak resident memory in MiB; `None` where the system does not tell.
    pub(super) peak_mib: Option<f64>,
    /// Standard output.
    pub(super) stdout: String,
}

impl Measured {
    /// The output as JSON.
    pub(super) fn json(&self) -> Result<Value> {
        let shown: String = self.stdout.chars().take(200).collect();
        serde_json::from_str(&self.stdout).with_context(|| format!("not JSON: `{shown}`"))
    }
}

/// Runs a program to its end; an error when it fails.
pub(super) fn measure(program: &Path, arguments: &[String]) -> Result<Measured> {
    let line = format!("{} {}", program.display(), arguments.join(" "));
    println!("   {line}");
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let mut pipe = child
        .stdout
        .take()
        .ok_or_else(|| anyhow!("`{line}` has no output"))?;
    let (send, receive) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        let outcome = pipe.read_to_string(&mut text).map(|_| text);
        // The other end only goes away with this function.
        let _ = send.send(());
        outcome
    });
    let mut peak_mib = None;
    while receive.recv_timeout(SAMPLE_EVERY) == Err(RecvTimeoutError::Timeout) {
        peak_mib = peak(child.id()).or(peak_mib);
    }
    let status = child.wait().with_context(|| format!("`{line}` was lost"))?;
    let seconds = started.elapsed().as_secs_f64();
    let stdout = reader
        .join()
        .map_err(|_panic| anyhow!("the reader of `{line}` failed"))?;
    let stdout = stdout.with_context(|| format!("cannot read the output of `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(Measured {
        seconds,
        peak_mib,
        stdout,
    })
}

/// The most memory that a running process held so far.
fn peak(process: u32) -> Option<f64> {
    let status = fs_err::read_to_string(format!("/proc/{process}/status")).ok()?;
    peak_in(&status)
}

fn peak_in(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_status_of_a_process() {
        assert_eq!(peak_in("Name:\tx\nVmHWM:\t   2048 kB\n"), Some(2.0));
        assert_eq!(peak_in("Name:\tx\n"), None);
    }

    #[test]
    fn output_is_kept_and_failure_is_an_error() {
        let shell = Path::new("/bin/sh");
        let arguments = |script: &str| ["-c".to_owned(), script.to_owned()];
        let done = measure(shell, &arguments("echo '{\"rows\": 3}'")).unwrap();
        assert_eq!(
            done.json().unwrap().get("rows").and_then(Value::as_u64),
            Some(3)
        );
        assert!(
            measure(shell, &arguments("exit 3"))
                .unwrap_err()
                .to_string()
                .contains(": 3")
        );
    }
}
