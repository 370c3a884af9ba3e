//! The ties: layered left to right from the person or declared employer to the restricted party.
//!
//! Paths that end at the same party make one figure, so that a cohort is seen to converge; what they share on the way
//! is drawn once. Soft ties are arcs on a single path and a count on the box where several paths share a figure: the
//! table below names each of them.

use std::collections::BTreeMap;

use bongsu_model::{EdgeKind, Path};

use super::fit::{LABEL, SMALL};
use super::svg::{Anchor, Rect, Svg, n};
use crate::words;

mod arcs;
mod layout;
mod tree;

use arcs::{Arc, Side};
use layout::{BoxPlace, Layout};
use tree::{Edge, Tree};

/// The most paths drawn in one figure; more are in the table only.
const MAX_PATHS: usize = 8;

/// One figure: every path to one party.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) svg: String,
    /// Paths that found no room.
    pub(crate) n_left_out: usize,
}

/// Draws the paths, one figure for each party they end at; `id` starts the id of each figure.
pub(crate) fn ties(paths: &[Path], id: &str) -> Vec<Figure> {
    let mut parties: Vec<&str> = Vec::new();
    let mut groups: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for path in paths {
        let Some(last) = path.nodes.last() else {
            continue;
        };
        let group = groups.entry(last.name.as_str()).or_default();
        if group.is_empty() {
            parties.push(last.name.as_str());
        }
        group.push(path);
    }
    let drawn = parties
        .into_iter()
        .filter_map(|party| groups.remove(party))
        .enumerate();
    drawn
        .map(|(at, group)| figure(&group, &format!("{id}{at}")))
        .collect()
}

fn figure(group: &[&Path], id: &str) -> Figure {
    let shown: Vec<&Path> = group.iter().copied().take(MAX_PATHS).collect();
    let tree = Tree::new(&shown);
    let layout = Layout::new(&tree);
    let (arcs, above, below) = arcs::place(&tree, &layout);
    let top = above + layout.label_room;
    let mut svg = Svg::default();
    for arc in &arcs {
        draw_arc(&mut svg, arc, top);
    }
    for edge in &tree.edges {
        draw_edge(&mut svg, &layout, edge, top);
    }
    for (at, place) in layout.boxes.iter().enumerate() {
        draw_box(&mut svg, &tree, at, place, top);
    }
    let title = "From the declared employer to the restricted party";
    let svg = svg.finish(top + layout.height + below, id, title, &description(group));
    Figure {
        svg,
        n_left_out: group.len() - shown.len(),
    }
}

fn draw_box(svg: &mut Svg, tree: &Tree, at: usize, place: &BoxPlace, top: f64) {
    let Some(node) = tree.nodes.get(at) else {
        return;
    };
    let said = if node.role.is_empty() {
        node.name.clone()
    } else {
        format!("{}: {}", node.name, node.role)
    };
    svg.group(&said);
    let y = place.y + top;
    let class = match node.end {
        Some(certainty) => format!("box {}", words::certainty(certainty)),
        None if node.folded => "box folded".to_owned(),
        None => "box".to_owned(),
    };
    svg.rect(
        Rect {
            x: place.x,
            y,
            w: place.w,
            h: place.h,
        },
        &class,
    );
    let pad = place.pad;
    let mut line = y + 5.0;
    for text in &place.name {
        line += 17.0;
        svg.text((place.x + pad, line), Anchor::Start, place.name_class, text);
    }
    line += 1.0;
    for text in &place.role {
        line += 16.0;
        svg.text((place.x + pad, line), Anchor::Start, "bs", text);
    }
    svg.end();
    if node.n_soft > 0 && tree.n_rows > 1 {
        let text = format!(
            "{}, listed below",
            words::plural(node.n_soft as u64, "soft tie")
        );
        svg.text((place.x, y + place.h + 15.0), Anchor::Start, "bs", &text);
    }
}

