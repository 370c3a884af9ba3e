//! An index of a million made names: building, loading, size, and questions to it.

use std::time::Instant;

use anyhow::Result;
use bongsu_names::{NameIndex, NameKind, PreparedName};

use super::super::figure::{Figure, Target};
use super::made::Maker;
use super::{CoreSeconds, share};

const NAMES: usize = 1_000_000;

/// Every so-manieth name is looked up.
const EVERY: usize = 2_000;

/// Builds the index, takes it through bytes as a file would, and asks it for some of its names.
pub(super) fn measure() -> Result<Vec<Figure>> {
    let mut maker = Maker::new(40);
    let names: Vec<String> = (0..NAMES).map(|_| maker.name()).collect();
    let started = Instant::now();
    let index = NameIndex::build(
        NameKind::Organisation,
        (0..).zip(names.iter().map(String::as_str)),
    );
    let building = started.elapsed().as_secs_f64();
    let bytes = index.as_bytes().to_vec();
    let size = bytes.len() as f64 / NAMES as f64;
    drop(index);
    let started = Instant::now();
    let index = NameIndex::from_bytes(bytes)?;
    let loading = started.elapsed().as_secs_f64();
    let asked: Vec<(usize, PreparedName)> = names
        .iter()
        .enumerate()
        .step_by(EVERY)
        .map(|(at, name)| (at, PreparedName::new(NameKind::Organisation, name)))
        .collect();
    let clock = CoreSeconds::start();
    let is_found = |(at, name): &&(usize, PreparedName)| {
        let found = index.candidates(name, 50);
        found
            .iter()
            .any(|key| names.get(*key as usize) == names.get(*at))
    };
    let n_found = asked.iter().filter(is_found).count();
    let each = clock.seconds() * 1e3 / asked.len().max(1) as f64;
    Ok(vec![
        Figure::new(
            "index of 1 M made names, built",
            building,
            "s",
            Target::None,
        ),
        Figure::new(
            "index of 1 M made names, loaded",
            loading,
            "s",
            Target::AtMost(2.0),
        ),
        Figure::new(
            "index of 1 M made names",
            size,
            "bytes a name",
            Target::AtMost(400.0),
        ),
        Figure::new("50 candidates of 1 M names", each, "ms", Target::None),
        Figure::new(
            "names of 1 M found by themselves",
            share(n_found, asked.len()),
            "",
            Target::None,
        ),
    ])
}
