//! How long it takes from nothing to a report.

use std::path::Path;

use anyhow::Result;

use super::figure::{Figure, Target};
use super::site;
use super::text;

/// Runs the demonstration once.
pub(super) fn measure(bongsu: &Path, dir: &Path) -> Result<Vec<Figure>> {
    let done = site::run(bongsu, &["demo", "--dir", &text(&dir.join("demo"))])?;
    let mut figures = vec![Figure::new(
        "demo, from nothing to report",
        done.seconds,
        "s",
        Target::AtMost(30.0),
    )];
    figures.extend(
        done.peak_mib
            .map(|peak| Figure::new("demo, peak memory", peak, "MiB", Target::None)),
    );
    Ok(figures)
}
