//! The parties around one or two, in layers: who holds stands left of what is held.
//!
//! Every holding enters its party at a place of its own, with its share beside it, so that a party with many holders
//! stays readable. Whoever is left out stands as a count beside the party it belongs to.

use std::collections::BTreeMap;

use bongsu_model::EdgeKind;

use super::WIDTH;
use super::fit::{Face, NAME, PLAIN, SMALL};
use super::svg::{Anchor, Rect, Svg, n};
use crate::words;

/// What stands around one or two parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The parties, in the order in which they are drawn within their layer.
    pub parties: Vec<Neighbour>,
    /// What joins them, by place in `parties`.
    pub ties: Vec<Tie>,
    /// Who is left out.
    pub left_out: Vec<LeftOut>,
}

/// A party of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
    /// What else is said of it: jurisdiction, lists.
    pub note: String,
    /// How many steps above the parties asked about; below them negative.
    pub layer: i32,
    /// Whether it is one of those asked about.
    pub is_asked: bool,
    /// Whether a way between them, or up to who controls them, passes it.
    pub is_on_path: bool,
}

/// What joins two parties: the first holds or supplies the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The holder, by place.
    pub from: usize,
    /// The party held, by place.
    pub to: usize,
    /// How hard it is.
    pub kind: EdgeKind,
    /// The share, or what it is.
    pub label: String,
    /// Since when; empty where it is not known.
    pub since: String,
}

/// Parties that are not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Beside whom, by place.
    pub beside: usize,
    /// Whether they hold it.
    pub is_above: bool,
    /// As it is written: `+ 214 subsidiaries`.
    pub label: String,
}

/// Room between two layers: a share and a day stand in it.
const GAP: f64 = 138.0;
/// The least width of a box; more layers make the picture wider.
const NARROW: f64 = 118.0;
const WIDE: f64 = 220.0;
const BETWEEN: f64 = 10.0;
const BORDER: f64 = 2.0;
/// Height of a place at which a tie enters.
const PORT: f64 = 26.0;
const LINE: f64 = 16.0;
const PAD: f64 = 8.0;

/// A box where it stands.
struct Place {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    name: Vec<String>,
    note: Vec<String>,
    /// Ties that enter it.
    n_ports: usize,
}

/// Draws the surroundings; `id` must be its own on the page.
pub(crate) fn surroundings(around: &Surroundings, id: &str) -> String {
    let layers = layers(around);
    let n_layers = layers.len().max(1) as f64;
    let width = ((WIDTH - GAP * (n_layers - 1.0)) / n_layers).clamp(NARROW, WIDE);
    // Borders are drawn half outside of their boxes.
    let total = (width * n_layers + GAP * (n_layers - 1.0)).max(WIDTH - 2.0 * BORDER);
    let (places, height) = places(around, &layers, width, total);
    let mut svg = Svg::default();
    for (tie, port) in around.ties.iter().zip(ports(around)) {
        if let (Some(from), Some(to)) = (places.get(tie.from), places.get(tie.to)) {
            draw_tie(&mut svg, tie, (from, to), port);
        }
    }
    for (party, place) in around.parties.iter().zip(&places) {
        draw_party(&mut svg, party, place);
    }
    for (at, left_out) in around.left_out.iter().enumerate() {
        if let Some(place) = places.get(left_out.beside) {
            // Each on a line of its own: a box is too narrow for two.
            let others = around.left_out.iter().take(at);
            let earlier = others.filter(|other| other.beside == left_out.beside);
            draw_left_out(&mut svg, left_out, place, earlier.count());
        }
    }
    let asked: Vec<&str> = around
        .parties
        .iter()
        .filter(|party| party.is_asked)
        .map(|party| party.name.as_str())
        .collect();
    let title = format!(
        "What stands around {}",
        words::visible(&asked.join(" and "))
    );
    let desc = format!(
        "{} in {}, {} between them; {} left out",
        words::plural(around.parties.len() as u64, "name"),
        words::plural(layers.len() as u64, "layer"),
        words::plural(around.ties.len() as u64, "tie"),
        words::plural(around.left_out.len() as u64, "group")
    );
    svg.finish_sized((total + 2.0 * BORDER, height + 24.0), id, &title, &desc)
}

