//! The parties around one or two, few enough for a picture; whoever is left out is counted where it would stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use bongsu_model::Day;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::rule::ControlRule;
use crate::shares::{Parts, WHOLE};
use crate::snapshot::{Holding, holdings_by};

use super::between::plain_edge;
use super::{TieEdge, TieKind};

/// What stands around one or two parties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbourhood {
    /// The parties, those asked about first, then by layer.
    pub parties: Vec<Neighbour>,
    /// What joins them.
    pub edges: Vec<TieEdge>,
    /// Who is left out, by the party it would stand beside.
    pub collapsed: Vec<Collapsed>,
}

/// A party of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Which.
    pub node: Node,
    /// How many steps above the parties asked about; below them negative.
    pub layer: i32,
    /// Whether a way between the parties asked about passes it, or up to who controls them.
    pub is_on_path: bool,
}

/// Parties that are not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collapsed {
    /// Beside whom.
    pub node: Node,
    /// How many.
    pub n: usize,
    /// Whether counting ended before the last.
    pub is_more: bool,
    /// Whether they hold it (above), or it holds or supplies them (below).
    pub is_above: bool,
    /// As the picture says it: `+ 214 subsidiaries`, `+ 37 holders under 1 %`.
    pub label: String,
}

/// Holdings of one holder that are read.
const MAX_READ: usize = 1_000;

/// Holders under this part are counted as small ones.
const SMALL: Parts = 10_000_000;

/// Holders and subsidiaries drawn beside one party that is not on a path.
const BESIDE: usize = 8;

/// A party to draw: the part of the way, the first met first, which, its layer.
type Open = (Parts, Reverse<usize>, u32, i32);

impl TieGraph {
    /// The parties around one or two, at most `limit`, with who is left out; control is a majority of the votes.
    pub fn neighbourhood(&self, around: &[Node], as_of: Day, limit: usize) -> Neighbourhood {
        self.neighbourhood_by(around, &ControlRule::majority(as_of), limit)
    }

    /// The same by a rule of control, on its day.
    pub fn neighbourhood_by(
        &self,
        around: &[Node],
        rule: &ControlRule,
        limit: usize,
    ) -> Neighbourhood {
        let mut drawing = Drawing::new(self, rule, limit);
        for root in around {
            drawing.draw(root.0, 0, true);
        }
        if let [a, b] = around {
            drawing.draw_between(*a, *b);
        }
        for root in around {
            drawing.draw_controllers(*root);
        }
        drawing.spread();
        drawing.finish()
    }
}

struct Drawing<'a> {
    graph: &'a TieGraph,
    rule: &'a ControlRule,
    limit: usize,
    /// Layer, and whether on a path.
    drawn: BTreeMap<u32, (i32, bool)>,
    order: Vec<u32>,
    held: BTreeMap<u32, Vec<Holding>>,
}

impl<'a> Drawing<'a> {
    fn new(graph: &'a TieGraph, rule: &'a ControlRule, limit: usize) -> Self {
        Self {
            graph,
            rule,
            limit: limit.max(2),
            drawn: BTreeMap::new(),
            order: Vec::new(),
            held: BTreeMap::new(),
        }
    }

    /// Draws a party where there is room; whether it stands in the picture now.
    fn draw(&mut self, node: u32, layer: i32, is_on_path: bool) -> bool {
        if let Some((_, path)) = self.drawn.get_mut(&node) {
            *path |= is_on_path;
            return true;
        }
        if self.order.len() >= self.limit {
            return false;
        }
        self.drawn.insert(node, (layer, is_on_path));
        self.order.push(node);
        self.held.insert(
            node,
            holdings_by(self.graph, node, self.rule.as_of, self.rule.counted),
        );
        true
    }

    /// Draws the ways between two parties: each party as many layers up as it stands above the nearer end.
    fn draw_between(&mut self, a: Node, b: Node) {
        let found = self.graph.explain_by(a, b, self.rule);
        for chain in found
            .control
            .iter()
            .chain(&found.common)
            .chain(&found.holdings)
        {
            let mut layers: BTreeMap<Node, i32> = [(a, 0), (b, 0)].into();
            // Edges point from holder to held: whoever holds stands one layer higher.
            for _ in 0..chain.edges.len().min(self.limit) {
                let before = layers.len();
                for edge in &chain.edges {
                    if let Some(layer) = layers.get(&edge.to).copied() {
                        layers.entry(edge.from).or_insert(layer + 1);
                    }
                }
                if layers.len() == before {
                    break;
                }
            }
            for node in &chain.nodes {
                self.draw(node.0, layers.get(node).copied().unwrap_or(0), true);
            }
        }
        for edge in &found.supplies {
            self.draw(edge.to.0, 0, true);
        }
    }

