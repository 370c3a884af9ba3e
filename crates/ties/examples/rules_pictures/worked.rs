//! The worked examples of `docs/rules.md`: small registers with invented names, and what the code says of them.

use std::collections::BTreeMap;
use std::error::Error;

use bongsu_model::{Certainty, Day, RowRef, ShareRange};
use bongsu_ties::{
    Directness, Force, Interest, InterestKind, Node, Organisation, PartyKind, Register, RuleBook,
    TieGraph,
};

use crate::draw::{Arrow, Border, Box, picture, times};

/// An example as it is shown.
pub(crate) struct Worked {
    pub(crate) name: &'static str,
    pub(crate) picture: String,
    /// What the page must say, word for word.
    pub(crate) lines: Vec<String>,
}

type Failed = std::boxed::Box<dyn Error>;

/// Party, name, column, row.
type Place = (&'static str, &'static str, f64, f64);

/// Holder, subject, lower and upper percent, kind.
type Held = (&'static str, &'static str, f64, f64, InterestKind);

const SHARES: InterestKind = InterestKind::Shareholding;

struct Sketch {
    title: &'static str,
    places: Vec<Place>,
    held: Vec<Held>,
    arrangements: Vec<&'static str>,
}

/// All of them, in the order of the page.
pub(crate) fn all() -> Result<Vec<Worked>, Failed> {
    Ok(vec![
        majority()?,
        joint()?,
        statutory()?,
        largest()?,
        cascade()?,
        affiliates()?,
        integrated()?,
    ])
}

fn day() -> Result<Day, Failed> {
    Day::from_ymd(2026, 11, 23).ok_or_else(|| "no such day".into())
}

fn majority() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "Majority control: pieces held through controlled parties add up",
        places: vec![
            ("rival", "Rival Display", 1.0, 0.0),
            ("holding", "Lotus Holding", 0.0, 1.0),
            ("bank", "Old Bank", 2.0, 1.0),
            ("safety", "Haedong Ship Safety", 1.0, 2.0),
            ("sensor", "Namsan Sensor", 0.0, 2.0),
        ],
        held: vec![
            ("rival", "holding", 60.0, 60.0, SHARES),
            ("rival", "safety", 25.0, 25.0, SHARES),
            ("holding", "safety", 30.0, 30.0, SHARES),
            ("bank", "safety", 45.0, 45.0, SHARES),
            ("holding", "sensor", 45.0, 62.0, SHARES),
        ],
        arrangements: vec![],
    };
    sketch.control("majority", "majority", "rival")
}

fn joint() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "Two halves: joint control, and nobody controls alone",
        places: vec![
            ("rival", "Rival Display", 0.0, 0.0),
            ("partner", "Partner Glass", 1.0, 0.0),
            ("venture", "Venture Panel", 0.5, 1.0),
        ],
        held: vec![
            ("rival", "venture", 50.0, 50.0, SHARES),
            ("partner", "venture", 50.0, 50.0, SHARES),
        ],
        arrangements: vec![],
    };
    let graph = sketch.graph()?;
    let book = RuleBook::built_in()?;
    let rule = book
        .on("majority", day()?)?
        .control(day()?)
        .ok_or("no control")?;
    let venture = graph.node("venture").ok_or("no such party")?;
    let found = graph.joint_control(venture, &rule).ok_or("not joint")?;
    let holders: Vec<&str> = found.holders.iter().map(|one| graph.name(one.0)).collect();
    let alone = graph.controllers(venture, &rule);
    let line = format!(
        "{} is controlled jointly by {}; alone by {}",
        graph.name(venture),
        holders.join(" and "),
        alone.first().map_or("nobody", |one| graph.name(one.node))
    );
    let said = BTreeMap::from([("venture", ("joint control".to_owned(), Border::Possible))]);
    Ok(sketch.worked("joint", &said, "", vec![line]))
}

fn statutory() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "The Korean decree: convertibles, an appointed board and an arrangement count together",
        places: vec![
            ("fund", "East Fund", 1.0, 0.0),
            ("front", "Pine Trading", 0.0, 1.0),
            ("family", "Voting agreement", 2.0, 1.0),
            ("cell", "Hanbit Cell", 1.0, 2.0),
        ],
        held: vec![
            ("fund", "front", 60.0, 60.0, InterestKind::Appointment),
            ("fund", "family", 40.0, 40.0, SHARES),
            ("fund", "cell", 10.0, 10.0, SHARES),
            ("fund", "cell", 15.0, 15.0, InterestKind::Convertible),
            ("front", "cell", 15.0, 15.0, SHARES),
            ("family", "cell", 10.0, 10.0, SHARES),
        ],
        arrangements: vec!["family"],
    };
    sketch.control("statutory", "statutory", "fund")
}

fn largest() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "The Korean decree: the largest holder with registered influence",
        places: vec![
            ("fund", "East Fund", 1.4, 0.0),
            ("first", "Baekdu Founder", 0.0, 0.0),
            ("cell", "Hanbit Cell", 0.3, 1.0),
            ("sensor", "Namsan Sensor", 2.2, 1.0),
        ],
        held: vec![
            ("fund", "cell", 42.0, 42.0, SHARES),
            ("first", "cell", 38.0, 38.0, SHARES),
            ("fund", "cell", 0.0, 100.0, InterestKind::Influence),
            ("fund", "sensor", 30.0, 30.0, SHARES),
            ("fund", "sensor", 0.0, 100.0, InterestKind::Influence),
        ],
        arrangements: vec![],
    };
    sketch.control("statutory", "largest", "fund")
}

