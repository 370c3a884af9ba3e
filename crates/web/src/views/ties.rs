//! The paths: a picture for each party they lead to, and each tie in a table.

use bongsu_model::{Case, CaseKind, EdgeKind, Path, PathEdge};

use super::case::RowsView;
use crate::pictures;
use crate::words;

/// The paths of a case.
#[derive(Debug)]
pub(crate) struct TiesView {
    pub(crate) heading: &'static str,
    pub(crate) figures: Vec<String>,
    /// Says how many paths are in the table only; empty where all are drawn.
    pub(crate) left_out: String,
    pub(crate) paths: Vec<PathView>,
}

/// One path.
#[derive(Debug)]
pub(crate) struct PathView {
    /// `certain`, `possible` or `unknown`.
    pub(crate) certainty: &'static str,
    /// From whom to whom.
    pub(crate) ends: String,
    /// How sure, by what rule, as of when, how far the register reaches.
    pub(crate) basis: String,
    pub(crate) ties: Vec<TieView>,
}

/// One tie of a path.
#[derive(Debug)]
pub(crate) struct TieView {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) label: String,
    pub(crate) since: String,
    pub(crate) kind: &'static str,
    pub(crate) rows: RowsView,
}

impl TiesView {
    /// The view, without paths where none is recorded; `None` where a case cannot have one.
    pub(crate) fn new(case: &Case) -> Option<Self> {
        if case.paths.is_empty() && case.kind == CaseKind::Organisation {
            return None;
        }
        Some(Self::of_paths(words::ties_heading(case), &case.paths))
    }

    /// The view of paths by themselves.
    pub(crate) fn of_paths(heading: &'static str, paths: &[Path]) -> Self {
        let figures = pictures::ties(paths, "ties");
        let n_left_out: usize = figures.iter().map(|figure| figure.n_left_out).sum();
        let left_out = if n_left_out == 0 {
            String::new()
        } else {
            format!(
                "{} more, listed below.",
                words::plural(n_left_out as u64, "path")
            )
        };
        Self {
            heading,
            figures: figures.into_iter().map(|figure| figure.svg).collect(),
            left_out,
            paths: paths.iter().map(PathView::new).collect(),
        }
    }
}

impl PathView {
    fn new(path: &Path) -> Self {
        let name = |at: usize| {
            path.nodes
                .get(at)
                .map_or_else(|| "not known".into(), |node| words::or_unknown(&node.name))
        };
        let last = path.nodes.len().saturating_sub(1);
        Self {
            certainty: words::certainty(path.certainty),
            ends: format!("{} → {}", name(0), name(last)),
            basis: words::basis(path),
            ties: path
                .edges
                .iter()
                .map(|edge| TieView::new(edge, &name))
                .collect(),
        }
    }
}

impl TieView {
    fn new(edge: &PathEdge, name: &dyn Fn(usize) -> String) -> Self {
        Self {
            from: name(edge.from),
            to: name(edge.to),
            label: words::or_unknown(&edge.label),
            since: if edge.since.is_empty() && edge.kind != EdgeKind::Soft {
                "date not known".into()
            } else {
                words::visible(&edge.since)
            },
            kind: words::edge_kind(edge.kind),
            rows: RowsView::new(&edge.refs),
        }
    }
}
