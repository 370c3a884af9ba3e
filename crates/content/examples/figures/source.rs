//! Programs copied and disguised, and programs written for the same task by others.
//!
//! The length of runs was chosen with all tasks in view, so the two halves show only how much it varies.
//! Dolos 3.5.1 with its own settings has, on the same pairs: area under the curve 0.670 (tasks 1 3 5 7: 0.687, 2 4 6:
//! 0.642), best F1 0.877.

use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, Language, MemoryShelf, Prints, Tier, compare, shared};

use crate::data::{Text, texts};
use crate::{say, share};

/// The copies and the programs of others, against the original of each task; then every program against other tasks.
pub(crate) fn source(samples: &Path, _: Option<&Path>, key: &Key) -> Result<(), Box<dyn Error>> {
    let all = texts(&samples.join("source-code/IR-Plag-Dataset"))?;
    let programs: Vec<&Text> = all.iter().filter(|text| text.is_java()).collect();
    let originals: Vec<&Text> = programs
        .iter()
        .copied()
        .filter(|text| text.path.contains("/original/"))
        .collect();
    let kind = Kind::Code(Language::Braces);
    let mut scores = Vec::new();
    let (mut n_other, mut n_false) = (0, [0; 2]);
    for original in &originals {
        let task = task(original);
        let mut shelf = MemoryShelf::new();
        let prints = Prints::new(&original.text, kind, key);
        shelf.add(&prints, false);
        for program in programs
            .iter()
            .filter(|program| program.path != original.path)
        {
            let asked = Prints::asked(&program.text, kind, key);
            if self::task(program) == task {
                let is_copy = program.path.contains("/plagiarized/");
                let shared = shared(&asked, Tier::Code, &shelf)?;
                let score = shared.first().map_or(0.0, |shared| shared.of_registered);
                scores.push((task.to_owned(), is_copy, score));
            } else {
                let found = compare(&asked, &shelf)?;
                n_other += 1;
                n_false[1] += usize::from(!found.is_empty());
                n_false[0] += usize::from(
                    found
                        .iter()
                        .any(|found| found.certainty == Certainty::Match),
                );
            }
        }
    }
    for (half, odd) in [("tasks 1 3 5 7", true), ("tasks 2 4 6", false)] {
        let of_half: Vec<(bool, f64)> = scores
            .iter()
            .filter(|(task, ..)| task.ends_with(['1', '3', '5', '7']) == odd)
            .map(|(_, is_copy, score)| (*is_copy, *score))
            .collect();
        say(&format!("{half}: {}", summary(&of_half)))?;
    }
    let everything: Vec<(bool, f64)> = scores
        .iter()
        .map(|(_, is_copy, score)| (*is_copy, *score))
        .collect();
    say(&format!("all tasks: {}", summary(&everything)))?;
    say(&format!(
        "programs of other tasks flagged: as a match {}, or possible {}, of {n_other} pairs",
        share(n_false[0], n_other),
        share(n_false[1], n_other),
    ))
}

fn task(text: &Text) -> &str {
    text.path.split('/').next().unwrap_or("")
}

/// How well the score tells copies from others.
fn summary(scores: &[(bool, f64)]) -> String {
    let of = |copy: bool| scores.iter().filter(move |(is_copy, _)| *is_copy == copy);
    let (n_copies, n_others) = (of(true).count(), of(false).count());
    let mut above = 0.0;
    for (_, copy) in of(true) {
        for (_, other) in of(false) {
            above += if copy > other {
                1.0
            } else if (copy - other).abs() < 1e-12 {
                0.5
            } else {
                0.0
            };
        }
    }
    let f1 = |threshold: f64| {
        let right = of(true).filter(|(_, score)| *score >= threshold).count() as f64;
        let wrong = of(false).filter(|(_, score)| *score >= threshold).count() as f64;
        2.0 * right / (right + wrong + n_copies as f64).max(1.0)
    };
    let best = scores
        .iter()
        .map(|(_, score)| f1(*score))
        .fold(0.0, f64::max);
    format!(
        "area under the curve {:.3}, best F1 {best:.3} ({n_copies} copies, {n_others} others)",
        above / (n_copies * n_others).max(1) as f64
    )
}
