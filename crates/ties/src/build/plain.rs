//! Plain edges: who holds how much of whom, without names, dates or rows.

use bongsu_model::{RowRef, ShareRange};

use crate::graph::{At, Edge, Span, TieGraph};
use crate::ids::Ids;
use crate::issue::Issue;
use crate::register::{Directness, InterestKind};
use crate::shares::parts;

use super::{check, rows};

/// Plain edges, gathered as a graph keeps them: each id once, nothing kept twice on the way.
///
/// ```
/// use bongsu_model::ShareRange;
/// use bongsu_ties::PlainEdges;
///
/// let mut edges = PlainEdges::default();
/// edges.push("a", "b", ShareRange::exact(0.6)?);
/// let (graph, issues) = edges.graph();
/// assert_eq!((graph.n_parties(), graph.n_interests(), issues.len()), (2, 1, 0));
/// # Ok::<(), bongsu_model::ShareError>(())
/// ```
#[derive(Debug, Default)]
pub struct PlainEdges {
    ids: Ids,
    edges: Vec<Edge>,
    own: Vec<Edge>,
    n: u32,
    issues: Vec<Issue>,
}

impl PlainEdges {
    /// Ids numbered elsewhere, to be used with [`PlainEdges::push_numbered`].
    pub fn of(ids: Ids) -> Self {
        Self {
            ids,
            ..Self::default()
        }
    }

    /// Adds an edge: holder, subject, share from 0 to 1.
    pub fn push(&mut self, holder: &str, subject: &str, share: ShareRange) {
        let (holder, subject) = (self.ids.place(holder), self.ids.place(subject));
        self.push_numbered(holder, subject, share);
    }

    /// Adds an edge between numbered ids; one with a number that is not known is left out and reported.
    pub fn push_numbered(&mut self, holder: u32, subject: u32, share: ShareRange) {
        self.n = self.n.saturating_add(1);
        let row = self.n;
        if let Some(number) = [holder, subject]
            .into_iter()
            .find(|number| self.ids.get(*number).is_none())
        {
            self.issues.push(Issue::NoSuchNumber {
                number,
                at: row_ref(row),
            });
            return;
        }
        let edge = Edge {
            holder,
            subject,
            min: parts(share.min()) as u32,
            max: parts(share.max()) as u32,
            span: Span::new(None, None),
            at: At { source: 0, row },
            kind: InterestKind::Shareholding,
            directness: Directness::Direct,
        };
        if holder == subject {
            self.issues.push(Issue::HoldsItself {
                id: self.ids.get(subject).unwrap_or("").to_owned(),
                share: share.to_string(),
                at: row_ref(row),
            });
            self.own.push(edge);
        } else {
            self.edges.push(edge);
        }
    }

    /// How many edges were added.
    pub const fn len(&self) -> usize {
        self.n as usize
    }

    /// Whether none was added.
    pub const fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// The graph, with everything that is wrong in the edges.
    pub fn graph(self) -> (TieGraph, Vec<Issue>) {
        let order = rows::order(self.ids.len(), &self.edges);
        let edges = rows::arrange(self.edges, order);
        let mut graph = rows::graph(self.ids, edges, self.own);
        graph.sources.push(EDGES.to_owned());
        let mut issues = self.issues;
        issues.extend(check::check(&graph));
        (graph, issues)
    }
}

impl TieGraph {
    /// Builds a graph from plain edges (holder, subject, share from 0 to 1), without names, dates or rows.
    pub fn from_edges<'a>(
        edges: impl IntoIterator<Item = (&'a str, &'a str, ShareRange)>,
    ) -> (Self, Vec<Issue>) {
        let mut plain = PlainEdges::default();
        for (holder, subject, share) in edges {
            plain.push(holder, subject, share);
        }
        plain.graph()
    }

    /// Builds a graph from edges between numbered ids, which are taken over and not copied.
    pub fn from_numbered(
        ids: Ids,
        edges: impl IntoIterator<Item = (u32, u32, ShareRange)>,
    ) -> (Self, Vec<Issue>) {
        let edges = edges.into_iter();
        let mut plain = PlainEdges::of(ids);
        plain.edges.reserve_exact(edges.size_hint().0);
        for (holder, subject, share) in edges {
            plain.push_numbered(holder, subject, share);
        }
        plain.graph()
    }
}

/// The name of the source of plain edges.
const EDGES: &str = "edges";

fn row_ref(row: u32) -> RowRef {
    RowRef {
        source: EDGES.to_owned(),
        row: u64::from(row),
    }
}
