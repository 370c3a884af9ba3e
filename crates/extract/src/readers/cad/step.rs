//! STEP, ISO 10303-21: the strings of a model, those of its header as properties.

use crate::readers::charset;
use crate::sink::Sink;
use crate::{Place, Problem};

/// What the values of the two main header entities are.
const DESCRIPTION: [&str; 2] = ["description", "implementation_level"];
const NAME: [&str; 7] = [
    "name",
    "time_stamp",
    "author",
    "organization",
    "preprocessor_version",
    "originating_system",
    "authorisation",
];

/// Reads a model.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let text = charset::decode(bytes);
    let mut entity = Entity::default();
    let mut rest: &str = &text;
    let mut in_header = true;
    sink.section(Place::Body, None);
    while let Some(at) = rest.find(['\'', '(', ')', ';', ',', '/', '=']) {
        let (before, from) = rest.split_at(at);
        let mut after = from.get(1..).unwrap_or("");
        match from.as_bytes().first() {
            Some(b'\'') => {
                let (string, left) = string(after);
                let value = decoded(string);
                if in_header {
                    entity.property(&value, sink)?;
                } else if value.chars().any(char::is_alphanumeric) {
                    sink.text(&value)?;
                    sink.line()?;
                }
                after = left;
            }
            Some(b'(') => entity.open(before),
            Some(b')') => entity.depth = entity.depth.saturating_sub(1),
            Some(b',') if entity.depth == 1 => entity.at += 1,
            Some(b';') => {
                in_header &= before.trim() != "DATA" && !before.trim().ends_with("DATA");
                entity = Entity::default();
            }
            Some(b'/') if after.starts_with('*') => {
                let end = after.find("*/");
                after = end.and_then(|end| after.get(end + 2..)).unwrap_or("");
            }
            _ => {}
        }
        rest = after;
    }
    if !text.trim_end().ends_with("END-ISO-10303-21;") {
        return Err(Problem::CutOff(
            "the end mark of the model is missing".into(),
        ));
    }
    Ok(())
}

/// The header entity that is being read: its name, how deep in its lists, at which of its values.
#[derive(Debug, Default)]
struct Entity {
    name: String,
    depth: u32,
    at: usize,
}

impl Entity {
    fn open(&mut self, before: &str) {
        if self.depth == 0 {
            before.trim().clone_into(&mut self.name);
        }
        self.depth = self.depth.saturating_add(1);
    }

    fn property(&self, value: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let key = match self.name.as_str() {
            "FILE_DESCRIPTION" => DESCRIPTION.get(self.at),
            "FILE_NAME" => NAME.get(self.at),
            "FILE_SCHEMA" => Some(&"schema"),
            _ => None,
        };
        sink.property(key.unwrap_or(&self.name.as_str()), value)
    }
}

/// A string up to its quote (two quotes are one), and what follows it.
fn string(from: &str) -> (&str, &str) {
    let mut at = 0;
    while let Some(quote) = from.get(at..).and_then(|rest| rest.find('\'')) {
        let end = at + quote;
        if from
            .get(end + 1..)
            .is_some_and(|rest| rest.starts_with('\''))
        {
            at = end + 2;
            continue;
        }
        return (
            from.get(..end).unwrap_or(""),
            from.get(end + 1..).unwrap_or(""),
        );
    }
    (from, "")
}

/// A string with its escapes undone: `\X2\AC00\X0\`, `\X\E9`, `\S\i`, `\\`, `''`.
fn decoded(string: &str) -> String {
    let mut out = String::with_capacity(string.len());
    let mut rest = string;
    while let Some(at) = rest.find(['\\', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix("''") {
            out.push('\'');
            rest = after;
        } else if let Some(after) = from.strip_prefix("\\\\") {
            out.push('\\');
            rest = after;
        } else if let Some(after) = from.strip_prefix("\\X2\\") {
            rest = wide(after, 4, &mut out);
        } else if let Some(after) = from.strip_prefix("\\X4\\") {
            rest = wide(after, 8, &mut out);
        } else if let Some(after) = from.strip_prefix("\\X\\") {
            let code = after
                .get(..2)
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            out.extend(code.map(char::from));
            rest = after.get(2..).unwrap_or("");
        } else if let Some(after) = from.strip_prefix("\\S\\") {
            let mut letters = after.chars();
            let high = letters
                .next()
                .and_then(|letter| char::from_u32(u32::from(letter) + 128));
            out.extend(high);
            rest = letters.as_str();
        } else {
            let mut letters = from.chars();
            out.extend(letters.next());
            rest = letters.as_str();
        }
    }
    out.push_str(rest);
    out
}

/// Letters of four or eight digits each, up to `\X0\`.
fn wide<'s>(from: &'s str, digits: usize, out: &mut String) -> &'s str {
    let (codes, after) = from.split_once("\\X0\\").unwrap_or((from, ""));
    let units = codes.as_bytes().chunks(digits);
    let units =
        units.filter_map(|unit| u32::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
    if digits == 4 {
        let letters = char::decode_utf16(units.map(|unit| unit as u16));
        out.extend(letters.filter_map(Result::ok));
    } else {
        out.extend(units.filter_map(char::from_u32));
    }
    after
}