    /// Draws who holds a majority of the party, of who does, and so on.
    fn draw_controllers(&mut self, root: Node) {
        let (mut node, mut layer) = (root.0, 0);
        let bar = self.rule.bar();
        while let Some(held) = self.held.get(&node) {
            let Some(above) = held
                .iter()
                .find(|one| one.holder != NOBODY && bar.is_met(one.max))
            else {
                break;
            };
            let holder = above.holder;
            layer += 1;
            if self.drawn.contains_key(&holder) || !self.draw(holder, layer, true) {
                break;
            }
            node = holder;
        }
    }

    /// Fills the room that is left, the largest holdings nearest to the parties asked about first.
    fn spread(&mut self) {
        let mut open: BinaryHeap<Open> = BinaryHeap::new();
        let mut n_met = 0;
        let mut done = 0;
        loop {
            while let Some(node) = self.order.get(done).copied() {
                done += 1;
                for (next, part, layer) in self.beside(node) {
                    n_met += 1;
                    open.push((part, Reverse(n_met), next, layer));
                }
            }
            let Some((_, _, next, layer)) = open.pop() else {
                return;
            };
            if !self.drawn.contains_key(&next) && !self.draw(next, layer, false) {
                return;
            }
        }
    }

    /// Who might stand beside a party: its large holders above, its large holdings below those asked about.
    fn beside(&self, node: u32) -> Vec<(u32, Parts, i32)> {
        let (layer, is_on_path) = self.drawn.get(&node).copied().unwrap_or((0, false));
        let near = |layer: i32| WHOLE >> layer.unsigned_abs().min(30);
        let mut out = Vec::new();
        if layer >= 0 {
            let mut above: Vec<(Parts, u32)> = self
                .held
                .get(&node)
                .into_iter()
                .flatten()
                .filter(|one| one.holder != NOBODY && one.max >= SMALL)
                .map(|one| (one.max, one.holder))
                .collect();
            above.sort_by_key(|(part, holder)| (Reverse(*part), *holder));
            let above = above.into_iter().take(BESIDE);
            out.extend(
                above.map(|(part, holder)| (holder, part * near(layer + 1) / WHOLE, layer + 1)),
            );
        }
        // Beside a controller its other firms are only counted: they are on no path.
        if layer <= 0 && (layer == 0 || !is_on_path) {
            let mut below: Vec<(Parts, u32)> = self
                .holdings_of(node)
                .0
                .into_iter()
                .map(|(subject, part)| (part, subject))
                .collect();
            below.sort_by_key(|(part, subject)| (Reverse(*part), *subject));
            let below = below.into_iter().take(BESIDE);
            out.extend(
                below.map(|(part, subject)| {
                    (subject, part * near(layer - 1) / WHOLE / 2, layer - 1)
                }),
            );
        }
        if layer == 0 {
            let shared = self.graph.sharing(Node(node), self.rule.as_of);
            out.extend(
                shared
                    .into_iter()
                    .take(BESIDE)
                    .map(|(other, _)| (other.0, WHOLE / 8, 0)),
            );
        }
        out
    }

    /// What a party holds, the largest part of each, and whether there is more than was read.
    fn holdings_of(&self, node: u32) -> (BTreeMap<u32, Parts>, bool) {
        let mut found: BTreeMap<u32, Parts> = BTreeMap::new();
        let mut n_read = 0;
        for edge in self.graph.edges_of(node) {
            n_read += 1;
            if n_read > MAX_READ {
                return (found, true);
            }
            if edge.span.holds(self.rule.as_of) && self.rule.counted.counts(edge.kind) {
                let part = found.entry(edge.subject).or_default();
                *part = (*part).max(edge.max());
            }
        }
        (found, false)
    }

