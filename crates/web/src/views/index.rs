//! The list of cases.

use bongsu_model::Case;

use crate::words;

/// The list of cases of one folder.
#[derive(Debug)]
pub(crate) struct IndexView {
    pub(crate) holders: String,
    pub(crate) n_cases: String,
    pub(crate) rows: Vec<IndexRow>,
}

/// One case in the list.
#[derive(Debug)]
pub(crate) struct IndexRow {
    pub(crate) href: String,
    pub(crate) id: String,
    pub(crate) score: String,
    pub(crate) kind: &'static str,
    pub(crate) state: &'static str,
    pub(crate) title: String,
    pub(crate) subject: String,
    pub(crate) whom: String,
    pub(crate) last_day: String,
    pub(crate) last_finding: String,
}

impl IndexView {
    pub(crate) fn new(cases: &[Case]) -> Self {
        let mut holders: Vec<String> = cases
            .iter()
            .map(|case| words::or_unknown(&case.holder))
            .collect();
        holders.sort();
        holders.dedup();
        Self {
            holders: holders.join(", "),
            n_cases: words::plural(cases.len() as u64, "case"),
            rows: cases.iter().map(IndexRow::new).collect(),
        }
    }
}

impl IndexRow {
    fn new(case: &Case) -> Self {
        Self {
            // Without the dot, an id with a colon could be read as a scheme.
            href: format!("./{}", words::page_file_name(&case.id)),
            id: case.id.to_string(),
            score: words::decibans(case.score.total),
            kind: words::kind(case.kind),
            state: words::state(case.state),
            title: words::or_unknown(&case.title),
            subject: words::or_unknown(&case.subject),
            whom: words::or_unknown(&case.whom.headline),
            last_day: case
                .last_day
                .map_or_else(|| "none".to_owned(), |day| day.to_string()),
            last_finding: case.last_finding.to_string(),
        }
    }
}