fn cascade() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "Half in aggregate: each step all or nothing, not a product",
        places: vec![
            ("first", "Listed One", 0.0, 0.0),
            ("second", "Listed Two", 1.0, 0.0),
            ("trading", "Delta Trading", 0.5, 1.0),
            ("shipping", "Delta Shipping", 0.0, 2.0),
            ("chips", "Delta Chips", 1.0, 2.0),
        ],
        held: vec![
            ("first", "trading", 25.0, 25.0, SHARES),
            ("second", "trading", 25.0, 25.0, SHARES),
            ("trading", "shipping", 50.0, 50.0, SHARES),
            ("trading", "chips", 49.0, 49.0, SHARES),
        ],
        arrangements: vec![],
    };
    let graph = sketch.graph()?;
    let book = RuleBook::built_in()?;
    let rule = book
        .on("cascade", day()?)?
        .cascade(day()?)
        .ok_or("no cascade")?;
    let listed: Vec<Node> = ["first", "second"]
        .iter()
        .filter_map(|id| graph.node(id))
        .collect();
    let found: BTreeMap<Node, Certainty> = graph
        .cascade(&listed, &rule)
        .into_iter()
        .map(|one| (one.node, one.certainty))
        .collect();
    let mut said = BTreeMap::new();
    let mut lines = Vec::new();
    for (id, ..) in &sketch.places {
        let node = graph.node(id).ok_or("no such party")?;
        if listed.contains(&node) {
            said.insert(*id, ("listed".to_owned(), Border::Asked));
        } else if let Some(certainty) = found.get(&node) {
            lines.push(format!("{} is reached: {certainty}", graph.name(node)));
            said.insert(
                *id,
                (format!("reached: {certainty}"), border(Some(*certainty))),
            );
        } else {
            lines.push(format!("{} is not reached", graph.name(node)));
            said.insert(*id, ("not reached".to_owned(), Border::None));
        }
    }
    Ok(sketch.worked("cascade", &said, "", lines))
}

fn affiliates() -> Result<Worked, Failed> {
    let book = RuleBook::built_in()?;
    let mut lines = Vec::new();
    let mut spans = Vec::new();
    for (from, text, ends) in [
        ((2025, 9, 28), "2025-09-28", (0.0, 0.14)),
        ((2025, 9, 29), "2025-09-29", (0.15, 0.40)),
        ((2025, 11, 10), "2025-11-10", (0.41, 0.69)),
        ((2026, 11, 10), "2026-11-10", (0.70, 1.0)),
    ] {
        let day = Day::from_ymd(from.0, from.1, from.2).ok_or("no such day")?;
        let (word, border) = match book.on("affiliates", day).map(|rule| rule.force(day)) {
            Ok(Force::InForce) => ("in force", Border::Certain),
            Ok(Force::Unknown(_)) => ("not sure", Border::Possible),
            Ok(Force::NotInForce(_)) | Err(_) => ("not in force", Border::None),
        };
        lines.push(format!("on {text}: {word}"));
        let since = if ends.0 > 0.0 {
            format!("from {text}")
        } else {
            "before".to_owned()
        };
        spans.push((format!("{word}\n{since}"), ends.0, ends.1, border));
    }
    Ok(Worked {
        name: "affiliates",
        picture: times(
            "The affiliates rule: in force, suspended, brought back",
            &spans,
        ),
        lines,
    })
}

fn integrated() -> Result<Worked, Failed> {
    let sketch = Sketch {
        title: "Integrated ownership: a circle is solved, and those outside own all of it",
        places: vec![
            ("x", "Owner X", 0.0, 0.0),
            ("y", "Owner Y", 1.0, 0.0),
            ("a", "Ring A", 0.0, 1.0),
            ("b", "Ring B", 1.0, 1.0),
            ("c", "Plant C", 0.0, 2.0),
        ],
        held: vec![
            ("x", "a", 50.0, 50.0, SHARES),
            ("y", "b", 50.0, 50.0, SHARES),
            ("a", "b", 50.0, 50.0, SHARES),
            ("b", "a", 50.0, 50.0, SHARES),
            ("a", "c", 60.0, 80.0, SHARES),
        ],
        arrangements: vec![],
    };
    let graph = sketch.graph()?;
    let book = RuleBook::built_in()?;
    let rule = book
        .on("integrated", day()?)?
        .integrated(day()?)
        .ok_or("no measure")?;
    let x = graph.node("x").ok_or("no such party")?;
    let mut said = BTreeMap::from([("x", ("asked about".to_owned(), Border::Asked))]);
    let mut lines = Vec::new();
    for one in graph.integrated_of(x, &rule).shares {
        lines.push(format!(
            "Owner X owns {} of {}",
            one.share,
            graph.name(one.company)
        ));
        let id = sketch
            .places
            .iter()
            .find(|place| place.0 == graph.id(one.company));
        if let Some((id, ..)) = id {
            said.insert(*id, (format!("of X: {}", one.share), Border::Certain));
        }
    }
    Ok(sketch.worked("integrated", &said, "", lines))
}

impl Sketch {
    fn graph(&self) -> Result<TieGraph, Failed> {
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
    fn control(
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

    fn worked(
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

const fn border(certainty: Option<Certainty>) -> Border {
    match certainty {
        Some(Certainty::Certain) => Border::Certain,
        Some(Certainty::Possible) => Border::Possible,
        Some(Certainty::Unknown) | None => Border::None,
    }
}
