//! Reads edges (holder, subject, share; tab-separated) and computes control of all companies, with the time of each
//! step: `cargo run --release -p bongsu-ties --example control -- EDGES.tsv`.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

use bongsu_model::{Certainty, Day, ShareRange};
use bongsu_ties::{ControlRule, IntegratedRule, PlainEdges};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a file of edges is wanted")?;
    let mut out = std::io::stdout();
    let start = Instant::now();
    let mut edges = PlainEdges::default();
    let mut reader = BufReader::new(fs_err::File::open(path)?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let mut fields = line.trim_end().split('\t');
        let mut field = || fields.next().ok_or("three columns are wanted");
        let (holder, subject, share) = (field()?, field()?, field()?.parse()?);
        edges.push(holder, subject, ShareRange::exact(share)?);
        line.clear();
    }
    writeln!(
        out,
        "{} edges read: {:?}, {}",
        edges.len(),
        start.elapsed(),
        resident()
    )?;
    let start = Instant::now();
    let (graph, issues) = edges.graph();
    writeln!(
        out,
        "{} parties, {} issues, graph: {:?}, {}",
        graph.n_parties(),
        issues.len(),
        start.elapsed(),
        resident()
    )?;
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let start = Instant::now();
    let (mut n_certain, mut n_possible) = (0_u64, 0_u64);
    graph.visit_control(&ControlRule::majority(day), |one| match one.certainty {
        Certainty::Certain => n_certain += 1,
        Certainty::Possible | Certainty::Unknown => n_possible += 1,
    });
    writeln!(
        out,
        "{n_certain} certain and {n_possible} possible pairs of control: {:?}, {}",
        start.elapsed(),
        resident()
    )?;
    let _ = IntegratedRule::more_than_half(day);
    Ok(())
}

/// Memory now and at most, as the system tells it.
fn resident() -> String {
    let text = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key));
        line.and_then(|line| line.split_whitespace().nth(1))
            .and_then(|kib| kib.parse::<u64>().ok())
    };
    let (Some(now), Some(most)) = (value("VmRSS:"), value("VmHWM:")) else {
        return "memory not known".to_owned();
    };
    format!("{} MiB now, {} MiB at most", now / 1024, most / 1024)
}
