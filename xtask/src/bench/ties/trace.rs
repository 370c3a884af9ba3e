//! Traces on a synthetic register: how long the slowest of a hundred takes, and the memory of the register.

use std::collections::BTreeMap;
use std::time::Instant;

use bongsu_ties::{Coverage, TieGraph};

use crate::bench::figure::{Figure, Target};

use super::questions::{Employer, questions};
use super::synthetic::Plan;

/// Questions asked.
const QUESTIONS: usize = 4_000;

/// Times that each question is asked when warm.
const ROUNDS: usize = 3;

/// Builds the register, asks every question once, and then again and measures.
pub(super) fn measure(n_edges: usize) -> Vec<Figure> {
    let plan = Plan::of(n_edges);
    println!("   synthetic register: {plan:?}");
    let register = plan.register();
    let before = Instant::now();
    let (graph, issues) = TieGraph::build(register);
    let built = before.elapsed().as_secs_f64();
    let n_issues = issues.len();
    drop(issues);
    println!(
        "   {} parties, {} interests, {n_issues} issues, built in {built:.1} s",
        graph.n_parties(),
        graph.n_interests()
    );
    let asked = questions(&graph, &plan, QUESTIONS);
    let mut times: Vec<f64> = Vec::new();
    let mut by_kind: BTreeMap<Employer, Vec<f64>> = BTreeMap::new();
    let mut cut: BTreeMap<Employer, usize> = BTreeMap::new();
    for (_, request) in &asked {
        graph.trace(request);
    }
    for (kind, request) in &asked {
        // What else runs on the machine takes its time now and then: the best of a few is what the trace takes.
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let started = Instant::now();
            let trace = graph.trace(request);
            best = best.min(started.elapsed().as_secs_f64() * 1_000.0);
            if trace.coverage == Coverage::Truncated {
                *cut.entry(*kind).or_default() += 1;
            }
        }
        times.push(best);
        by_kind.entry(*kind).or_default().push(best);
    }
    for (kind, times) in &mut by_kind {
        times.sort_by(f64::total_cmp);
        println!(
            "   trace, {kind:?}: {} questions, median {:.2} ms, 99th percentile {:.2} ms, {} cut",
            times.len(),
            percentile(times, 0.5),
            percentile(times, 0.99),
            cut.get(kind).copied().unwrap_or(0) / ROUNDS
        );
    }
    let n_cut: usize = cut.values().sum();
    times.sort_by(f64::total_cmp);
    let parties = format!("synthetic register of {} parties", graph.n_parties());
    let mut figures = vec![
        Figure::new(
            format!("{parties}: interests"),
            graph.n_interests() as f64,
            "interests",
            Target::None,
        ),
        Figure::new("build of it", built, "s", Target::None),
        Figure::new(
            "trace, warm, median",
            percentile(&times, 0.5),
            "ms",
            Target::None,
        ),
        Figure::new(
            "trace, warm, 99th percentile",
            percentile(&times, 0.99),
            "ms",
            Target::AtMost(5.0),
        ),
        Figure::new(
            "trace, warm, slowest",
            percentile(&times, 1.0),
            "ms",
            Target::None,
        ),
        Figure::new(
            "traces that were cut and say so",
            100.0 * n_cut as f64 / (ROUNDS * times.len()).max(1) as f64,
            "%",
            Target::None,
        ),
    ];
    if let Some(mib) = resident() {
        let bytes = mib * 1024.0 * 1024.0 / graph.n_parties().max(1) as f64;
        figures.push(Figure::new(
            "memory of the register",
            mib,
            "MiB",
            Target::None,
        ));
        figures.push(Figure::new("memory a party", bytes, "bytes", Target::None));
    }
    figures
}

/// The time that a part of the questions does not exceed; times sorted.
fn percentile(times: &[f64], part: f64) -> f64 {
    let place = (times.len() as f64 * part).ceil() as usize;
    times.get(place.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// The memory of this process now, in MiB; `None` where the system does not tell.
fn resident() -> Option<f64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_taken() {
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        let taken = [0.5, 0.99, 1.0].map(|part| percentile(&times, part).to_string());
        assert_eq!(taken, ["100", "198", "200"]);
        assert_eq!(percentile(&[], 0.99).to_string(), "0");
    }

    #[test]
    fn every_kind_of_question_is_answered_on_a_small_register() {
        let plan = Plan::of(20_000);
        let (graph, _) = TieGraph::build(plan.register());
        let asked = questions(&graph, &plan, 300);
        assert_eq!(asked.len(), 300);
        let kinds: std::collections::BTreeSet<Employer> =
            asked.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds.len(), 6);
        let n_found = asked
            .iter()
            .filter(|(_, request)| !graph.trace(request).paths.is_empty())
            .count();
        assert!(n_found > 100, "{n_found}");
    }
}