/// The places of each layer, the highest first.
fn layers(around: &Surroundings) -> Vec<Vec<usize>> {
    let mut layers: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (at, party) in around.parties.iter().enumerate() {
        layers.entry(-party.layer).or_default().push(at);
    }
    let mut rows: BTreeMap<usize, f64> = BTreeMap::new();
    let mut out: Vec<Vec<usize>> = Vec::new();
    // Each layer in the order of what its parties are tied to in the layers before it: fewer ties cross.
    for (_, mut layer) in layers {
        let middle = |at: usize| {
            let tied = around.ties.iter().filter_map(|tie| match tie {
                tie if tie.to == at => rows.get(&tie.from),
                tie if tie.from == at => rows.get(&tie.to),
                _ => None,
            });
            let (n, sum) = tied.fold((0, 0.0), |(n, sum), row| (n + 1, sum + row));
            if n == 0 { f64::MAX } else { sum / f64::from(n) }
        };
        let keys: BTreeMap<usize, f64> = layer.iter().map(|at| (*at, middle(*at))).collect();
        let key = |at: &usize| keys.get(at).copied().unwrap_or(f64::MAX);
        layer.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
        for (row, at) in layer.iter().enumerate() {
            rows.insert(*at, row as f64);
        }
        out.push(layer);
    }
    out
}

/// The place of each tie among those that enter its party, in the order of ties.
fn ports(around: &Surroundings) -> Vec<usize> {
    let mut n: BTreeMap<usize, usize> = BTreeMap::new();
    let next = |tie: &Tie| {
        let port = n.entry(tie.to).or_default();
        *port += 1;
        *port - 1
    };
    around.ties.iter().map(next).collect()
}

fn places(
    around: &Surroundings,
    layers: &[Vec<usize>],
    width: f64,
    total: f64,
) -> (Vec<Place>, f64) {
    let mut places: BTreeMap<usize, Place> = BTreeMap::new();
    let step = if layers.len() > 1 {
        (total - width) / (layers.len() - 1) as f64
    } else {
        0.0
    };
    let mut heights: Vec<f64> = Vec::new();
    for (column, layer) in layers.iter().enumerate() {
        let x = if layers.len() > 1 {
            BORDER + step * column as f64
        } else {
            BORDER + (total - width) / 2.0
        };
        let mut y = 0.0;
        for at in layer {
            let Some(party) = around.parties.get(*at) else {
                continue;
            };
            let place = place(around, (*at, party), (x, y), width);
            y += place.h + BETWEEN + room_below(around, *at);
            places.insert(*at, place);
        }
        heights.push((y - BETWEEN).max(0.0));
    }
    let tallest = heights.iter().copied().fold(0.0, f64::max);
    // Each layer stands in the middle.
    for (layer, height) in layers.iter().zip(&heights) {
        for at in layer {
            if let Some(place) = places.get_mut(at) {
                place.y += (tallest - height) / 2.0 + 12.0;
            }
        }
    }
    (places.into_values().collect(), tallest)
}

/// What is left out beside a party is written below its box.
fn room_below(around: &Surroundings, at: usize) -> f64 {
    let beside = |is_above: bool| {
        around
            .left_out
            .iter()
            .filter(|left_out| left_out.beside == at && left_out.is_above == is_above)
            .count()
    };
    LINE * (beside(true) + beside(false)) as f64
}

fn place(
    around: &Surroundings,
    (at, party): (usize, &Neighbour),
    (x, y): (f64, f64),
    w: f64,
) -> Place {
    let face = face(party);
    let name = face.wrap(&words::or_unknown(&party.name), w - 2.0 * PAD, 2);
    let note = if party.note.is_empty() {
        Vec::new()
    } else {
        SMALL.wrap(&words::visible(&party.note), w - 2.0 * PAD, 2)
    };
    let n_ports = around.ties.iter().filter(|tie| tie.to == at).count();
    let text = LINE * (name.len() + note.len()) as f64 + PAD + 4.0;
    Place {
        x,
        y,
        w,
        h: text.max(PORT * n_ports as f64),
        name,
        note,
        n_ports,
    }
}

