//! Word: the body and everything it points to.

use super::drawing;
use super::relationships::{self, Relationship};
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::parts::Parts;
use crate::sink::Sink;
use crate::xml::{Piece, Xml};

mod look;
mod numbering;
mod styles;
mod symbols;
mod text;

use look::Look;

/// Reads a document.
pub(super) fn read(office: &mut Parts<'_, '_, '_, '_>, main: Option<&str>) -> Result<(), Problem> {
    let main = main.unwrap_or("word/document.xml").to_owned();
    if !office.package.has(&main) {
        office
            .sink
            .problem(Problem::Damaged(format!("{main} is missing")));
    }
    let pointed = relationships::of(office, &main)?;
    let mut look = Look::default();
    for one in &pointed {
        match &*one.kind {
            "styles" => office.part(&one.target, |xml, _| look.styles.read(xml))?,
            "numbering" => office.part(&one.target, |xml, _| look.numbering.read(xml))?,
            _ => {}
        }
    }
    let mut waiting = vec![(main, Place::Body, pointed)];
    let mut folders = stories(office);
    while let Some((part, place, pointed)) = waiting.pop().or_else(|| folders.pop()) {
        office.flow(&part, place, None, |xml, flow| {
            text::read(xml, flow, &mut look)
        })?;
        let mut next = Vec::new();
        for one in &pointed {
            if one.is_external {
                continue;
            }
            if one.kind == "aFChunk" {
                office.child(&one.target)?;
            } else if let Some(place) = place_of(&one.kind) {
                let more = relationships::of(office, &one.target)?;
                next.push((one.target.clone(), place, more));
            }
        }
        read_links(office, &pointed)?;
        drawing::read_pointed_to(office, pointed, None)?;
        next.reverse();
        next.sort_by_key(|(_, place, _)| std::cmp::Reverse(*place));
        waiting.extend(next);
    }
    Ok(())
}

/// Reads a document that is one XML file, of 2006 (a package written flat) or 2003.
pub(super) fn read_flat(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut xml = Xml::new(bytes, "the document");
    let mut look = Look::default();
    let mut place = None;
    loop {
        let Some(piece) = xml.next()? else {
            return Ok(());
        };
        let Piece::Start(tag) = piece else {
            continue;
        };
        match tag.name() {
            "part" => place = place_of_part(&tag.attribute("name").unwrap_or_default()),
            "binaryData" => xml.skip()?,
            "xmlData" | "wordDocument" => {
                let is_read = tag.name() == "wordDocument" || place.is_some();
                if !is_read {
                    xml.skip()?;
                    continue;
                }
                let mut flow = Flow::new(sink, place.unwrap_or(Place::Body), None);
                let outcome = text::read(&mut xml, &mut flow, &mut look);
                flow.finish()?;
                outcome?;
            }
            _ => {}
        }
    }
}

/// Where the text of a part stands, by what points to it.
fn place_of(kind: &str) -> Option<Place> {
    Some(match kind {
        "header" => Place::Header,
        "footer" => Place::Footer,
        "footnotes" | "endnotes" => Place::Notes,
        "comments" => Place::Comment,
        "glossaryDocument" => Place::Master,
        "subDocument" => Place::Body,
        _ => return None,
    })
}

/// Where the text of a part stands, by its name.
fn place_of_part(name: &str) -> Option<Place> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.trim_end_matches(".xml");
    let stem = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if name.contains("/charts/") || name.contains("/diagrams/data") {
        return Some(Place::Alternative);
    }
    match stem {
        "document" if name.contains("glossary") => Some(Place::Master),
        "document" => Some(Place::Body),
        other => place_of(&other.to_ascii_lowercase()),
    }
}

/// Addresses that the document links to.
fn read_links(office: &mut Parts<'_, '_, '_, '_>, pointed: &[Relationship]) -> Result<(), Problem> {
    let mut outside = pointed.iter().filter(|one| one.is_external).peekable();
    if outside.peek().is_none() {
        return Ok(());
    }
    office.sink.section(Place::Raw, Some("links"));
    for one in outside {
        office.sink.text(&one.target)?;
        office.sink.line()?;
    }
    Ok(())
}

/// Parts that hold text of a document by their names, for documents whose relationships are lost.
fn stories(office: &Parts<'_, '_, '_, '_>) -> Vec<(String, Place, Vec<Relationship>)> {
    let mut parts = office.parts("word/", ".xml");
    parts.reverse();
    let stories = parts.into_iter().filter_map(|name| {
        let place = place_of_part(&name)?;
        Some((name, place, Vec::new()))
    });
    stories.collect()
}
