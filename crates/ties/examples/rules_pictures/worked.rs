//! The worked examples of `docs/rules.md`: small registers with invented names, and what the code says of them.

use std::collections::BTreeMap;

use bongsu_model::{Certainty, Day};
use bongsu_ties::{Force, InterestKind, Node, RuleBook};

use crate::draw::{Border, times};
use crate::sketch::{Failed, SHARES, Sketch, Worked, border, day};

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
