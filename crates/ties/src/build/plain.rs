//! Plain edges: who holds how much of whom, without names, dates or rows.

use bongsu_model::{RowRef, ShareRange};

use crate::graph::{At, Edge, Span, TieGraph};
use crate::ids::Ids;
use crate::issue::Issue;
use crate::register::{Directness, InterestKind};
use crate::shares::parts;

use super::numbers::{MOST_DIGITS, Numbers, Places, decimal};
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
    /// Ids that are small whole numbers, as long as no other came.
    numbers: Numbers,
    /// Whether edges are between places of ids; else they are between the numbers that the ids are.
    is_placed: bool,
    /// The places of the numbers that came before anything else did.
    places: Places,
    edges: Vec<Edge>,
    own: Vec<Edge>,
    n: u32,
    issues: Vec<Issue>,
}

impl PlainEdges {
    /// Ids numbered elsewhere, to be used with [`PlainEdges::push_numbered`].
    pub fn of(ids: Ids) -> Self {
        Self {
            is_placed: true,
            ids,
            ..Self::default()
        }
    }

    /// Adds an edge: holder, subject, share from 0 to 1.
    pub fn push(&mut self, holder: &str, subject: &str, share: ShareRange) {
        self.place();
        let (holder, subject) = (self.ids.place(holder), self.ids.place(subject));
        self.push_numbered(holder, subject, share);
    }

    /// Makes room for so many edges.
    pub fn reserve(&mut self, n: usize) {
        self.edges.reserve_exact(n);
    }

    /// Adds an edge between ids that are whole numbers: the same ids as their texts, found without one.
    ///
    /// ```
    /// use bongsu_model::ShareRange;
    /// use bongsu_ties::PlainEdges;
    ///
    /// let mut edges = PlainEdges::default();
    /// edges.push("7", "8", ShareRange::exact(0.6)?);
    /// edges.push_whole(8, 9, ShareRange::exact(0.6)?);
    /// assert_eq!(edges.graph().0.n_parties(), 3);
    /// # Ok::<(), bongsu_model::ShareError>(())
    /// ```
    pub fn push_whole(&mut self, holder: u64, subject: u64, share: ShareRange) {
        if !self.is_placed {
            let marked = [holder, subject].map(|number| self.numbers.mark(number));
            if let [Some(holder), Some(subject)] = marked {
                self.keep(holder, subject, share);
                return;
            }
            self.place();
        }
        let [holder, subject] = [holder, subject].map(|number| {
            let known = self.places.find(number);
            known.unwrap_or_else(|| self.ids.place(decimal(number, &mut [0; MOST_DIGITS])))
        });
        self.keep(holder, subject, share);
    }

    /// Gives each number that came so far its place.
    fn place(&mut self) {
        if std::mem::replace(&mut self.is_placed, true) {
            return;
        }
        let places = std::mem::take(&mut self.numbers).place(&mut self.ids);
        for edge in self.edges.iter_mut().chain(&mut self.own) {
            (edge.holder, edge.subject) = (places.of(edge.holder), places.of(edge.subject));
        }
        self.places = places;
    }

    /// Adds an edge between numbered ids; one with a number that is not known is left out and reported.
    pub fn push_numbered(&mut self, holder: u32, subject: u32, share: ShareRange) {
        self.place();
        let mut ends = [holder, subject].into_iter();
        if let Some(number) = ends.find(|number| self.ids.get(*number).is_none()) {
            self.n = self.n.saturating_add(1);
            self.issues.push(Issue::NoSuchNumber {
                number,
                at: row_ref(self.n),
            });
            return;
        }
        self.keep(holder, subject, share);
    }

    fn keep(&mut self, holder: u32, subject: u32, share: ShareRange) {
        self.n = self.n.saturating_add(1);
        let row = self.n;
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
            let id = if self.is_placed {
                self.ids.get(subject).unwrap_or("").to_owned()
            } else {
                subject.to_string()
            };
            self.issues.push(Issue::HoldsItself {
                id,
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
        let (graph, mut issues) = self.unchecked();
        issues.extend(graph.contradictions());
        (graph, issues)
    }

    /// The graph, with the edges that are wrong by themselves; [`TieGraph::contradictions`] finds what else is.
    pub fn unchecked(mut self) -> (TieGraph, Vec<Issue>) {
        self.place();
        let order = rows::order(self.ids.len(), &self.edges);
        let edges = rows::arrange(self.edges, order);
        let mut graph = rows::graph(self.ids, edges, self.own);
        graph.sources.push(EDGES.to_owned());
        (graph, self.issues)
    }
}

impl TieGraph {
    /// What cannot be: more than the whole of a party in the hands of its holders, and circles.
    pub fn contradictions(&self) -> Vec<Issue> {
        check::check(self)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_texts_are_one_id() {
        for number in [0, 9, 10, 4_294_967_296, u64::MAX] {
            let share = ShareRange::exact(0.6).unwrap();
            let mut edges = PlainEdges::default();
            edges.push_whole(number, 7, share);
            edges.push_whole(number, number, share);
            edges.push(&number.to_string(), "7", share);
            edges.push_whole(7, number, share);
            let (graph, issues) = edges.graph();
            assert_eq!(graph.n_parties(), 2, "{number}");
            assert!(
                issues[0].to_string().contains(&format!("`{number}`")),
                "{}",
                issues[0]
            );
        }
    }
}
