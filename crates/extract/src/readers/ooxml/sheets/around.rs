//! What lies around the sheets of a workbook: comments, links, caches of pivot tables, connections, revisions.

use super::super::drawing;
use super::super::relationships::{self, Relationship};
use super::each_start;
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::parts::{Part, Parts};
use crate::xml::{Piece, Xml};

/// Reads the parts that belong to no sheet.
pub(super) fn read(
    office: &mut Parts<'_, '_, '_, '_>,
    pointed: &[Relationship],
) -> Result<(), Problem> {
    for name in office.parts("xl/externallinks/", ".xml") {
        office.flow(&name, Place::Raw, Some("external links"), |xml, flow| {
            read_external(xml, flow)
        })?;
        let pointed = relationships::of(office, &name)?;
        read_links(office, &pointed)?;
    }
    for name in office.parts("xl/pivotcache/", ".xml") {
        office.flow(&name, Place::Hidden, Some("pivot cache"), |xml, flow| {
            read_values(xml, flow)
        })?;
    }
    for name in office.parts("xl/connections", ".xml") {
        office.flow(&name, Place::Raw, Some("connections"), |xml, flow| {
            let names = [
                "name",
                "description",
                "connection",
                "command",
                "url",
                "sourceFile",
            ];
            read_attributes(xml, flow, &names)
        })?;
    }
    for name in office.parts("xl/revisions/revisionlog", ".xml") {
        office.flow(&name, Place::Deleted, Some("revisions"), |xml, flow| {
            drawing::read(xml, flow)
        })?;
    }
    read_links(office, pointed)
}

/// Addresses that a part links to.
pub(super) fn read_links(
    office: &mut Parts<'_, '_, '_, '_>,
    pointed: &[Relationship],
) -> Result<(), Problem> {
    let mut outside = pointed.iter().filter(|one| one.is_external).peekable();
    if outside.peek().is_none() {
        return Ok(());
    }
    let mut flow = Flow::new(office.sink, Place::Raw, Some("links"));
    for one in outside {
        flow.text(&one.target)?;
        flow.line()?;
    }
    flow.finish()
}

/// Comments, of before and after 2018.
pub(super) fn read_comments(
    xml: &mut Xml<Part<'_>>,
    flow: &mut Flow<'_, '_, '_>,
) -> Result<(), Problem> {
    let (mut texts, mut authors) = (0_usize, 0_usize);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => match tag.name() {
                "text" | "t" => texts = texts.saturating_add(1),
                "author" => authors = authors.saturating_add(1),
                _ => {}
            },
            Piece::End("t") => texts = texts.saturating_sub(1),
            Piece::End("text") => {
                texts = texts.saturating_sub(1);
                flow.line()?;
            }
            Piece::End("author") => {
                authors = authors.saturating_sub(1);
                flow.line()?;
            }
            Piece::Text(text) if texts > 0 || authors > 0 => flow.text(&text)?,
            _ => {}
        }
    }
    Ok(())
}

/// Names of another workbook's sheets and cells, and what their values were.
fn read_external(xml: &mut Xml<Part<'_>>, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
    let mut values = 0_usize;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => {
                values = values.saturating_add(usize::from(tag.name() == "v"));
                for name in ["val", "name", "ddeService", "ddeTopic", "progId"] {
                    flow.text(&tag.attribute(name).unwrap_or_default())?;
                    flow.line()?;
                }
            }
            Piece::End("v") => {
                values = values.saturating_sub(1);
                flow.line()?;
            }
            Piece::Text(text) if values > 0 => flow.text(&text)?,
            _ => {}
        }
    }
    Ok(())
}

/// The values that a pivot table was made from; they stay when their sheet is gone.
fn read_values(xml: &mut Xml<Part<'_>>, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
    each_start(xml, |tag| {
        let name = match tag.name() {
            "s" | "n" | "d" => "v",
            "cacheField" => "name",
            _ => return Ok(()),
        };
        flow.text(&tag.attribute(name).unwrap_or_default())?;
        flow.line()
    })
}

fn read_attributes(
    xml: &mut Xml<Part<'_>>,
    flow: &mut Flow<'_, '_, '_>,
    names: &[&str],
) -> Result<(), Problem> {
    each_start(xml, |tag| {
        for name in names {
            flow.text(&tag.attribute(name).unwrap_or_default())?;
            flow.line()?;
        }
        Ok(())
    })
}