const fn face(party: &Neighbour) -> Face {
    if party.is_asked { NAME } else { PLAIN }
}

fn draw_party(svg: &mut Svg, party: &Neighbour, place: &Place) {
    let name = words::or_unknown(&party.name);
    let note = words::visible(&party.note);
    svg.group(&if note.is_empty() {
        name
    } else {
        format!("{name}: {note}")
    });
    let class = match (party.is_asked, party.is_on_path) {
        (true, _) => "box asked",
        (false, true) => "box",
        (false, false) => "box aside",
    };
    let Place { x, y, w, h, .. } = *place;
    svg.rect(Rect { x, y, w, h }, class);
    let mut line = y + 2.0;
    for text in &place.name {
        line += LINE;
        let class = if party.is_asked { "bt" } else { "bp" };
        svg.text((x + PAD, line), Anchor::Start, class, text);
    }
    for text in &place.note {
        line += LINE;
        svg.text((x + PAD, line), Anchor::Start, "bs", text);
    }
    svg.end();
}

/// A tie leaves its holder in the middle and enters the party held at a place of its own.
fn draw_tie(svg: &mut Svg, tie: &Tie, (from, to): (&Place, &Place), port: usize) {
    let class = super::ties::class_of(Some(tie.kind));
    let y1 = from.y + from.h / 2.0;
    let y2 = to.y + to.h * (port as f64 + 0.5) / to.n_ports.max(1) as f64;
    let end = to.x - 7.0;
    let is_rightwards = from.x + from.w < to.x;
    // Within a layer, or backwards, a tie goes round on the left.
    let x1 = if is_rightwards {
        from.x + from.w
    } else {
        from.x
    };
    let (c1, c2) = if is_rightwards {
        (x1 + GAP * 0.4, end - GAP * 0.6)
    } else {
        (x1 - GAP * 0.5, end - GAP * 0.5)
    };
    let label = words::visible(&tie.label);
    let since = words::visible(&tie.since);
    svg.group(&[label.as_str(), since.as_str()].join(" "));
    let [sx, sy, ax, bx, ey, ex] = [x1, y1, c1, c2, y2, end].map(n);
    svg.path(
        &format!("M{sx},{sy} C{ax},{sy} {bx},{ey} {ex},{ey}"),
        &format!("edge {class}"),
    );
    let [hx, tip, up, middle, down] = [end - 1.0, to.x, y2 - 4.5, y2, y2 + 4.5].map(n);
    svg.path(
        &format!("M{hx},{up} L{tip},{middle} L{hx},{down}z"),
        &format!("head {class}"),
    );
    let room = GAP - 20.0;
    let at = (to.x - 12.0, y2 - 4.0);
    svg.text(at, Anchor::End, "bs halo", &SMALL.shorten(&label, room));
    if !since.is_empty() && to.n_ports == 1 {
        let at = (to.x - 12.0, y2 + 14.0);
        svg.text(at, Anchor::End, "bs halo", &SMALL.shorten(&since, room));
    }
    svg.end();
}

fn draw_left_out(svg: &mut Svg, left_out: &LeftOut, place: &Place, earlier: usize) {
    let arrow = if left_out.is_above { "←" } else { "→" };
    let text = format!("{arrow} {}", words::visible(&left_out.label));
    let y = place.y + place.h + LINE * (earlier + 1) as f64 - 2.0;
    let (x, anchor, y) = if left_out.is_above {
        (place.x, Anchor::Start, y)
    } else {
        (place.x + place.w, Anchor::End, y)
    };
    svg.text((x, y), anchor, "bs", &text);
}

#[cfg(test)]
mod tests;
