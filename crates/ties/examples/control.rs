//! The time and memory of each step from edges to control of all companies.
//!
//! `cargo run --release -p bongsu-ties --example control -- EDGES.tsv` reads holder, subject and share, tab-separated;
//! `-- made N_PARTIES N_EDGES` makes edges, `-- register N` a register of N organisations with as many interests,
//! once without names and once with them.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

use bongsu_model::{Certainty, Day, RowRef, ShareRange};
use bongsu_ties::{
    ControlRule, Directness, IntegratedRule, Interest, InterestKind, Organisation, PlainEdges,
    Register, TieGraph,
};

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["made", parties, edges] => plain(|| made(parties.parse()?, edges.parse()?)),
        ["register", n] => {
            let n = n.parse()?;
            for with_names in [false, true] {
                let given = step("rows made", || Ok(register(n, with_names)))?;
                let (graph, issues) =
                    step("graph with all indices", || Ok(TieGraph::build(given)))?;
                say(&format!(
                    "names: {with_names}, {} parties, {} interests, {} issues",
                    graph.n_parties(),
                    graph.n_interests(),
                    issues.len()
                ))?;
            }
            Ok(())
        }
        [path] => plain(|| read(path)),
        _ => Err("a file of edges is wanted, or `made N_PARTIES N_EDGES`, or `register N`".into()),
    }
}

fn plain(edges: impl FnOnce() -> Result<PlainEdges, Failed>) -> Result<(), Failed> {
    let edges = step("edges read", edges)?;
    let (graph, issues) = step("graph", || Ok(edges.graph()))?;
    say(&format!(
        "{} parties, {} interests, {} issues",
        graph.n_parties(),
        graph.n_interests(),
        issues.len()
    ))?;
    let day = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let (mut n_certain, mut n_possible) = (0_u64, 0_u64);
    step("control of all", || {
        let left_out = graph.visit_control(&ControlRule::majority(day), |one| {
            if one.certainty == Certainty::Certain {
                n_certain += 1;
            } else {
                n_possible += 1;
            }
        });
        Ok(left_out)
    })?;
    say(&format!(
        "{n_certain} certain and {n_possible} possible pairs"
    ))?;
    let mut n_enough = 0_u64;
    let cut = step("integrated ownership of all", || {
        Ok(graph.visit_integrated(&IntegratedRule::more_than_half(day), |_, _| n_enough += 1))
    })?;
    say(&format!("{n_enough} pairs, {} holders cut", cut.len()))
}

fn read(path: &str) -> Result<PlainEdges, Failed> {
    let mut edges = PlainEdges::default();
    let mut reader = BufReader::new(fs_err::File::open(path)?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let mut fields = line.trim_end().split('\t');
        let mut field = || fields.next().ok_or("three columns are wanted");
        let (holder, subject, share) = (field()?, field()?, field()?.parse()?);
        let share = ShareRange::exact(share)?;
        match (holder.parse(), subject.parse()) {
            (Ok(holder), Ok(subject)) => edges.push_whole(holder, subject, share),
            _ => edges.push(holder, subject, share),
        }
        line.clear();
    }
    Ok(edges)
}

/// Mostly small groups, a few hubs, and circles.
fn made(n_parties: u64, n_edges: u64) -> Result<PlainEdges, Failed> {
    let mut edges = PlainEdges::default();
    let mut state = 1_u64;
    let mut draw = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below.max(1)
    };
    for _ in 0..n_edges {
        let subject = draw(n_parties);
        let holder = match draw(100) {
            0 => draw(50),
            1..=4 => draw(n_parties),
            _ => (subject + 1 + draw(20)) % n_parties,
        };
        let share = ShareRange::exact(draw(100) as f64 / 100.0)?;
        edges.push(&format!("org_{holder}"), &format!("org_{subject}"), share);
    }
    Ok(edges)
}

fn register(n: u64, with_names: bool) -> Register {
    let at = |row| RowRef {
        source: "3f9a12c45d01".to_owned(),
        row,
    };
    let organisations = (0..n).map(|one| Organisation {
        id: format!("org_{one}"),
        names: if with_names {
            vec![format!("Sample {} Works {one} Co., Ltd.", one % 977)]
        } else {
            Vec::new()
        },
        registration: Some(format!("{:06}-{:07}", one % 999_983, one)),
        jurisdiction: Some("KR".to_owned()),
        at: at(one),
        ..Default::default()
    });
    let interests = (0..n).map(|one| Interest {
        subject: format!("org_{one}"),
        holder: Some(format!("org_{}", (one * 7 + 3) % n)),
        kind: InterestKind::Shareholding,
        directness: Directness::Direct,
        share: ShareRange::exact((one % 100) as f64 / 100.0).unwrap_or(ShareRange::UNKNOWN),
        from: None,
        to: None,
        unknown_reason: None,
        at: at(n + one),
    });
    Register {
        organisations: organisations.collect(),
        interests: interests.collect(),
        ..Default::default()
    }
}

fn step<T>(what: &str, work: impl FnOnce() -> Result<T, Failed>) -> Result<T, Failed> {
    let start = Instant::now();
    let done = work()?;
    say(&format!("{what}: {:.2?}, {}", start.elapsed(), memory()))?;
    Ok(done)
}

fn say(text: &str) -> Result<(), Failed> {
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

/// Memory now and at most, as the system tells it.
fn memory() -> String {
    let text = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    let (Some(now), Some(most)) = (value("VmRSS:"), value("VmHWM:")) else {
        return "memory not known".to_owned();
    };
    format!("{} MiB now, {} MiB at most", now / 1024, most / 1024)
}
