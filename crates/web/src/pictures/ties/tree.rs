//! Paths to one party as a tree that converges to the right: what paths share at their end is one node.

use std::collections::BTreeMap;

use bongsu_model::{Certainty, EdgeKind, Path, PathEdge, PathNode};

use crate::words;

/// The longest path drawn in full; the middle of a longer one is folded with a count.
const MAX_NODES: usize = 8;
/// How many nodes stay in front of the fold.
const BEFORE_FOLD: usize = 3;

/// The nodes and edges of a figure.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// From a node to the next on its path.
    pub(super) edges: Vec<Edge>,
    /// Soft ties, and whatever else does not join a node to the next.
    pub(super) arcs: Vec<Edge>,
    pub(super) n_layers: usize,
    pub(super) n_rows: usize,
}

/// A box.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) layer: usize,
    pub(super) row: f64,
    /// For the party at the end: how sure control is.
    pub(super) end: Option<Certainty>,
    pub(super) folded: bool,
    pub(super) n_soft: usize,
}

/// A tie between two nodes; a kind of `None` means that no record joins them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: Option<EdgeKind>,
    pub(super) label: String,
    pub(super) since: String,
}

impl Tree {
    pub(super) fn new(paths: &[&Path]) -> Self {
        let mut chains: Vec<Chain> = paths.iter().map(|path| Chain::new(path)).collect();
        chains.sort_by(|a, b| a.reversed_names().cmp(b.reversed_names()));
        let n_layers = chains
            .iter()
            .map(|chain| chain.nodes.len())
            .max()
            .unwrap_or(0);
        let mut tree = Self {
            n_layers,
            ..Self::default()
        };
        let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for chain in &chains {
            tree.add(chain, &mut known);
        }
        let certainty = paths
            .iter()
            .map(|path| path.certainty)
            .max()
            .unwrap_or(Certainty::Unknown);
        tree.mark_end(certainty);
        tree.place_rows();
        tree
    }

    fn add(&mut self, chain: &Chain, known: &mut BTreeMap<Vec<String>, usize>) {
        let mut places = vec![0; chain.nodes.len()];
        let mut key: Vec<String> = Vec::new();
        for (back, (node, place)) in chain.nodes.iter().zip(&mut places).rev().enumerate() {
            key.push(node.name.clone());
            *place = *known.entry(key.clone()).or_insert_with(|| {
                self.nodes.push(Node {
                    name: words::or_unknown(&node.name),
                    role: words::visible(&node.role),
                    layer: self.n_layers - 1 - back,
                    row: 0.0,
                    end: None,
                    folded: chain.fold == Some(chain.nodes.len() - 1 - back),
                    n_soft: 0,
                });
                self.nodes.len() - 1
            });
        }
        for edge in &chain.edges {
            if let (Some(from), Some(to)) = (places.get(edge.from), places.get(edge.to)) {
                self.join(edge, *from, *to);
            }
        }
        for pair in places.windows(2) {
            if let [from, to] = *pair
                && !self
                    .edges
                    .iter()
                    .any(|edge| edge.from == from && edge.to == to)
            {
                self.edges.push(Edge {
                    from,
                    to,
                    kind: None,
                    label: "not known".into(),
                    since: String::new(),
                });
            }
        }
    }

    fn join(&mut self, edge: &PathEdge, from: usize, to: usize) {
        let joined = Edge {
            from,
            to,
            kind: Some(edge.kind),
            label: words::or_unknown(&edge.label),
            since: words::visible(&edge.since),
        };
        let is_step = edge.to == edge.from + 1 && edge.kind != EdgeKind::Soft;
        let is_free = !self
            .edges
            .iter()
            .any(|other| other.from == from && other.to == to);
        if is_step && is_free {
            self.edges.push(joined);
        } else if from != to && !self.arcs.contains(&joined) && !self.edges.contains(&joined) {
            if let Some(node) = self.nodes.get_mut(from) {
                node.n_soft += 1;
            }
            self.arcs.push(joined);
        }
    }

    /// The first node of the first path is its end: chains are added from the right.
    fn mark_end(&mut self, certainty: Certainty) {
        if let Some(node) = self.nodes.first_mut() {
            node.end = Some(certainty);
        }
    }

    /// A row for each node that nothing leads to; the others stand at the middle of what leads to them.
    fn place_rows(&mut self) {
        let has_child = |at: usize, edges: &[Edge]| edges.iter().any(|edge| edge.to == at);
        let mut next = 0;
        for (at, node) in self.nodes.iter_mut().enumerate() {
            if !has_child(at, &self.edges) {
                node.row = f64::from(next);
                next += 1;
            }
        }
        self.n_rows = usize::try_from(next).unwrap_or(1);
        for layer in 1..self.n_layers {
            for at in 0..self.nodes.len() {
                let rows: Vec<f64> = self
                    .edges
                    .iter()
                    .filter(|edge| edge.to == at)
                    .filter_map(|edge| self.nodes.get(edge.from).map(|node| node.row))
                    .collect();
                if let Some(node) = self.nodes.get_mut(at)
                    && node.layer == layer
                    && !rows.is_empty()
                {
                    node.row = rows.iter().sum::<f64>() / rows.len() as f64;
                }
            }
        }
    }
}

impl Edge {
    /// The tie in words.
    pub(super) fn said(&self) -> String {
        let kind = self.kind.map_or("no record joins them", words::edge_kind);
        let since = if self.since.is_empty() {
            String::new()
        } else {
            format!(", {}", self.since)
        };
        format!("{}{since} ({kind})", self.label)
    }
}

/// A path with its middle folded where it is too long to draw.
#[derive(Debug)]
struct Chain {
    nodes: Vec<PathNode>,
    edges: Vec<PathEdge>,
    fold: Option<usize>,
}

impl Chain {
    fn new(path: &Path) -> Self {
        let n_nodes = path.nodes.len();
        if n_nodes <= MAX_NODES {
            return Self {
                nodes: path.nodes.clone(),
                edges: path.edges.clone(),
                fold: None,
            };
        }
        let n_folded = n_nodes - MAX_NODES + 1;
        let place = |at: usize| match at {
            _ if at < BEFORE_FOLD => at,
            _ if at < BEFORE_FOLD + n_folded => BEFORE_FOLD,
            _ => at + 1 - n_folded,
        };
        let folded = PathNode {
            name: format!("{n_folded} more"),
            role: "listed below".into(),
        };
        let mut nodes: Vec<PathNode> = path.nodes.iter().take(BEFORE_FOLD).cloned().collect();
        nodes.push(folded);
        nodes.extend(path.nodes.iter().skip(BEFORE_FOLD + n_folded).cloned());
        let moved = path
            .edges
            .iter()
            .filter(|edge| edge.from < n_nodes && edge.to < n_nodes);
        let edges = moved
            .map(|edge| PathEdge {
                from: place(edge.from),
                to: place(edge.to),
                ..edge.clone()
            })
            .filter(|edge| edge.from != edge.to)
            .collect();
        Self {
            nodes,
            edges,
            fold: Some(BEFORE_FOLD),
        }
    }

    fn reversed_names(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().rev().map(|node| node.name.as_str())
    }
}
