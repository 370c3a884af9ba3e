//! Paths as pictures: layout, folding, words beside them.

use bongsu_model::{Certainty, PathEdge, PathNode};
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::super::WIDTH;
use super::super::fit::{NAME, PLAIN};
use super::*;

fn path(names: &[&str], kind: EdgeKind) -> Path {
    let nodes = names.iter().map(|name| PathNode {
        name: (*name).into(),
        role: "declared".into(),
    });
    let edges = (1..names.len()).map(|to| edge(to - 1, to, kind, "62 % held"));
    Path {
        certainty: Certainty::Certain,
        rule: "majority control".into(),
        as_of: None,
        coverage: "complete".into(),
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

fn edge(from: usize, to: usize, kind: EdgeKind, label: &str) -> PathEdge {
    PathEdge {
        from,
        to,
        kind,
        label: label.into(),
        since: "since 2025-12-21".into(),
        refs: Vec::new(),
    }
}

fn with_class<'a>(tree: &'a Document<'_>, tag: &str, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node<'_, '_>| {
        node.attribute("class")
            .is_some_and(|all| all.split(' ').any(|one| one == class))
    };
    tree.descendants()
        .filter(|node| node.has_tag_name(tag) && has(node))
        .collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

#[test]
fn paths_of_a_cohort_converge_on_shared_boxes() {
    let paths = [
        path(&["Baekdu", "Jade", "Tianhe"], EdgeKind::Certain),
        path(&["Orchid", "Jade", "Tianhe"], EdgeKind::Possible),
        path(&["Hangyeol", "Tianhe"], EdgeKind::Certain),
        path(&["Elsewhere", "Other party"], EdgeKind::Certain),
    ];
    let figures = ties(&paths, "f");
    assert_eq!(figures.len(), 2);
    let tree = Document::parse(&figures[0].svg).unwrap();
    assert_eq!(with_class(&tree, "rect", "box").len(), 5);
    assert_eq!(with_class(&tree, "path", "head").len(), 4);
    assert_eq!(with_class(&tree, "path", "possible").len(), 2);
    assert_eq!(figures[1].svg.matches("class=\"box").count(), 2);
}

#[test]
fn boxes_stand_left_to_right_inside_the_picture_for_any_length() {
    let names = [
        "Haedong Ship Safety",
        "Lotus Marine Holding Limited",
        "청해홀딩스 주식회사",
        "N",
    ];
    for n_nodes in 1..=14 {
        let names: Vec<&str> = names.into_iter().cycle().take(n_nodes).collect();
        let mut path = path(&names, EdgeKind::Certain);
        path.edges
            .push(edge(0, n_nodes - 1, EdgeKind::Soft, "supplies"));
        let figures = ties(&[path], "f");
        let tree = Document::parse(&figures[0].svg).unwrap();
        let boxes = with_class(&tree, "rect", "box");
        assert_eq!(boxes.len(), n_nodes.min(8), "{n_nodes}");
        let mut spans: Vec<(f64, f64)> = boxes
            .iter()
            .map(|one| (number(*one, "x"), number(*one, "x") + number(*one, "width")))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(
            spans[0].0 >= 0.0 && spans.last().unwrap().1 <= WIDTH,
            "{spans:?}"
        );
        assert!(
            spans.windows(2).all(|pair| pair[0].1 + 20.0 < pair[1].0),
            "{spans:?}"
        );
        assert_eq!(
            n_nodes > 8,
            figures[0]
                .svg
                .contains(&format!("{} more", n_nodes.saturating_sub(7)))
        );
    }
}

#[test]
fn a_gap_in_the_records_is_drawn_as_not_known() {
    let mut gap = path(&["A", "B", "C"], EdgeKind::Certain);
    gap.edges.remove(1);
    gap.edges.push(edge(0, 9, EdgeKind::Certain, "to nowhere"));
    let svg = &ties(&[gap], "f")[0].svg;
    assert!(svg.contains(">not known</text>"));
    let tree = Document::parse(svg).unwrap();
    assert_eq!(with_class(&tree, "path", "unknown").len(), 2);
}

#[test]
fn a_long_name_is_cut_in_the_box_and_whole_in_its_title() {
    let name = "The Very Long and Winding Company for Marine Safety Equipment and Everything Else";
    let svg = &ties(&[path(&[name, "B"], EdgeKind::Certain)], "f")[0].svg;
    let tree = Document::parse(svg).unwrap();
    assert!(
        tree.descendants().any(|node| node.has_tag_name("title")
            && node.text().is_some_and(|text| text.starts_with(name)))
    );
    assert!(
        with_class(&tree, "text", "bt")
            .iter()
            .any(|text| text.text().unwrap().ends_with('…'))
    );
}

#[test]
fn a_name_that_just_fits_stays_on_its_lines() {
    let svg = &ties(
        &[path(
            &["Jade Harbour", "Tianhe Cell Holding"],
            EdgeKind::Certain,
        )],
        "f",
    )[0]
    .svg;
    assert!(
        svg.contains(">Jade Harbour</text>") && svg.contains(">Tianhe Cell Holding</text>"),
        "{svg}"
    );
}

proptest! {
    #[test]
    fn labels_of_arcs_do_not_cover_each_other(
        n_nodes in 2_usize..8,
        soft in prop::collection::vec((0_usize..8, 0_usize..8, "[a-z ]{3,40}"), 0..9),
    ) {
        let names: Vec<String> = (0..n_nodes).map(|at| format!("Company {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut path = path(&names, EdgeKind::Certain);
        path.edges.extend(soft.iter().map(|(from, to, label)| edge(*from, *to, EdgeKind::Soft, label)));
        let tree = Tree::new(&[&path]);
        let layout = Layout::new(&tree);
        let (arcs, _, _) = arcs::place(&tree, &layout);
        for (at, one) in arcs.iter().enumerate() {
            for other in arcs.iter().skip(at + 1).filter(|other| (other.peak - one.peak).abs() < 15.0) {
                let half = f64::midpoint(LABEL.width(&one.label), LABEL.width(&other.label));
                prop_assert!((one.label_x - other.label_x).abs() >= half, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn lines_in_boxes_fit_their_box(names in prop::collection::vec("[A-Za-z가-힣 ]{1,70}", 1..9)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let path = path(&names, EdgeKind::Possible);
        let tree = Tree::new(&[&path]);
        let layout = Layout::new(&tree);
        for one in &layout.boxes {
            let face = if layout.compact { PLAIN } else { NAME };
            prop_assert!(one.name.iter().all(|line| face.width(line) <= one.w - one.pad), "{one:?}");
            prop_assert!(one.y + one.h <= layout.height + 1.0);
        }
    }
}
