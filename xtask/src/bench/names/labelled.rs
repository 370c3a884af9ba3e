//! Pairs that people labelled, and Korean full names in both spellings.

use std::path::Path;

use anyhow::{Context, Result};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};
use serde_json::Value;

use super::super::figure::{Figure, Target};
use super::shared::Shared;
use super::{CoreSeconds, percent, share};

/// Where the labelled pairs lie.
pub(super) const PAIRS: &str = "data/names/name-pairs.csv";

/// From this score on a pair counts as joined; fixed.
const THRESHOLD: f64 = 0.5;

/// The pairs are few and the clock is coarse: they are compared again and again.
const ROUNDS: usize = 50;

struct Pair {
    kind: NameKind,
    left: String,
    right: String,
    same: bool,
}

/// F1 at the fixed threshold, all and apart, and pairs a second.
pub(super) fn pairs(shared: &Shared) -> Result<Vec<Figure>> {
    let all = Target::AtLeast(0.83);
    let path = match shared.file(PAIRS) {
        Ok(path) => path,
        Err(reason) => {
            return Ok(vec![Figure::missing(
                "labelled pairs, F1 at 0.5",
                reason,
                all,
            )]);
        }
    };
    let pairs = read_pairs(&path)?;
    let clock = CoreSeconds::start();
    let mut joined: Vec<bool> = Vec::new();
    for _ in 0..ROUNDS {
        joined = pairs.iter().map(Pair::is_joined).collect();
    }
    let rate = (ROUNDS * pairs.len()) as f64 / clock.seconds();
    let f1 = |wanted: &dyn Fn(NameKind) -> bool| {
        let of_kind = pairs
            .iter()
            .zip(&joined)
            .filter(|(pair, _)| wanted(pair.kind));
        f1(of_kind.map(|(pair, joined)| (pair.same, *joined)))
    };
    let (people, others) = (
        f1(&|kind| kind == NameKind::Person),
        f1(&|kind| kind == NameKind::Organisation),
    );
    Ok(vec![
        Figure::new("labelled pairs, F1 at 0.5", f1(&|_| true), "", all),
        Figure::new(
            "labelled pairs, F1, organisations",
            others,
            "",
            Target::AtLeast(0.90),
        ),
        Figure::new("labelled pairs, F1, people", people, "", Target::None),
        Figure::new(
            "labelled pairs, prepared and compared",
            rate,
            "a second and core",
            Target::None,
        ),
    ])
}

impl Pair {
    fn is_joined(&self) -> bool {
        let name = |text: &str| PreparedName::new(self.kind, text);
        compare(&name(&self.left), &name(&self.right)).score >= THRESHOLD
    }
}

/// Twice the pairs rightly joined over those joined and those to be joined.
fn f1(pairs: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut hit, mut wrong) = (0_u32, 0_u32);
    for (same, joined) in pairs {
        hit += u32::from(same && joined);
        wrong += u32::from(same != joined);
    }
    f64::from(2 * hit) / f64::from((2 * hit + wrong).max(1))
}

fn read_pairs(path: &Path) -> Result<Vec<Pair>> {
    let mut reader = csv::Reader::from_reader(fs_err::File::open(path)?);
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).context("a labelled pair has too few columns");
        out.push(Pair {
            kind: if cell(1)? == "Person" {
                NameKind::Person
            } else {
                NameKind::Organisation
            },
            left: cell(2)?.to_owned(),
            right: cell(3)?.to_owned(),
            same: cell(4)? == "true",
        });
    }
    Ok(out)
}

/// A Korean name: its surname, and both spellings.
struct Korean {
    surname: String,
    hangul: PreparedName,
    latin: PreparedName,
}

/// Korean full names found by their Latin spelling, and other people of the same surname wrongly joined.
pub(super) fn korean(shared: &Shared) -> Result<Vec<Figure>> {
    let (found, joined) = (
        "Korean full names found",
        "same-surname pairs wrongly joined",
    );
    let targets = (Target::AtLeast(0.95), Target::AtMost(1.0));
    let path = match shared.file("data/names/korean-full-names.json") {
        Ok(path) => path,
        Err(reason) => return Ok(vec![Figure::missing(found, reason, targets.0)]),
    };
    let rows: Vec<Value> = serde_json::from_str(&fs_err::read_to_string(path)?)?;
    let names: Vec<Korean> = rows.iter().map(Korean::read).collect::<Result<_>>()?;
    let is_same = |a: &Korean, b: &Korean| compare(&a.hangul, &b.latin).verdict == Verdict::Same;
    let n_found = names.iter().filter(|name| is_same(name, name)).count();
    let (mut n_other, mut n_joined) = (0, 0);
    for a in &names {
        let others = names
            .iter()
            .filter(|b| a.surname == b.surname && a.hangul.original() != b.hangul.original());
        for b in others {
            n_other += 1;
            n_joined += usize::from(is_same(a, b));
        }
    }
    Ok(vec![
        Figure::new(found, share(n_found, names.len()), "", targets.0),
        Figure::new(joined, percent(n_joined, n_other), "%", targets.1),
    ])
}

impl Korean {
    fn read(row: &Value) -> Result<Self> {
        let text = |key: &str| {
            let value = row.get(key).and_then(Value::as_str);
            value.with_context(|| format!("a Korean name has no `{key}`"))
        };
        let name = |key: &str| anyhow::Ok(PreparedName::new(NameKind::Person, text(key)?));
        Ok(Self {
            surname: text("lastNameHangul")?.to_owned(),
            hangul: name("fullNameHangul")?,
            latin: name("fullNameRomanized")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_weighs_what_is_missed_and_what_is_too_much() {
        let pairs = [(true, true), (true, false), (false, true), (false, false)];
        assert!((f1(pairs.into_iter()) - 0.5).abs() < 1e-9);
        assert!(f1(std::iter::empty()).abs() < 1e-9);
    }
}
