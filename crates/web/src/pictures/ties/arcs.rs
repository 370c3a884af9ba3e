//! Soft ties as arcs above and below a single path, stacked so that no label covers another.

use bongsu_model::EdgeKind;

use super::super::WIDTH;
use super::super::fit::LABEL;
use super::layout::Layout;
use super::tree::{Edge, Tree};

/// The height of one level of arcs with its label.
const LEVEL: f64 = 34.0;
/// The widest label of an arc.
const MAX_LABEL: f64 = 420.0;

/// An arc with its place.
#[derive(Debug)]
pub(super) struct Arc {
    pub(super) ends: (f64, f64),
    /// The edge of the boxes it springs from.
    pub(super) base: f64,
    /// Its highest (or lowest) point.
    pub(super) peak: f64,
    pub(super) side: Side,
    pub(super) kind: Option<EdgeKind>,
    pub(super) label: String,
    pub(super) label_x: f64,
    pub(super) said: String,
}

/// Above or below the boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// The arcs, and the room they need above and below the boxes.
pub(super) fn place(tree: &Tree, layout: &Layout) -> (Vec<Arc>, f64, f64) {
    if tree.n_rows > 1 {
        return (Vec::new(), 0.0, 0.0);
    }
    let mut ties: Vec<&Edge> = tree.arcs.iter().collect();
    ties.sort_by_key(|edge| (edge.from.abs_diff(edge.to), edge.from.min(edge.to)));
    let mut sides = [Levels::default(), Levels::default()];
    let mut arcs = Vec::new();
    for (nth, edge) in ties.into_iter().enumerate() {
        if let Some(arc) = arc(edge, nth, layout, &mut sides) {
            arcs.push(arc);
        }
    }
    let [above, below] = sides.map(|side| side.height());
    (arcs, above, below)
}

fn arc(edge: &Edge, nth: usize, layout: &Layout, sides: &mut [Levels; 2]) -> Option<Arc> {
    let (from, to) = (layout.boxes.get(edge.from)?, layout.boxes.get(edge.to)?);
    // Arcs that spring from one box start apart.
    let apart = 10.0 * (nth % 5) as f64 - 20.0;
    let center =
        |one: &super::BoxPlace| one.x + one.w / 2.0 + apart.clamp(-one.w / 3.0, one.w / 3.0);
    let ends = (center(from), center(to));
    let words = if edge.since.is_empty() {
        edge.label.clone()
    } else {
        format!("{}, {}", edge.label, edge.since)
    };
    let label = LABEL.shorten(&words, MAX_LABEL);
    let half = LABEL.width(&label) / 2.0;
    let label_x = f64::midpoint(ends.0, ends.1).clamp(half + 4.0, WIDTH - half - 4.0);
    let span = (
        ends.0.min(ends.1).min(label_x - half),
        ends.0.max(ends.1).max(label_x + half),
    );
    let [above, below] = sides;
    let (free_above, free_below) = (above.free(span), below.free(span));
    let side = if layout.compact || free_below < free_above {
        Side::Below
    } else {
        Side::Above
    };
    let (base, peak) = match side {
        Side::Above => {
            let level = above.take(span, free_above);
            (0.0, -LEVEL * level as f64)
        }
        Side::Below => {
            let level = below.take(span, free_below);
            let bottom = from.y + from.h;
            (bottom, bottom + LEVEL * level as f64)
        }
    };
    Some(Arc {
        ends,
        base,
        peak,
        side,
        kind: edge.kind,
        label,
        label_x,
        said: edge.said(),
    })
}

/// What is taken on one side: stretches and their level, counted from 1.
#[derive(Debug, Default)]
struct Levels {
    taken: Vec<((f64, f64), usize)>,
}

impl Levels {
    /// The lowest level above everything that the stretch touches.
    fn free(&self, span: (f64, f64)) -> usize {
        let touches = |other: &(f64, f64)| span.0 < other.1 + 8.0 && other.0 < span.1 + 8.0;
        self.taken
            .iter()
            .filter(|(other, _)| touches(other))
            .map(|(_, level)| level + 1)
            .max()
            .unwrap_or(1)
    }

    fn take(&mut self, span: (f64, f64), level: usize) -> usize {
        self.taken.push((span, level));
        level
    }

    fn height(&self) -> f64 {
        let highest = self
            .taken
            .iter()
            .map(|(_, level)| *level)
            .max()
            .unwrap_or(0);
        if highest == 0 {
            0.0
        } else {
            LEVEL * highest as f64 + 22.0
        }
    }
}
