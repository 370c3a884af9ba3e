//! What a PDF says about itself: its information dictionary, its XMP packet, its outline.

use std::collections::HashSet;

use hayro_syntax::object::{Dict, Object, ObjectIdentifier, Stream};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{stream, strings};
use crate::readers::{charset, xml_text};
use crate::sink::Sink;
use crate::{Place, Problem};

/// Entries of an outline that are read.
const MAX_ENTRIES: u32 = 100_000;

/// The entries of the information dictionary, custom ones included.
pub(super) fn information(dict: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    for (name, _) in dict.entries() {
        let value = match dict.get::<Object<'_>>(&*name) {
            Some(Object::String(text)) => strings::text(&text),
            Some(Object::Name(text)) => text.as_str().to_owned(),
            Some(Object::Number(number)) => number.as_f64().to_string(),
            Some(Object::Boolean(value)) => value.to_string(),
            _ => continue,
        };
        sink.property(name.as_str(), &value)?;
    }
    Ok(())
}

/// The properties of an XMP packet, by their names with prefix: `dc:title`, `pdfx:MSIP_Label_…`.
pub(super) fn xmp(packet: &Stream<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let bytes = match stream::decoded(packet, sink.budget()) {
        Ok(bytes) => bytes,
        Err(problem) if problem.is_limit() => return Err(problem),
        Err(_) => return Ok(()),
    };
    let text = charset::decode(&bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut names: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, sink)?;
                value.clear();
                names.push(element.name().as_ref().to_owned());
            }
            Ok(Event::Empty(element)) => attributes(&element, sink)?,
            Ok(Event::Text(text)) => value.push_str(&text),
            Ok(Event::GeneralRef(entity)) => value.push_str(&xml_text::entity(&entity)),
            Ok(Event::CData(text)) => value.push_str(&text),
            Ok(Event::End(_)) => {
                let own = names.iter().rev().find(|name| !is_structure(name));
                if let Some(name) = own {
                    sink.property(name, &value)?;
                }
                value.clear();
                names.pop();
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

fn attributes(
    element: &quick_xml::events::BytesStart<'_>,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    for attribute in element.attributes().with_checks(false).flatten() {
        let name: &str = attribute.key.as_ref();
        let prefix = name.split(':').next().unwrap_or("");
        if ["xmlns", "rdf", "xml", "x"].contains(&prefix) {
            continue;
        }
        sink.property(name, &xml_text::unescaped(&attribute.value))?;
    }
    Ok(())
}

/// Elements that only carry others.
fn is_structure(name: &str) -> bool {
    name.starts_with("rdf:") || name.starts_with("x:")
}

/// The titles of the outline, one a line.
pub(super) fn outline(root: &Dict<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Some(outline) = root.get::<Dict<'_>>("Outlines") else {
        return Ok(());
    };
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut waiting: Vec<Dict<'_>> = outline.get::<Dict<'_>>("First").into_iter().collect();
    let mut left = MAX_ENTRIES;
    sink.section(Place::Body, Some("outline"));
    while let Some(entry) = waiting.pop() {
        if left == 0 || !entry.obj_id().is_none_or(|id| seen.insert(id)) {
            continue;
        }
        left -= 1;
        if let Some(title) = entry.get::<hayro_syntax::object::String<'_>>("Title") {
            sink.text(&strings::text(&title))?;
            sink.line()?;
        }
        waiting.extend(entry.get::<Dict<'_>>("Next"));
        waiting.extend(entry.get::<Dict<'_>>("First"));
    }
    Ok(())
}
