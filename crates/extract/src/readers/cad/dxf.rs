//! DXF: the texts of a drawing, the names of its layers and blocks, and what its header says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::{EUC_KR, Encoding, UTF_8};

use crate::readers::charset::{self, Charset};
use crate::sink::Sink;
use crate::{Place, Problem};
use groups::{Binary, Group, Lines};

mod groups;
mod markup;

/// What begins the binary form.
const BINARY: &[u8] = b"AutoCAD Binary DXF\r\n\x1A\0";

/// Variables of the header that say something about the document.
const TOLD: [&str; 7] = [
    "$ACADVER",
    "$DWGCODEPAGE",
    "$LASTSAVEDBY",
    "$PROJECTNAME",
    "$TITLE",
    "$AUTHOR",
    "$HYPERLINKBASE",
];

/// Reads a drawing.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let encoding = stated(bytes);
    let mut drawing = Drawing::new(encoding);
    if let Some(body) = bytes.strip_prefix(BINARY) {
        drawing.all(Binary::new(body), sink)?;
    } else {
        let known = encoding.map(|encoding| Charset::Known(encoding, 0));
        let text = known.map_or_else(
            || charset::decode(bytes),
            |known| charset::decode_as(bytes, known),
        );
        drawing.all(Lines::new(&text), sink)?;
    }
    drawing.finish(sink)
}

/// The encoding that the header states: releases since 2007 use UTF-8, older ones name a page of codes.
fn stated(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(64 << 10))?;
    let after = |name: &[u8]| {
        let at = memchr::memmem::find(head, name)? + name.len();
        Some(String::from_utf8_lossy(head.get(at..head.len().min(at + 64))?).into_owned())
    };
    let version = after(b"$ACADVER").unwrap_or_default();
    let release = version
        .split("AC")
        .nth(1)
        .and_then(|digits| digits.get(..4)?.parse::<u32>().ok());
    if release.is_some_and(|release| release >= 1021) {
        return Some(UTF_8);
    }
    let page = after(b"$DWGCODEPAGE")?.to_lowercase();
    let digits = page
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| digits.len() > 2)
        .max_by_key(|digits| digits.len())?
        .to_owned();
    let label = match digits.as_str() {
        "949" => "euc-kr",
        "932" => "shift_jis",
        "936" => "gb18030",
        "950" => "big5",
        "866" => "ibm866",
        "874" => "windows-874",
        other if other.starts_with("125") => {
            return Encoding::for_label(format!("windows-{other}").as_bytes());
        }
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// A drawing while it is read.
#[derive(Debug)]
struct Drawing {
    encoding: Option<&'static Encoding>,
    section: String,
    entity: String,
    variable: String,
    /// The start of a long text that comes in pieces.
    begun: String,
    layers: BTreeSet<String>,
    blocks: BTreeSet<String>,
    names: u64,
    tag: String,
    is_whole: bool,
}

impl Drawing {
    fn new(encoding: Option<&'static Encoding>) -> Self {
        Self {
            encoding,
            section: String::new(),
            entity: String::new(),
            variable: String::new(),
            begun: String::new(),
            layers: BTreeSet::new(),
            blocks: BTreeSet::new(),
            names: 0,
            tag: String::new(),
            is_whole: false,
        }
    }

    fn all<'g>(
        &mut self,
        groups: impl Iterator<Item = Group<'g>>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        sink.section(Place::Body, None);
        for group in groups {
            let value = match group.value {
                Cow::Borrowed(bytes) => self.decoded(bytes),
                Cow::Owned(text) => String::from_utf8_lossy(&text).into_owned(),
            };
            self.group(group.code, value.trim_end_matches(['\r', '\n']), sink)?;
            if self.names > sink.budget().text_left() {
                return sink.budget().text(self.names);
            }
        }
        Ok(())
    }

    /// Lines of the text form are decoded already; strings of the binary form are not.
    fn decoded(&self, bytes: &[u8]) -> String {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => self
                .encoding
                .unwrap_or(EUC_KR)
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
        }
    }

    fn group(&mut self, code: i32, value: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        match code {
            0 => {
                value.trim().clone_into(&mut self.entity);
                self.begun.clear();
                self.is_whole |= self.entity == "EOF";
            }
            2 if self.entity == "SECTION" => value.trim().clone_into(&mut self.section),
            9 => value.trim().clone_into(&mut self.variable),
            _ if self.section == "HEADER" => self.header(value, sink)?,
            8 => self.name(value, true),
            2 if self.entity == "LAYER" => self.name(value, true),
            2 if self.entity == "BLOCK" || self.entity == "INSERT" => self.name(value, false),
            3 if self.entity == "MTEXT" => self.begun.push_str(value),
            3 if self.entity == "ATTDEF" => self.text(value, sink)?,
            1 => {
                let whole = format!("{}{value}", std::mem::take(&mut self.begun));
                self.text(&whole, sink)?;
            }
            1000 if value.contains(char::is_alphabetic) => self.text(value, sink)?,
            _ => {}
        }
        Ok(())
    }

    fn header(&mut self, value: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        match self.variable.as_str() {
            "$CUSTOMPROPERTYTAG" => value.clone_into(&mut self.tag),
            "$CUSTOMPROPERTY" => sink.property(&self.tag, &markup::plain(value))?,
            variable if TOLD.contains(&variable) => {
                sink.property(variable, &markup::plain(value))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&self, value: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        // The sections of classes and objects name program parts, not what is drawn.
        if !matches!(self.section.as_str(), "ENTITIES" | "BLOCKS") {
            return Ok(());
        }
        let text = if self.entity == "MTEXT" || self.entity == "MULTILEADER" {
            markup::formatted(value)
        } else {
            markup::plain(value)
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        sink.text(&text)?;
        sink.line()
    }

    fn name(&mut self, value: &str, is_layer: bool) {
        let names = if is_layer {
            &mut self.layers
        } else {
            &mut self.blocks
        };
        // Names with a star are made by programs.
        if !value.is_empty() && !value.starts_with('*') && !names.contains(value) {
            self.names += value.len() as u64;
            names.insert(value.to_owned());
        }
    }

    fn finish(self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        for (label, names) in [("layers", self.layers), ("blocks", self.blocks)] {
            sink.section(Place::Raw, Some(label));
            for name in names {
                sink.text(&markup::plain(&name))?;
                sink.line()?;
            }
        }
        if self.is_whole {
            Ok(())
        } else {
            Err(Problem::CutOff(
                "the end mark of the drawing is missing".into(),
            ))
        }
    }
}
