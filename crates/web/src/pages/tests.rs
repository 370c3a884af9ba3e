//! Whole pages: well formed, self-contained, escaped.

use roxmltree::{Document, Node};

use super::*;
use crate::words;

#[path = "../../examples/samples/mod.rs"]
mod samples;

/// The page as a tree; fails where a tag is left open, an attribute is bare or an entity is unknown.
fn tree(page: &str) -> Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}\n{page}"))
}

fn elements<'a>(tree: &'a Document<'_>, tag: &str) -> Vec<Node<'a, 'a>> {
    tree.descendants()
        .filter(|node| node.has_tag_name(tag))
        .collect()
}

/// All text below a node, with single spaces.
fn text(node: Node<'_, '_>) -> String {
    let parts: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|part| part.text())
        .collect();
    parts.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn every_page() -> Vec<String> {
    let mut cases = samples::all().unwrap();
    cases.push(samples::hostile().unwrap());
    let mut long = samples::person().unwrap();
    long.paths = (0..12).map(samples::chain).collect();
    cases.push(long);
    let mut pages: Vec<String> = cases.iter().map(|case| case_page(case).unwrap()).collect();
    pages.push(case_index_page(&cases).unwrap());
    pages.push(case_index_page(&[]).unwrap());
    pages
}

#[test]
fn pages_are_well_formed_and_self_contained() {
    for page in every_page() {
        let tree = tree(&page);
        assert_eq!(elements(&tree, "style").len(), 1);
        for tag in [
            "script",
            "link",
            "img",
            "iframe",
            "object",
            "image",
            "use",
            "foreignObject",
        ] {
            assert!(elements(&tree, tag).is_empty(), "{tag}");
        }
        for attribute in tree.descendants().flat_map(|node| node.attributes()) {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(
                !name.starts_with("on") && name != "style" && name != "src",
                "{name}={value}"
            );
            assert!(name != "href" || value.starts_with("./"), "{value}");
        }
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("));
        assert!(!page.contains("@import") && !page.contains("<script"));
    }
}

#[test]
fn ids_are_unique_and_pictures_are_named() {
    for page in every_page() {
        let tree = tree(&page);
        let mut ids: Vec<&str> = tree
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .collect();
        let n_ids = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n_ids);
        for svg in elements(&tree, "svg")
            .into_iter()
            .filter(|svg| svg.attribute("aria-hidden").is_none())
        {
            assert_eq!(svg.attribute("role"), Some("img"));
            let names = svg.attribute("aria-labelledby").unwrap();
            assert!(
                names
                    .split(' ')
                    .all(|name| ids.binary_search(&name).is_ok()),
                "{names}"
            );
            let kinds: Vec<&str> = svg
                .children()
                .take(2)
                .map(|child| child.tag_name().name())
                .collect();
            assert_eq!(kinds, ["title", "desc"]);
        }
    }
}

#[test]
fn hostile_text_is_escaped_and_seen() {
    let page = case_page(&samples::hostile().unwrap()).unwrap();
    let tree = tree(&page);
    let title = text(elements(&tree, "h1")[0]);
    assert_eq!(
        title,
        "<script>alert('x')</script>&\"\\u{202e}txt\\u{200b}.exe\\u{1b}[2J"
    );
    assert!(
        page.chars()
            .all(|c| c == '\n' || words::visible(&c.to_string()).starts_with(c) || c == '\u{25cc}')
    );
}

#[test]
fn the_person_page_answers_in_order() {
    let page = case_page(&samples::person().unwrap()).unwrap();
    let tree = tree(&page);
    let headings: Vec<String> = elements(&tree, "h2").into_iter().map(text).collect();
    assert_eq!(
        headings,
        [
            "Who",
            "What",
            "To whom",
            "What happened, against own usual",
            "Who stands behind the new employer",
            "Why it weighs what it weighs",
            "Facts",
            "Innocent explanations checked",
            "Not known",
            "Next steps",
        ]
    );
    let header = text(elements(&tree, "header")[0]);
    assert!(header.contains("+19 dB"), "{header}");
    assert!(
        header.contains("first finding 41 days before the last working day"),
        "{header}"
    );
    let facts: Vec<String> = elements(&tree, "tr")
        .into_iter()
        .map(text)
        .filter(|row| row.contains("find_"))
        .collect();
    assert_eq!(
        facts[2],
        "a device never seen beforetaking.new-removable-device · find_taking-new-removable-device\
         −40 d 2026-02-15+6 not counted3f9a12c45d01#88102-88540 3f9a12c45d01#176204-176642"
    );
    assert!(page.contains("not counted: weaker of the same family"));
    assert!(page.contains("speaks against the case"));
    assert!(page.contains("the tie is certain · rule: majority control · as of 2026-03-30"));
}

#[test]
fn every_tie_and_every_term_is_also_in_a_table() {
    let case = samples::cohort().unwrap();
    let page = case_page(&case).unwrap();
    let tree = tree(&page);
    let rows: Vec<String> = elements(&tree, "td").into_iter().map(text).collect();
    for path in &case.paths {
        for edge in &path.edges {
            assert!(rows.contains(&edge.label), "{}", edge.label);
        }
        for node in &path.nodes {
            assert!(rows.contains(&node.name), "{}", node.name);
        }
    }
    for term in &case.score.terms {
        assert!(rows.contains(&words::term_label(term)));
    }
    assert_eq!(
        text(elements(&tree, "h2")[4]),
        "Who stands behind the new employers"
    );
    assert_eq!(
        elements(&tree, "svg")
            .iter()
            .filter(|svg| svg.attribute("role").is_some())
            .count(),
        2
    );
}

#[test]
fn what_a_case_lacks_is_written_out() {
    let mut case = samples::organisation().unwrap();
    let page = case_page(&case).unwrap();
    assert!(page.contains("No acts by day belong to this case."));
    assert!(page.contains("None was checked."));
    assert!(!page.contains("Who stands behind"));
    case.kind = bongsu_model::CaseKind::Person;
    case.unknown.clear();
    let page = case_page(&case).unwrap();
    assert!(page.contains("No path to a restricted party is recorded. That is not a clearance"));
    assert!(page.contains("Nothing is recorded as not known."));
    assert!(page.contains("not known</bdi>"));
}

#[test]
fn the_list_links_to_each_page() {
    let cases = samples::all().unwrap();
    let page = case_index_page(&cases).unwrap();
    let tree = tree(&page);
    let links: Vec<&str> = elements(&tree, "a")
        .into_iter()
        .filter_map(|link| link.attribute("href"))
        .collect();
    assert_eq!(
        links,
        ["./case_01h9.html", "./case_02c7.html", "./case_03x1.html"]
    );
    assert!(
        case_index_page(&[])
            .unwrap()
            .contains("That is not a clearance")
    );
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    assert_eq!(
        case_page(&samples::person().unwrap()).unwrap(),
        case_page(&samples::person().unwrap()).unwrap()
    );
}
