//! Places for boxes: columns by layer, as wide as their names need, with room between them for what edges say.
//!
//! Where that is wider than the picture, names wrap earlier; where it still is, columns are made even and edge labels
//! move above the boxes.

use super::super::WIDTH;
use super::super::fit::{self, Face, LABEL, NAME, PLAIN, SMALL};
use super::tree::{Edge, Node, Tree};

/// Room at both sides of the picture.
const SIDE: f64 = 4.0;
/// Widths at which names wrap, tried in turn.
const BOXES: [f64; 4] = [230.0, 200.0, 170.0, 145.0];
/// The gap between even columns: room for an arrow only.
const ARROW: f64 = 42.0;
/// The widest label of an edge between boxes.
const MAX_EDGE: f64 = 170.0;
/// Room for an edge to leave its row.
const BEND: f64 = 46.0;
/// Names in even columns.
const COMPACT_NAME: Face = Face {
    size: 12.5,
    bold: true,
};

/// Where everything stands; heights count from the top of the first row of boxes.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) boxes: Vec<BoxPlace>,
    pub(super) height: f64,
    /// Whether edge labels stand above the boxes.
    pub(super) compact: bool,
    /// The width that an edge label may take.
    pub(super) edge_room: f64,
    /// How far before the boxes of a layer edges leave their row; zero where none does.
    pub(super) bends: Vec<f64>,
    /// Height needed above the first row.
    pub(super) label_room: f64,
}

/// A box and the lines in it.
#[derive(Debug)]
pub(super) struct BoxPlace {
    pub(super) layer: usize,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
    pub(super) pad: f64,
    pub(super) name: Vec<String>,
    pub(super) name_class: &'static str,
    pub(super) role: Vec<String>,
}

impl BoxPlace {
    pub(super) fn middle(&self) -> f64 {
        self.y + self.h / 2.0
    }
}

impl Layout {
    pub(super) fn new(tree: &Tree) -> Self {
        let wide = BOXES
            .into_iter()
            .find_map(|most| Columns::natural(tree, most));
        let columns = wide.unwrap_or_else(|| Columns::even(tree));
        columns.place(tree)
    }
}

/// The widths of a figure.
#[derive(Debug)]
struct Columns {
    boxes: Vec<f64>,
    gaps: Vec<f64>,
    style: Style,
    bends: Vec<f64>,
}

/// How boxes are lettered.
#[derive(Clone, Copy, Debug)]
struct Style {
    name: Face,
    name_class: &'static str,
    n_lines: usize,
    pad: f64,
    compact: bool,
}

const ROOMY: Style = Style {
    name: NAME,
    name_class: "bt",
    n_lines: 2,
    pad: 12.0,
    compact: false,
};
const COMPACT: Style = Style {
    name: COMPACT_NAME,
    name_class: "bc",
    n_lines: 3,
    pad: 8.0,
    compact: true,
};

impl Columns {
    /// Columns as wide as their content wants, boxes at most `most`; `None` where that is too wide.
    fn natural(tree: &Tree, most: f64) -> Option<Self> {
        let bends = bends(tree, BEND);
        let boxes: Vec<f64> = (0..tree.n_layers)
            .map(|layer| {
                let wanted = in_layer(tree, layer)
                    .map(|node| box_width(node, most))
                    .fold(110.0, f64::max);
                wanted.min(most)
            })
            .collect();
        let gaps: Vec<f64> = (1..tree.n_layers)
            .map(|layer| {
                let bend = bends.get(layer).copied().unwrap_or(0.0);
                into_layer(tree, layer).map(edge_width).fold(56.0, f64::max) + 26.0 + bend
            })
            .collect();
        let spare = WIDTH - 2.0 * SIDE - boxes.iter().sum::<f64>() - gaps.iter().sum::<f64>();
        if spare < 0.0 {
            return None;
        }
        let more = if gaps.is_empty() {
            0.0
        } else {
            (spare / gaps.len() as f64).min(150.0)
        };
        let gaps = gaps.into_iter().map(|gap| gap + more).collect();
        Some(Self {
            boxes,
            gaps,
            style: ROOMY,
            bends,
        })
    }

