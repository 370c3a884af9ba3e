//! `OpenDocument`: texts, sheets, presentations, drawings, in a ZIP container or one XML file.

use std::io::Read;

use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::parts::{Parts, tolerate};
use crate::sink::Sink;
use crate::xml::{Piece, Xml};

mod cells;
mod lists;
mod text;

#[cfg(test)]
mod tests;

use lists::Lists;

/// Reads a document.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if super::is_flat(bytes) {
        return read_flat(bytes, sink);
    }
    let mut document = Parts::open(bytes, sink)?;
    let mut is_encrypted = false;
    document.part("META-INF/manifest.xml", |xml, _| {
        is_encrypted = has_encryption(xml)?;
        Ok(())
    })?;
    document.part("meta.xml", |xml, sink| read_properties(xml, sink))?;
    if is_encrypted {
        return Err(Problem::Password);
    }
    if !document.package.has("content.xml") {
        document
            .sink
            .problem(Problem::Damaged("content.xml is missing".to_owned()));
    }
    let mut lists = Lists::default();
    document.ahead("styles.xml", |xml| lists.read(xml))?;
    document.flow("content.xml", Place::Body, None, |xml, flow| {
        text::read(xml, flow, lists.clone())
    })?;
    document.flow("styles.xml", Place::Master, None, |xml, flow| {
        text::read(xml, flow, lists)
    })?;
    // Formulae, charts and sheets inside are folders of the same kind.
    for part in document.parts("", "/content.xml") {
        document.flow(&part, Place::Body, Some("object"), |xml, flow| {
            text::read(xml, flow, Lists::default())
        })?;
    }
    document.note_pictures(1);
    read_inside(&mut document)
}

/// Whether a manifest names parts that are encrypted.
pub(super) fn has_encryption<R: Read>(xml: &mut Xml<R>) -> Result<bool, Problem> {
    while let Some(piece) = xml.next()? {
        if let Piece::Start(tag) = piece
            && matches!(tag.name(), "encryption-data" | "encrypted-key")
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read_flat(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let outcome = read_properties(&mut Xml::new(bytes, "the document"), sink);
    tolerate(outcome, sink)?;
    let mut flow = Flow::new(sink, Place::Body, None);
    let outcome = text::read(
        &mut Xml::new(bytes, "the document"),
        &mut flow,
        Lists::default(),
    );
    flow.finish()?;
    outcome
}

/// What a document says about itself: `office:meta`.
fn read_properties<R: Read>(xml: &mut Xml<R>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut is_inside = false;
    let mut name = String::new();
    let mut value = String::new();
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => match tag.full_name() {
                "office:meta" => is_inside = true,
                "meta:user-defined" => {
                    name = tag.attribute("name").unwrap_or_default().into_owned();
                    value.clear();
                }
                _ => {
                    tag.name().clone_into(&mut name);
                    value.clear();
                }
            },
            Piece::Text(text) if is_inside => value.push_str(&text),
            Piece::End("meta") => return Ok(()),
            Piece::End(_) if is_inside => {
                sink.property(&name, &value)?;
                value.clear();
            }
            _ => {}
        }
    }
    Ok(())
}

/// Objects of other programs, and what else lies in the container and belongs to no document of this kind.
fn read_inside(document: &mut Parts<'_, '_, '_, '_>) -> Result<(), Problem> {
    let members = document.package.members().to_vec();
    for (number, member) in members.iter().enumerate() {
        let is_inside = member.is_shadowed || !belongs(&member.name);
        if is_inside && !member.is_folder {
            document.child_of(number)?;
        }
    }
    Ok(())
}

fn belongs(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    if folder.starts_with("objectreplacements")
        || folder.starts_with("thumbnails")
        || folder.starts_with("meta-inf")
        || folder.starts_with("configurations2")
        || folder.starts_with("fonts")
        || folder.starts_with("basic")
        || folder.starts_with("dialogs")
    {
        return true;
    }
    match ending {
        "xml" | "rdf" => true,
        "" => file == "mimetype" || file == "layout-cache",
        _ => super::is_picture(ending),
    }
}