    fn finish(self) -> Neighbourhood {
        let mut out = Neighbourhood::default();
        for node in &self.order {
            let (layer, is_on_path) = self.drawn.get(node).copied().unwrap_or((0, false));
            out.parties.push(Neighbour {
                node: Node(*node),
                layer,
                is_on_path,
            });
            self.join(*node, &mut out);
            self.count_above(*node, &mut out);
            self.count_below(*node, &mut out);
        }
        let first = |one: &Neighbour| one.layer == 0 && one.is_on_path;
        out.parties
            .sort_by_key(|one| (!first(one), one.layer.abs(), -one.layer));
        out
    }

    /// What joins a party to those drawn.
    fn join(&self, node: u32, out: &mut Neighbourhood) {
        let held = self.held.get(&node).into_iter().flatten();
        let drawn = held.filter(|one| self.drawn.contains_key(&one.holder));
        out.edges
            .extend(drawn.filter_map(|one| plain_edge(self.graph, node, one, self.rule)));
        let mut last = None;
        for link in self.graph.supplies_of(node).iter().take(MAX_READ) {
            if !link.span.holds(self.rule.as_of)
                || !self.drawn.contains_key(&link.to)
                || last == Some(link.to)
            {
                continue;
            }
            last = Some(link.to);
            out.edges.push(TieEdge {
                from: Node(node),
                to: Node(link.to),
                kind: TieKind::Supply,
                share: None,
                since: link.span.since(),
                refs: vec![self.graph.row_ref(link.at)],
            });
        }
        for (other, kind, n_sharing) in self.graph.soft.sharing(node, self.rule.as_of) {
            if other > node && self.drawn.contains_key(&other) {
                out.edges.push(TieEdge {
                    from: Node(node),
                    to: Node(other),
                    kind: TieKind::Soft {
                        kind,
                        value: String::new(),
                        rarity: crate::soft::rarity(n_sharing),
                    },
                    share: None,
                    since: None,
                    refs: Vec::new(),
                });
            }
        }
    }

    fn count_above(&self, node: u32, out: &mut Neighbourhood) {
        let held = self.held.get(&node).into_iter().flatten();
        let (mut n_small, mut n_large, mut n_unknown) = (0, 0, 0);
        for one in held.filter(|one| !self.drawn.contains_key(&one.holder)) {
            if one.holder == NOBODY {
                n_unknown += 1;
            } else if one.max < SMALL {
                n_small += 1;
            } else {
                n_large += 1;
            }
        }
        for (n, what) in [
            (n_large, "holder"),
            (n_small, "holder under 1 %"),
            (n_unknown, "unknown holder"),
        ] {
            out.collapsed
                .extend(collapsed(node, (n, false), true, what));
        }
    }

    fn count_below(&self, node: u32, out: &mut Neighbourhood) {
        let (held, is_more) = self.holdings_of(node);
        let bar = self.rule.bar();
        let (mut n_controlled, mut n_other) = (0, 0);
        for (_, part) in held
            .iter()
            .filter(|(subject, _)| !self.drawn.contains_key(subject))
        {
            if bar.is_met(*part) {
                n_controlled += 1;
            } else {
                n_other += 1;
            }
        }
        out.collapsed.extend(collapsed(
            node,
            (n_controlled, is_more),
            false,
            "subsidiary",
        ));
        out.collapsed
            .extend(collapsed(node, (n_other, is_more), false, "other holding"));
        let links = self.graph.supplies_of(node).iter().take(MAX_READ);
        let customers: BTreeSet<u32> = links
            .filter(|link| link.span.holds(self.rule.as_of) && !self.drawn.contains_key(&link.to))
            .map(|link| link.to)
            .collect();
        let is_more = self.graph.supplies_of(node).len() > MAX_READ;
        out.collapsed.extend(collapsed(
            node,
            (customers.len(), is_more),
            false,
            "customer",
        ));
    }
}

/// A counted group; none where it is empty.
fn collapsed(
    node: u32,
    (n, is_more): (usize, bool),
    is_above: bool,
    what: &str,
) -> Option<Collapsed> {
    let (word, rest) = what
        .split_once(" under")
        .map_or((what, ""), |(word, _)| (word, " under 1 %"));
    let plural = match (n, word) {
        (1, _) => word.to_owned(),
        (_, "subsidiary") => "subsidiaries".to_owned(),
        _ => format!("{word}s"),
    };
    let more = if is_more { " or more" } else { "" };
    (n > 0).then(|| Collapsed {
        node: Node(node),
        n,
        is_more,
        is_above,
        label: format!("+ {n}{more} {plural}{rest}"),
    })
}
