//! Parts of the sample cases with boring defaults.

use bongsu_model::{
    Case, CaseKind, CaseState, Checked, Deciban, EdgeKind, Fact, Family, FindingId, Marker,
    NextStep, Pair, ParseIdError, PathEdge, PathNode, RowRange, Score, Section, Term, Unknown,
};

use super::LAST_DAY;

pub(super) fn blank(id: &str, kind: CaseKind, title: &str) -> Result<Case, ParseIdError> {
    Ok(Case {
        id: id.parse()?,
        kind,
        subject: match kind {
            CaseKind::Person => "pers_7q4k".into(),
            CaseKind::Cohort => "Cathode Process → Tianhe Cell Holding".into(),
            CaseKind::Organisation => "vpn2.hanbit.example".into(),
        },
        state: CaseState::Open,
        people: Vec::new(),
        title: title.into(),
        holder: "Hanbit Energy".into(),
        first_finding: LAST_DAY.plus(-41),
        last_finding: LAST_DAY.plus(3),
        last_day: Some(LAST_DAY),
        until: None,
        scheme: "leaver".into(),
        channel: "removable".into(),
        sector: "battery".into(),
        score: Score::default(),
        who: Section::default(),
        what: Section::default(),
        whom: Section::default(),
        timeline: None,
        paths: Vec::new(),
        facts: Vec::new(),
        innocent: Vec::new(),
        unknown: Vec::new(),
        next_steps: Vec::new(),
    })
}

pub(super) fn terms(facts: &[Fact], families: &[Family]) -> Vec<Term> {
    let pairs = facts.iter().zip(families);
    pairs
        .map(|(fact, family)| Term {
            label: fact
                .detector
                .rsplit('.')
                .next()
                .unwrap_or_default()
                .replace('-', " "),
            family: Some(*family),
            weight: fact.weight,
            finding: Some(fact.finding.clone()),
            counted: false,
        })
        .collect()
}

pub(super) fn fact(
    detector: &str,
    text: &str,
    (from, to): (i32, i32),
    weight: f64,
) -> Result<Fact, ParseIdError> {
    let finding: FindingId = format!("find_{}", detector.replace('.', "-")).parse()?;
    let rows = |source: &str, first: u64, last: u64| RowRange {
        source: source.into(),
        first,
        last,
    };
    let n_ranges = weight as u64 / 2;
    let refs = (1..n_ranges)
        .map(|at| rows("3f9a12c45d01", at * 88_102, at * 88_102 + 438))
        .collect();
    Ok(Fact {
        finding,
        detector: detector.into(),
        text: text.into(),
        from: LAST_DAY.plus(from),
        to: LAST_DAY.plus(to),
        weight: Deciban(weight),
        refs,
    })
}

pub(super) fn section(headline: &str, pairs: &[(&str, &str)]) -> Section {
    let pairs = pairs.iter().map(|(label, value)| Pair {
        label: (*label).into(),
        value: (*value).into(),
    });
    Section {
        headline: headline.into(),
        pairs: pairs.collect(),
    }
}

pub(super) fn node(name: &str, role: &str) -> PathNode {
    PathNode {
        name: name.into(),
        role: role.into(),
    }
}

pub(super) fn edge(
    (from, to): (usize, usize),
    kind: EdgeKind,
    label: &str,
    since: &str,
) -> PathEdge {
    let refs = vec![RowRange {
        source: "c1b2a3948576".into(),
        first: 71,
        last: 71,
    }];
    PathEdge {
        from,
        to,
        kind,
        label: label.into(),
        since: since.into(),
        refs,
    }
}

pub(super) fn marker(offset: i32, label: &str) -> Marker {
    Marker {
        day: LAST_DAY.plus(offset),
        label: label.into(),
    }
}

pub(super) fn checked(question: &str, answer: &str, speaks_against: bool) -> Checked {
    Checked {
        question: question.into(),
        answer: answer.into(),
        speaks_against,
        refs: Vec::new(),
    }
}

pub(super) fn unknown(what: &str, ask: &str) -> Unknown {
    Unknown {
        what: what.into(),
        ask: ask.into(),
    }
}

pub(super) fn step(step: &str, owner: &str, due: &str) -> NextStep {
    NextStep {
        step: step.into(),
        owner: owner.into(),
        due: due.into(),
    }
}
