//! Paths as arrows: heavy where control is certain, dashed where it is possible, dotted for a soft tie.

use bongsu_model::{Certainty, EdgeKind, Path, PathEdge};
use bongsu_web::words;

use super::line::Page;
use super::style::{Meaning, Style};

/// One path by itself.
pub(crate) fn path_text(path: &Path, style: Style) -> String {
    let mut page = Page::default();
    path_lines(&mut page, path);
    page.written(style)
}

/// Draws one path.
pub(super) fn path_lines(page: &mut Page, path: &Path) {
    let name = |at: usize| {
        path.nodes.get(at).map_or_else(
            || "not known".to_owned(),
            |node| words::or_unknown(&node.name),
        )
    };
    for (at, node) in path.nodes.iter().enumerate() {
        let hard =
            |edge: &&PathEdge| edge.to == at && edge.from + 1 == at && edge.kind != EdgeKind::Soft;
        let name_meaning = if at + 1 == path.nodes.len() && path.certainty == Certainty::Certain {
            Meaning::Beyond
        } else {
            Meaning::Bold
        };
        let role = if node.role.is_empty() {
            String::new()
        } else {
            format!(" ({})", node.role)
        };
        let arrow = match path.edges.iter().find(hard) {
            _ if at == 0 => None,
            Some(edge) => Some(arrow(edge)),
            None => Some((Meaning::Dim, "·· not known ··▷ ".to_owned())),
        };
        let name = name(at);
        match &arrow {
            Some((meaning, arrow)) => {
                page.flow(
                    &[
                        (*meaning, arrow),
                        (name_meaning, &name),
                        (Meaning::Dim, &role),
                    ],
                    4,
                    8,
                );
            }
            None => page.flow(&[(name_meaning, &name), (Meaning::Dim, &role)], 2, 6),
        }
    }
    for edge in path
        .edges
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Soft || edge.to != edge.from + 1)
    {
        let ends = format!("{} – {}", name(edge.from), name(edge.to));
        let said = format!("┄┄ {}: {ends}: {}", words::edge_kind(edge.kind), said(edge));
        page.flow(&[(Meaning::Dim, &said)], 4, 8);
    }
    page.flow(&[(Meaning::Plain, &words::basis(path))], 2, 4);
}

fn arrow(edge: &PathEdge) -> (Meaning, String) {
    let said = said(edge);
    match edge.kind {
        EdgeKind::Joined => (Meaning::Plain, format!("── {said} ──▶ ")),
        EdgeKind::Certain => (Meaning::Beyond, format!("━━ {said} (certain) ━━▶ ")),
        EdgeKind::Possible => (Meaning::Plain, format!("╌╌ {said} (possible) ╌╌▷ ")),
        EdgeKind::Supply => (Meaning::Plain, format!("┄┄ {said} ┄┄▷ ")),
        EdgeKind::Soft => (Meaning::Dim, format!("┄┄ {said} ┄┄ ")),
    }
}

fn said(edge: &PathEdge) -> String {
    let label = words::or_unknown(&edge.label);
    if edge.since.is_empty() {
        label
    } else {
        format!("{label}, {}", edge.since)
    }
}
