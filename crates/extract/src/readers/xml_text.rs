//! XML of no known kind: its text, and the values of its attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::charset;
use crate::sink::Sink;
use crate::{Place, Problem};

/// Reads a document: texts line by line, then the values of attributes.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    texts(bytes, sink)
}

/// The texts of a document in the section that is open, then its attributes in one of their own.
pub(crate) fn texts(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let text = charset::decode_declared(bytes, declared(bytes));
    let mut reader = lenient(&text);
    let mut values = String::new();
    let outcome = loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, &mut values);
                sink.line()?;
            }
            Ok(Event::Empty(element)) => attributes(&element, &mut values),
            Ok(Event::End(_)) => sink.line()?,
            Ok(Event::Text(piece)) => words(&piece, sink)?,
            Ok(Event::CData(piece)) => words(&piece, sink)?,
            Ok(Event::GeneralRef(piece)) => sink.text(&entity(&piece))?,
            Ok(Event::Eof) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(Problem::Damaged(error.to_string())),
        }
    };
    if !values.is_empty() {
        sink.section(Place::Raw, Some("attributes"));
        sink.text(&values)?;
    }
    outcome
}

/// The text of a piece of XML or HTML, tags left out.
pub(crate) fn plain(markup: &str) -> String {
    let mut reader = lenient(markup);
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(_) | Event::End(_) | Event::Empty(_)) => {
                if !text.is_empty() && !text.ends_with(char::is_whitespace) {
                    text.push(' ');
                }
            }
            Ok(Event::Text(piece)) => text.push_str(&piece),
            Ok(Event::CData(piece)) => text.push_str(&piece),
            Ok(Event::GeneralRef(piece)) => text.push_str(&entity(&piece)),
            Ok(Event::Eof) | Err(_) => return text.trim().to_owned(),
            Ok(_) => {}
        }
    }
}

/// The letters an entity stands for; one that is not known stays as it is written.
pub(crate) fn entity(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    let name: &str = entity;
    let known = quick_xml::escape::resolve_html5_entity(name);
    known.map_or_else(|| format!("&{name};"), str::to_owned)
}

/// The value of an attribute with its entities undone; one that breaks their rules stays as it is written.
pub(crate) fn unescaped(value: &str) -> std::borrow::Cow<'_, str> {
    quick_xml::escape::unescape(value).unwrap_or(std::borrow::Cow::Borrowed(value))
}

fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The encoding that the first line declares.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = bytes.get(..bytes.len().min(256))?;
    let text = String::from_utf8_lossy(start);
    let (_, after) = text.split_once("encoding=")?;
    let name = after
        .trim_start_matches(['"', '\''])
        .split(['"', '\''])
        .next()?;
    encoding_rs::Encoding::for_label(name.as_bytes())
}

fn words(text: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    // Indentation of the source is no text.
    if text.trim().is_empty() && text.contains('\n') {
        return Ok(());
    }
    sink.text(text)
}

fn attributes(element: &BytesStart<'_>, values: &mut String) {
    for attribute in element.attributes().with_checks(false).flatten() {
        let key: &str = attribute.key.as_ref();
        let is_declaration = key.starts_with("xmlns");
        let value = unescaped(&attribute.value);
        if !is_declaration && value.chars().any(char::is_alphabetic) {
            values.push_str(&value);
            values.push('\n');
        }
    }
}