    fn even(tree: &Tree) -> Self {
        let n_layers = tree.n_layers.max(1);
        let width = (WIDTH - 2.0 * SIDE - ARROW * (n_layers - 1) as f64) / n_layers as f64;
        let gaps = vec![ARROW; n_layers - 1];
        Self {
            boxes: vec![width; n_layers],
            gaps,
            style: COMPACT,
            bends: bends(tree, ARROW - 6.0),
        }
    }

    fn place(self, tree: &Tree) -> Layout {
        let style = self.style;
        let mut boxes: Vec<BoxPlace> = tree.nodes.iter().map(|node| self.letter(node)).collect();
        let height = boxes.iter().map(|one| one.h).fold(46.0, f64::max);
        let label_room = if style.compact { 58.0 } else { 6.0 };
        let fold_room = if tree.n_rows > 1 && tree.nodes.iter().any(|node| node.n_soft > 0) {
            16.0
        } else {
            0.0
        };
        let pitch = height
            + fold_room
            + if style.compact {
                label_room + 6.0
            } else {
                26.0
            };
        for (one, node) in boxes.iter_mut().zip(&tree.nodes) {
            one.h = height;
            one.y = node.row * pitch;
            one.x = self.left(node.layer);
        }
        let edge_room = if style.compact {
            self.boxes
                .first()
                .map_or(100.0, |width| width + ARROW - 8.0)
        } else {
            MAX_EDGE
        };
        Layout {
            boxes,
            height: pitch * tree.n_rows.saturating_sub(1) as f64 + height + fold_room + 6.0,
            compact: style.compact,
            edge_room,
            bends: self.bends,
            label_room,
        }
    }

    fn left(&self, layer: usize) -> f64 {
        SIDE + self.boxes.iter().take(layer).sum::<f64>()
            + self.gaps.iter().take(layer).sum::<f64>()
    }

    fn letter(&self, node: &Node) -> BoxPlace {
        let style = self.style;
        let w = self.boxes.get(node.layer).copied().unwrap_or(110.0);
        let room = w - 2.0 * style.pad;
        let name = style.name.wrap(&node.name, room, style.n_lines);
        let role = if node.role.is_empty() {
            Vec::new()
        } else {
            SMALL.wrap(&node.role, room, style.n_lines)
        };
        let h = 17.0 * name.len() as f64 + 16.0 * role.len() as f64 + 18.0;
        BoxPlace {
            layer: node.layer,
            x: 0.0,
            y: 0.0,
            w,
            h,
            pad: style.pad,
            name,
            name_class: style.name_class,
            role,
        }
    }
}

fn in_layer(tree: &Tree, layer: usize) -> impl Iterator<Item = &Node> {
    tree.nodes.iter().filter(move |node| node.layer == layer)
}

fn into_layer(tree: &Tree, layer: usize) -> impl Iterator<Item = &Edge> {
    tree.edges.iter().filter(move |edge| {
        tree.nodes
            .get(edge.to)
            .is_some_and(|node| node.layer == layer)
    })
}

/// Room for the bend before each layer that an edge reaches from another row.
fn bends(tree: &Tree, room: f64) -> Vec<f64> {
    let row = |at: usize| tree.nodes.get(at).map_or(0.0, |node| node.row);
    let turns =
        |layer| into_layer(tree, layer).any(|edge| (row(edge.from) - row(edge.to)).abs() > 0.01);
    (0..tree.n_layers)
        .map(|layer| if turns(layer) { room } else { 0.0 })
        .collect()
}

fn box_width(node: &Node, most: f64) -> f64 {
    let room = most - 2.0 * ROOMY.pad;
    let name = fit::widest(NAME, &NAME.wrap(&node.name, room, ROOMY.n_lines));
    let role = fit::widest(SMALL, &SMALL.wrap(&node.role, room, ROOMY.n_lines));
    // One unit more, so that rounding does not break a line that just fits.
    name.max(role) + 2.0 * ROOMY.pad + 1.0
}

fn edge_width(edge: &Edge) -> f64 {
    let label = fit::widest(LABEL, &LABEL.wrap(&edge.label, MAX_EDGE, 2));
    label.max(PLAIN.width(&edge.since).min(MAX_EDGE))
}
