//! The case page.

use bongsu_model::{Case, Checked, Day, Fact, RowRange, Section, Term};

use super::ties::TiesView;
use super::timeline::TimelineView;
use super::weights::WeightsView;
use crate::words;

/// Row references shown beside a fact, and at most in the list that unfolds.
const ROWS_SHOWN: usize = 3;
const ROWS_LISTED: usize = 400;

/// A case, ready to be placed on the page.
#[derive(Debug)]
pub(crate) struct CaseView {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: &'static str,
    pub(crate) state: &'static str,
    pub(crate) holder: String,
    pub(crate) first_finding: String,
    pub(crate) counted_as: String,
    pub(crate) next: Option<StepView>,
    pub(crate) score: String,
    /// The colour of the score: `beyond` where the evidence outweighs the prior.
    pub(crate) score_class: &'static str,
    pub(crate) sections: Vec<SectionView>,
    pub(crate) timeline: Option<TimelineView>,
    pub(crate) ties: Option<TiesView>,
    pub(crate) weights: WeightsView,
    pub(crate) facts: Vec<FactView>,
    /// What `when` counts from.
    pub(crate) zero: Option<String>,
    pub(crate) innocent: Vec<CheckedView>,
    pub(crate) unknown: Vec<UnknownView>,
    pub(crate) steps: Vec<StepView>,
}

/// One of the three columns.
#[derive(Debug)]
pub(crate) struct SectionView {
    pub(crate) heading: &'static str,
    pub(crate) headline: String,
    pub(crate) pairs: Vec<(String, String)>,
}

/// A row of the table of facts.
#[derive(Debug)]
pub(crate) struct FactView {
    pub(crate) text: String,
    pub(crate) origin: String,
    pub(crate) when: String,
    pub(crate) dates: String,
    pub(crate) weight: String,
    pub(crate) counted: bool,
    pub(crate) rows: RowsView,
}

/// Row references: a few in sight, the rest unfolds.
#[derive(Debug)]
pub(crate) struct RowsView {
    pub(crate) shown: Vec<String>,
    /// What unfolds, and the line that says so; empty where all are in sight.
    pub(crate) more: Vec<String>,
    pub(crate) more_label: String,
}

/// An innocent explanation that was checked.
#[derive(Debug)]
pub(crate) struct CheckedView {
    pub(crate) question: String,
    pub(crate) answer: String,
    pub(crate) speaks_against: bool,
    pub(crate) rows: RowsView,
}

/// Something that is not known.
#[derive(Debug)]
pub(crate) struct UnknownView {
    pub(crate) what: String,
    pub(crate) ask: String,
}

/// Something to do.
#[derive(Debug)]
pub(crate) struct StepView {
    pub(crate) step: String,
    pub(crate) owner: String,
    pub(crate) due: String,
}

impl CaseView {
    pub(crate) fn new(case: &Case) -> Self {
        let zero = words::zero(case);
        let steps: Vec<StepView> = case.next_steps.iter().map(StepView::new).collect();
        Self {
            id: case.id.to_string(),
            title: words::or_unknown(&case.title),
            kind: words::kind(case.kind),
            state: words::state(case.state),
            holder: words::or_unknown(&case.holder),
            first_finding: words::first_finding(case),
            counted_as: words::counted_as(case),
            next: case.next_steps.first().map(StepView::new),
            score: words::decibans(case.score.total),
            score_class: if case.score.total.0 > 0.0 {
                "beyond"
            } else {
                "against"
            },
            sections: sections(case),
            timeline: case.timeline.as_ref().and_then(TimelineView::new),
            ties: TiesView::new(case),
            weights: WeightsView::new(&case.score),
            facts: case
                .facts
                .iter()
                .map(|fact| FactView::new(fact, zero, &case.score.terms))
                .collect(),
            zero: zero.map(|day| day.to_string()),
            innocent: case.innocent.iter().map(CheckedView::new).collect(),
            unknown: case
                .unknown
                .iter()
                .map(|one| UnknownView {
                    what: words::or_unknown(&one.what),
                    ask: words::visible(&one.ask),
                })
                .collect(),
            steps,
        }
    }
}

fn sections(case: &Case) -> Vec<SectionView> {
    let who = SectionView::new("Who", &words::who(case));
    vec![
        who,
        SectionView::new("What", &case.what),
        SectionView::new("To whom", &case.whom),
    ]
}

impl SectionView {
    fn new(heading: &'static str, section: &Section) -> Self {
        let pairs = section.pairs.iter();
        Self {
            heading,
            headline: words::or_unknown(&section.headline),
            pairs: pairs
                .map(|pair| (words::visible(&pair.label), words::or_unknown(&pair.value)))
                .collect(),
        }
    }
}

impl FactView {
    fn new(fact: &Fact, zero: Option<Day>, terms: &[Term]) -> Self {
        Self {
            text: words::or_unknown(&fact.text),
            origin: format!("{} · {}", words::visible(&fact.detector), fact.finding),
            when: words::when(fact.from, fact.to, zero),
            dates: if zero.is_some() {
                words::dates(fact.from, fact.to)
            } else {
                String::new()
            },
            weight: fact.weight.to_string(),
            counted: words::is_counted(fact, terms).unwrap_or(true),
            rows: RowsView::new(&fact.refs),
        }
    }
}

impl RowsView {
    pub(crate) fn new(refs: &[RowRange]) -> Self {
        let text = |range: &RowRange| words::row_range(range);
        if refs.len() <= ROWS_SHOWN + 1 {
            return Self {
                shown: refs.iter().map(text).collect(),
                more: Vec::new(),
                more_label: String::new(),
            };
        }
        let n_rows = refs
            .iter()
            .fold(0_u64, |sum, range| sum.saturating_add(range.n_rows()));
        let more_label = format!(
            "{} more, {} in all",
            refs.len() - ROWS_SHOWN,
            words::plural(n_rows, "row")
        );
        let mut more: Vec<String> = refs
            .iter()
            .skip(ROWS_SHOWN)
            .take(ROWS_LISTED)
            .map(text)
            .collect();
        let left = refs.len().saturating_sub(ROWS_SHOWN + ROWS_LISTED);
        if left > 0 {
            more.push(format!(
                "and {} more in the case as JSON",
                words::count(left as u64)
            ));
        }
        Self {
            shown: refs.iter().take(ROWS_SHOWN).map(text).collect(),
            more,
            more_label,
        }
    }
}

impl CheckedView {
    fn new(checked: &Checked) -> Self {
        Self {
            question: words::or_unknown(&checked.question),
            answer: words::or_unknown(&checked.answer),
            speaks_against: checked.speaks_against,
            rows: RowsView::new(&checked.refs),
        }
    }
}

impl StepView {
    fn new(step: &bongsu_model::NextStep) -> Self {
        Self {
            step: words::or_unknown(&step.step),
            owner: words::or_unknown(&step.owner),
            due: words::or_unknown(&step.due),
        }
    }
}
