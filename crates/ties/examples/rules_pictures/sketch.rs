//! A small register with a place for each party, and the picture of what a rule says of it.

use std::collections::BTreeMap;
use std::error::Error;

use bongsu_model::{Certainty, Day, RowRef, ShareRange};
use bongsu_ties::{
    Directness, Interest, InterestKind, Node, Organisation, PartyKind, Register, RuleBook, TieGraph,
};

use crate::draw::{Arrow, Border, Box, picture};

/// An example as it is shown.
pub(crate) struct Worked {
    pub(crate) name: &'static str,
    pub(crate) picture: String,
    /// What the page must say, word for word.
    pub(crate) lines: Vec<String>,
}

pub(crate) type Failed = std::boxed::Box<dyn Error>;

/// Party, name, column, row.
pub(crate) type Place = (&'static str, &'static str, f64, f64);

/// Holder, subject, lower and upper percent, kind.
pub(crate) type Held = (&'static str, &'static str, f64, f64, InterestKind);

pub(crate) const SHARES: InterestKind = InterestKind::Shareholding;

pub(crate) struct Sketch {
    pub(crate) title: &'static str,
    pub(crate) places: Vec<Place>,
    pub(crate) held: Vec<Held>,
    pub(crate) arrangements: Vec<&'static str>,
}

pub(crate) fn day() -> Result<Day, Failed> {
    Day::from_ymd(2026, 11, 23).ok_or_else(|| "no such day".into())
}

impl Sketch {
    pub(crate) fn graph(&self) -> Result<TieGraph, Failed> {
        let at = |row| RowRef {
            source: "example".to_owned(),
            row,
        };
        let organisations = (1..)
            .zip(&self.places)
            .map(|(row, (id, name, ..))| Organisation {
                id: (*id).to_owned(),
                names: vec![(*name).to_owned()],
                kind: if self.arrangements.contains(id) {
                    PartyKind::Arrangement
                } else {
                    PartyKind::Organisation
                },
                at: at(row),
                ..Default::default()
            });
        let mut interests = Vec::new();
        for (row, (holder, subject, min, max, kind)) in (100..).zip(&self.held) {
            interests.push(Interest {
                subject: (*subject).to_owned(),
                holder: Some((*holder).to_owned()),
                kind: *kind,
                directness: Directness::Direct,
                share: ShareRange::new(min / 100.0, max / 100.0)?,
                from: None,
                to: None,
                unknown_reason: None,
                at: at(row),
            });
        }
        let register = Register {
            organisations: organisations.collect(),
            interests,
            ..Default::default()
        };
        Ok(TieGraph::build(register).0)
    }

    /// What one party controls.
    pub(crate) fn control(
        &self,
        rule: &str,
        name: &'static str,
        asked: &'static str,
    ) -> Result<Worked, Failed> {
        let graph = self.graph()?;
        let book = RuleBook::built_in()?;
        let rule = book
            .on(rule, day()?)?
            .control(day()?)
            .ok_or("no rule of control")?;
        let node = graph.node(asked).ok_or("no such party")?;
        let found: BTreeMap<Node, Certainty> = graph
            .controlled_by(node, &rule)
            .into_iter()
            .map(|one| (one.controlled, one.certainty))
            .collect();
        let mut said = BTreeMap::from([(asked, ("asked about".to_owned(), Border::Asked))]);
        let mut lines = Vec::new();
        for (id, ..) in self.places.iter().filter(|place| place.0 != asked) {
            let party = graph.node(id).ok_or("no such party")?;
            let Some(certainty) = found.get(&party) else {
                continue;
            };
            said.insert(
                *id,
                (format!("controlled: {certainty}"), border(Some(*certainty))),
            );
            lines.push(format!(
                "{} controls {}: {certainty}",
                graph.name(node),
                graph.name(party)
            ));
        }
        Ok(self.worked(name, &said, "", lines))
    }

    pub(crate) fn worked(
        &self,
        name: &'static str,
        said: &BTreeMap<&'static str, (String, Border)>,
        otherwise: &str,
        lines: Vec<String>,
    ) -> Worked {
        let boxes: Vec<Box> = self
            .places
            .iter()
            .map(|(id, name, column, row)| {
                let (said, border) = said
                    .get(id)
                    .cloned()
                    .unwrap_or_else(|| (otherwise.to_owned(), Border::None));
                let said = if self.arrangements.contains(id) {
                    "holds for its members".to_owned()
                } else {
                    said
                };
                Box {
                    id,
                    name,
                    said,
                    border,
                    place: (*column, *row),
                }
            })
            .collect();
        let arrows: Vec<Arrow> = self
            .held
            .iter()
            .enumerate()
            .map(|(at, held)| self.arrow(at, held))
            .collect();
        Worked {
            name,
            picture: picture(self.title, &boxes, &arrows),
            lines,
        }
    }

    fn arrow(&self, at: usize, held: &Held) -> Arrow {
        let (from, to, min, max, kind) = *held;
        let share = if min < max {
            format!("{min} to {max} %")
        } else {
            format!("{min} %")
        };
        let label = match kind {
            InterestKind::Appointment => format!("appoints {share} of the board"),
            InterestKind::Convertible => format!("{share} convertible"),
            InterestKind::Influence => "influence".to_owned(),
            _ if self.arrangements.contains(&to) => "member".to_owned(),
            _ => share,
        };
        // Arrows between the same two boxes stand side by side.
        let is_same =
            |other: &Held| (other.0, other.1) == (from, to) || (other.1, other.0) == (from, to);
        let n_same = self.held.iter().filter(|other| is_same(other)).count();
        let place = self
            .held
            .iter()
            .take(at)
            .filter(|other| is_same(other))
            .count();
        let aside = if n_same > 1 {
            (place as f64 - (n_same - 1) as f64 / 2.0) * self.distance(from, to)
        } else {
            0.0
        };
        Arrow {
            from,
            to,
            label,
            is_dotted: matches!(kind, InterestKind::Influence),
            aside,
        }
    }

    /// Beside each other labels need less room than one above the other.
    fn distance(&self, from: &str, to: &str) -> f64 {
        let row = |id: &str| {
            self.places
                .iter()
                .find(|place| place.0 == id)
                .map(|place| place.3)
        };
        if row(from) == row(to) { 28.0 } else { 84.0 }
    }
}

pub(crate) const fn border(certainty: Option<Certainty>) -> Border {
    match certainty {
        Some(Certainty::Certain) => Border::Certain,
        Some(Certainty::Possible) => Border::Possible,
        Some(Certainty::Unknown) | None => Border::None,
    }
}
