//! What is registered as protected and as boilerplate: it is subtracted, so it is never found.

use std::collections::BTreeMap;

use bongsu_content::{Number, Prints, Snapshot, hidden, percent, subtracted};
use bongsu_store::StoredDocument;

use super::ContentError;
use super::register::numbers;

/// The share of a text that is registered both ways from which on it is told.
const OPPOSED: f64 = 0.2;

/// Documents that are named; of more their number is told.
const NAMED: usize = 5;

/// What is registered the other way: as boilerplate where this is protected, as protected where this is boilerplate.
pub(super) struct Opposite {
    shelf: Snapshot,
    names: BTreeMap<Number, String>,
}

impl Opposite {
    pub(super) fn new(documents: &[StoredDocument], shelf: Snapshot) -> Self {
        let names = documents.iter().flat_map(|one| {
            let one = &one.document;
            let name = one.name.as_ref().unwrap_or(&one.document);
            numbers(one)
                .into_iter()
                .map(move |number| (number, name.clone()))
        });
        Self {
            names: names.collect(),
            shelf,
        }
    }

    /// Sentences about what is not looked for because of both; what is told does not keep it from being registered.
    pub(super) fn to(
        &self,
        is_protected: bool,
        prints: &[Prints],
    ) -> Result<Vec<String>, ContentError> {
        if is_protected {
            let (mut all, mut lost) = (0.0, 0.0);
            for prints in prints {
                // A file without text counts as one character.
                let length = f64::from(prints.length.max(1));
                all += length;
                lost += length * subtracted(prints, &self.shelf)?;
            }
            let share = if all > 0.0 { lost / all } else { 0.0 };
            return Ok(if share < OPPOSED {
                Vec::new()
            } else {
                vec![format!(
                    "{} of it is registered as boilerplate too and is not found; forget the boilerplate if it is to be",
                    percent(share)
                )]
            });
        }
        let mut hides: BTreeMap<Number, f64> = BTreeMap::new();
        for prints in prints {
            for (number, share) in hidden(prints, &self.shelf)? {
                let most = hides.entry(number).or_default();
                *most = share.max(*most);
            }
        }
        let hides: Vec<(&String, f64)> = hides
            .iter()
            .filter(|(_, share)| **share >= OPPOSED)
            .filter_map(|(number, share)| Some((self.names.get(number)?, *share)))
            .collect();
        let mut said: Vec<String> = hides
            .iter()
            .take(NAMED)
            .map(|(name, share)| {
                format!(
                    "{} of `{name}` is not found any more, which is registered as protected; forget this boilerplate if it is to be",
                    percent(*share)
                )
            })
            .collect();
        let n_more = hides.len().saturating_sub(NAMED);
        if n_more > 0 {
            said.push(format!("so of {n_more} more protected documents"));
        }
        Ok(said)
    }
}
