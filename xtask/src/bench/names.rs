//! Every figure of names in one table: on labelled pairs, Korean names, a public list and made names, with a peer.
//!
//! The files lie in a folder `shared` beside the checkout; what needs an absent one is not measured and says so.
//! Seconds are those a core spent, where the system counts them, so that another busy program changes little.

use std::path::Path;

use anyhow::Result;

use super::figure::{Figure, Target};

mod flagged;
mod found;
mod labelled;
mod list;
mod made;
mod peer;
mod recall;
mod scale;
mod seconds;
mod shared;

use list::List;
use seconds::CoreSeconds;
use shared::Shared;

/// Measures all of it; `dir` is for what the peer needs.
pub(super) fn measure(root: &Path, dir: &Path) -> Result<Vec<Figure>> {
    let shared = Shared::beside(root);
    let mut figures = labelled::pairs(&shared)?;
    figures.extend(labelled::korean(&shared)?);
    match List::read(&shared)? {
        Ok(list) => {
            figures.extend(flagged::measure(&list));
            figures.extend(recall::measure(&list));
            figures.extend(found::matches(&list));
            figures.extend(found::scan(&list));
        }
        Err(reason) => figures.push(Figure::missing(
            "names against a public list",
            reason,
            Target::None,
        )),
    }
    figures.extend(scale::measure()?);
    figures.extend(peer::measure(root, dir, &shared));
    Ok(figures)
}

/// A share in hundredths, nought of nothing.
fn percent(part: usize, all: usize) -> f64 {
    100.0 * share(part, all)
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
