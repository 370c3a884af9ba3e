//! Precision, recall and granularity over characters, as PAN measures them (macro averages).

use std::fmt;
use std::ops::Range;

use bongsu_content::{Match, Number};

/// A passage that two texts share, in characters: as it is, or as it was detected.
pub(crate) struct Place {
    pub(crate) source: Number,
    pub(crate) here: Range<u32>,
    pub(crate) there: Range<u32>,
}

/// Every passage that was found.
pub(crate) fn detections(matches: &[Match]) -> Vec<Place> {
    let places = |found: &Match| -> Vec<Place> {
        let place = |passage: &bongsu_content::Passage| Place {
            source: found.text,
            here: passage.here.clone(),
            there: passage.there.clone(),
        };
        found.passages.iter().map(place).collect()
    };
    matches.iter().flat_map(places).collect()
}

/// The figure, summed up text by text.
#[derive(Clone, Default)]
pub(crate) struct Plagdet {
    recall: f64,
    n_cases: f64,
    precision: f64,
    n_detections: f64,
    n_detecting: f64,
    n_detected: f64,
}

impl Plagdet {
    /// The cases of one text, and what was detected in it.
    pub(crate) fn add(&mut self, cases: &[Place], detections: &[Place]) {
        for case in cases {
            let size = case.here.len() + case.there.len();
            let mut here = vec![false; case.here.len()];
            let mut there = vec![false; case.there.len()];
            let mut n_detecting = 0.0;
            for detection in detections.iter().filter(|found| detects(found, case)) {
                mark(&mut here, &detection.here, &case.here);
                mark(&mut there, &detection.there, &case.there);
                n_detecting += 1.0;
            }
            let n_marked = n_true(&here) + n_true(&there);
            self.recall += n_marked as f64 / size.max(1) as f64;
            self.n_cases += 1.0;
            if n_detecting > 0.0 {
                self.n_detecting += n_detecting;
                self.n_detected += 1.0;
            }
        }
        for detection in detections {
            let mut here = vec![false; detection.here.len()];
            let mut there = vec![false; detection.there.len()];
            for case in cases.iter().filter(|case| detects(detection, case)) {
                mark(&mut here, &case.here, &detection.here);
                mark(&mut there, &case.there, &detection.there);
            }
            let size = (here.len() + there.len()).max(1);
            self.precision += (n_true(&here) + n_true(&there)) as f64 / size as f64;
            self.n_detections += 1.0;
        }
    }

    fn precision(&self) -> f64 {
        self.precision / self.n_detections.max(1.0)
    }

    fn recall(&self) -> f64 {
        self.recall / self.n_cases.max(1.0)
    }

    fn granularity(&self) -> f64 {
        if self.n_detected > 0.0 {
            self.n_detecting / self.n_detected
        } else {
            1.0
        }
    }

    fn score(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        f1 / (1.0 + self.granularity()).log2()
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.recall += other.recall;
        self.n_cases += other.n_cases;
        self.precision += other.precision;
        self.n_detections += other.n_detections;
        self.n_detecting += other.n_detecting;
        self.n_detected += other.n_detected;
    }
}

impl fmt::Display for Plagdet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "plagdet {:.3} (precision {:.3}, recall {:.3}, granularity {:.3})",
            self.score(),
            self.precision(),
            self.recall(),
            self.granularity(),
        )
    }
}

/// Whether a detection is of a case: they overlap on both sides.
fn detects(detection: &Place, case: &Place) -> bool {
    let overlap = |left: &Range<u32>, right: &Range<u32>| {
        left.start.max(right.start) < left.end.min(right.end)
    };
    detection.source == case.source
        && overlap(&detection.here, &case.here)
        && overlap(&detection.there, &case.there)
}

/// Marks what `found` covers of `all`.
fn mark(marks: &mut [bool], found: &Range<u32>, all: &Range<u32>) {
    let first = found.start.max(all.start) - all.start;
    let end = found.end.min(all.end).saturating_sub(all.start);
    if let Some(marks) = marks.get_mut(first as usize..end as usize) {
        marks.fill(true);
    }
}

fn n_true(marks: &[bool]) -> usize {
    marks.iter().filter(|marked| **marked).count()
}
