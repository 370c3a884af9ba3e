//! HWPX (OWPML): Hangul documents in a ZIP container.

use crate::Problem;
use crate::item::Place;
use crate::readers::numbering::hangul::Shapes;
use crate::readers::ooxml::drawing;
use crate::readers::parts::{Part, Parts};
use crate::sink::Sink;
use crate::xml::{Piece, Xml};

mod shapes;
mod text;

#[cfg(test)]
mod tests;

/// Reads a document: sections in their order, then pages behind them, charts, and files inside.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut document = Parts::open(bytes, sink)?;
    let order = read_contents(&mut document)?;
    if is_encrypted(&mut document)? {
        return Err(Problem::Password);
    }
    let mut sections: Vec<String> = order
        .into_iter()
        .filter(|part| kind_of(part) == Kind::Section)
        .collect();
    let all = document.parts("", ".xml");
    for kind in [Kind::Section, Kind::Master, Kind::Memo] {
        sections.extend(all.iter().filter(|part| kind_of(part) == kind).cloned());
    }
    if sections.is_empty() {
        return Err(Problem::Damaged("it has no sections".to_owned()));
    }
    let mut shapes = Shapes::default();
    document.part("Contents/header.xml", |xml, _| {
        shapes::read(xml, &mut shapes)
    })?;
    for part in sections {
        let place = match kind_of(&part) {
            Kind::Master => Place::Master,
            Kind::Memo => Place::Comment,
            _ => Place::Body,
        };
        document.flow(&part, place, None, |xml, flow| {
            text::read(xml, flow, &mut shapes)
        })?;
    }
    for part in document.parts("chart/", ".xml") {
        document.flow(&part, Place::Alternative, Some("chart"), |xml, flow| {
            drawing::read(xml, flow)
        })?;
    }
    document.note_pictures(1);
    read_inside(&mut document)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Section,
    Master,
    Memo,
    Other,
}

/// What a part is, by its name.
fn kind_of(part: &str) -> Kind {
    let name = part.to_ascii_lowercase();
    let file = name.rsplit('/').next().unwrap_or(&name);
    if file.starts_with("section") {
        Kind::Section
    } else if file.starts_with("masterpage") {
        Kind::Master
    } else if file.starts_with("memo") {
        Kind::Memo
    } else {
        Kind::Other
    }
}

/// Reads what the document says about itself, and gives its parts in the order in which they are read.
fn read_contents(document: &mut Parts<'_, '_, '_, '_>) -> Result<Vec<String>, Problem> {
    let mut contents = Contents::default();
    for part in document.parts("", ".hpf") {
        document.part(&part, |xml, sink| contents.read(xml, sink))?;
    }
    let in_order = contents.spine.iter().filter_map(|id| {
        let (_, href) = contents.items.iter().find(|(item, _)| item == id)?;
        let beside = format!("Contents/{href}");
        let is_beside = !document.package.has(href) && document.package.has(&beside);
        Some(if is_beside { beside } else { href.clone() })
    });
    Ok(in_order.collect())
}

/// The contents of a document as `content.hpf` lists them.
#[derive(Default)]
struct Contents {
    items: Vec<(String, String)>,
    spine: Vec<String>,
}

/// Parts that are listed at most.
const ITEMS: usize = 10_000;

impl Contents {
    fn read(&mut self, xml: &mut Xml<Part<'_>>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let mut name = None;
        let mut value = String::new();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => {
                    let attribute = |name| tag.attribute(name).unwrap_or_default().into_owned();
                    match tag.name() {
                        "title" | "language" | "creator" | "subject" | "description" => {
                            name = Some(tag.name().to_owned());
                        }
                        "meta" => name = Some(attribute("name")),
                        "item" if self.items.len() < ITEMS => {
                            self.items.push((attribute("id"), attribute("href")));
                        }
                        "itemref" if self.spine.len() < ITEMS => {
                            self.spine.push(attribute("idref"));
                        }
                        _ => {}
                    }
                    value.clear();
                    let content = attribute("content");
                    if content != "text" {
                        value.push_str(&content);
                    }
                }
                Piece::Text(text) => value.push_str(&text),
                Piece::End(_) => {
                    if let Some(name) = name.take() {
                        sink.property(&name, &value)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether parts are encrypted, as the manifest says.
fn is_encrypted(document: &mut Parts<'_, '_, '_, '_>) -> Result<bool, Problem> {
    let mut is_encrypted = false;
    document.part("META-INF/manifest.xml", |xml, _| {
        is_encrypted = super::odf::has_encryption(xml)?;
        Ok(())
    })?;
    Ok(is_encrypted)
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
    let (folder, file) = name.split_once('/').unwrap_or(("", &name));
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    match folder {
        "" => file == "mimetype" || matches!(ending, "xml" | "rdf"),
        "bindata" => super::is_picture(ending),
        "preview" | "scripts" | "meta-inf" => true,
        _ => matches!(ending, "xml" | "hpf" | "rdf" | "js") || super::is_picture(ending),
    }
}