fn draw_edge(svg: &mut Svg, layout: &Layout, edge: &Edge, top: f64) {
    let (Some(from), Some(to)) = (layout.boxes.get(edge.from), layout.boxes.get(edge.to)) else {
        return;
    };
    let (x1, y1) = (from.x + from.w, from.middle() + top);
    let (x2, y2) = (to.x, to.middle() + top);
    let class = class_of(edge.kind);
    let bend = x2 - layout.bends.get(to.layer).copied().unwrap_or(0.0);
    let line = if (y1 - y2).abs() < 1.0 {
        format!("M{},{} H{}", n(x1), n(y1), n(x2 - 7.0))
    } else {
        let middle = f64::midpoint(bend, x2 - 7.0);
        let [x1, y1, bend, middle, y2, end] = [x1, y1, bend, middle, y2, x2 - 7.0].map(n);
        format!("M{x1},{y1} H{bend} C{middle},{y1} {middle},{y2} {end},{y2}")
    };
    svg.group(&edge.said());
    svg.path(&line, &format!("edge {class}"));
    let head = [x2 - 8.0, y2 - 4.5, x2, y2, x2 - 8.0, y2 + 4.5].map(n);
    let [ax, ay, bx, by, cx, cy] = head;
    svg.path(
        &format!("M{ax},{ay} L{bx},{by} L{cx},{cy}z"),
        &format!("head {class}"),
    );
    draw_edge_words(
        svg,
        layout,
        edge,
        (x1, if layout.compact { x2 } else { bend }),
        (y1, from.y + top),
    );
    svg.end();
}

/// The label above the line and its date below; above the boxes where the gap between them is too narrow.
fn draw_edge_words(
    svg: &mut Svg,
    layout: &Layout,
    edge: &Edge,
    (x1, x2): (f64, f64),
    (line, box_top): (f64, f64),
) {
    let x = f64::midpoint(x1, x2);
    let room = layout.edge_room;
    let label = LABEL.wrap(&edge.label, room, 2);
    let since = if edge.since.is_empty() {
        String::new()
    } else {
        SMALL.shorten(&edge.since, room)
    };
    let class = format!("el {}", class_of(edge.kind));
    let (last_label, since_at) = if layout.compact {
        (
            box_top - if since.is_empty() { 9.0 } else { 25.0 },
            box_top - 9.0,
        )
    } else {
        (line - 9.0, line + 17.0)
    };
    let n_lines = label.len();
    for (at, text) in label.iter().enumerate() {
        let y = last_label - 16.0 * (n_lines - 1 - at) as f64;
        svg.text((x, y), Anchor::Middle, &class, text);
    }
    if !since.is_empty() {
        svg.text((x, since_at), Anchor::Middle, "bs", &since);
    }
}

fn draw_arc(svg: &mut Svg, arc: &Arc, top: f64) {
    let (x1, x2) = arc.ends;
    let start = arc.base + top;
    let peak = arc.peak + top;
    // A cubic with both controls at one height peaks at three quarters of the way to it.
    let control = start + (peak - start) * 4.0 / 3.0;
    let [x1, x2, start, control] = [x1, x2, start, control].map(n);
    svg.group(&arc.said);
    let d = format!("M{x1},{start} C{x1},{control} {x2},{control} {x2},{start}");
    svg.path(&d, &format!("edge {}", class_of(arc.kind)));
    let y = match arc.side {
        Side::Above => peak - 7.0,
        Side::Below => peak + 16.0,
    };
    svg.text(
        (arc.label_x, y),
        Anchor::Middle,
        &format!("es halo {}", class_of(arc.kind)),
        &arc.label,
    );
    svg.end();
}

pub(super) const fn class_of(kind: Option<EdgeKind>) -> &'static str {
    match kind {
        Some(EdgeKind::Joined) => "joined",
        Some(EdgeKind::Certain) => "certain",
        Some(EdgeKind::Possible) => "possible",
        Some(EdgeKind::Supply) => "supply",
        Some(EdgeKind::Soft) => "soft",
        None => "unknown",
    }
}

fn description(group: &[&Path]) -> String {
    let said = group.iter().map(|path| {
        let name = |at: usize| {
            path.nodes.get(at).map_or_else(
                || "not known".to_owned(),
                |node| words::or_unknown(&node.name),
            )
        };
        let ties: Vec<String> = path
            .edges
            .iter()
            .map(|edge| {
                format!(
                    "{} to {}: {} ({})",
                    name(edge.from),
                    name(edge.to),
                    words::or_unknown(&edge.label),
                    words::edge_kind(edge.kind)
                )
            })
            .collect();
        format!(
            "{}. In sum, {}.",
            ties.join("; "),
            words::tie(path.certainty)
        )
    });
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
