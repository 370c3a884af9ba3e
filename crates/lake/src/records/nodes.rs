//! Records of an XML document as small trees, one at a time: only elements that are asked for are ever held.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::delimited::broken;
use super::value::excerpt;
use super::{Note, ReadError, RecordFormat};
use crate::import::Reject;
use crate::input::{Input, LimitedXml, RECORD_LIMIT, TextEncoding, XmlError, XmlPiece, XmlTag};

/// What a node costs beside its texts.
const NODE_COST: usize = 64;

/// What of a document is read.
#[derive(Debug)]
pub(super) struct Shape {
    /// The names that its root may have.
    pub(super) roots: &'static [&'static str],
    /// Elements that hold records; the root does too where there are none.
    pub(super) containers: &'static [&'static str],
    /// The records.
    pub(super) records: &'static [&'static str],
    /// Elements beside the records that are known to hold none.
    pub(super) heads: &'static [&'static str],
    /// Elements of heads whose text is taken.
    pub(super) head_texts: &'static [&'static str],
    /// Elements of a record that are held; of any other, nothing within it is.
    pub(super) kept: &'static [&'static str],
    /// Attributes of the root and of held elements that are held.
    pub(super) attributes: &'static [&'static str],
}

/// An element with what is held of it.
#[derive(Debug, Default)]
pub(super) struct Node {
    name: &'static str,
    line: u64,
    text: String,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

/// What stands where a record may.
pub(super) enum Found {
    /// A record.
    Record(Node),
    /// Something that cannot be read as one.
    Wrong(Reject),
}

/// Reads the records of a document.
pub(super) struct XmlRecords {
    path: PathBuf,
    format: RecordFormat,
    xml: LimitedXml<Input>,
    state: State,
}

struct State {
    shape: &'static Shape,
    /// Open elements outside of records.
    outer: usize,
    /// Open elements within a head, and the text that is taken.
    in_head: usize,
    head: Option<&'static str>,
    heads: BTreeMap<&'static str, String>,
    /// Open elements of a record.
    stack: Vec<Node>,
    n_kept: usize,
    /// How deep reading stands in something that is not held.
    skipped: usize,
    wrong: Option<Reject>,
}

impl Node {
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Its text on one line, where there is any.
    pub(super) fn own_text(&self) -> Option<&str> {
        Some(self.text.as_str()).filter(|text| !text.is_empty())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| *key == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The elements at a path of names parted by points.
    pub(super) fn all<'a>(&'a self, path: &str) -> Vec<&'a Node> {
        let mut found = vec![self];
        for name in path.split('.') {
            found = found
                .into_iter()
                .flat_map(|node| node.children.iter().filter(move |child| child.name == name))
                .collect();
        }
        found
    }

    /// The text at a path; a refusal where it stands there twice.
    pub(super) fn text(&self, path: &str) -> Result<Option<&str>, Reject> {
        match self.all(path).as_slice() {
            [] => Ok(None),
            [one] => Ok(one.own_text()),
            [_, second, ..] => Err(Reject::new(second.line, path, "stands twice in the record")),
        }
    }

    /// The texts at a path.
    pub(super) fn texts(&self, path: &str) -> Vec<&str> {
        let all = self.all(path).into_iter();
        all.filter_map(Node::own_text).collect()
    }
}

impl XmlRecords {
    pub(super) fn open(
        path: &Path,
        format: RecordFormat,
        shape: &'static Shape,
    ) -> Result<Self, ReadError> {
        Ok(Self {
            path: path.to_owned(),
            format,
            xml: LimitedXml::new(Input::open(path)?),
            state: State {
                shape,
                outer: 0,
                in_head: 0,
                head: None,
                heads: BTreeMap::new(),
                stack: Vec::new(),
                n_kept: 0,
                skipped: 0,
                wrong: None,
            },
        })
    }

    /// How many bytes of the file have been read.
    pub(super) fn position(&self) -> u64 {
        self.xml.input().position()
    }

    /// A text of a head or an attribute of the root, as far as it has been read.
    pub(super) fn head(&self, name: &str) -> Option<&str> {
        self.state.heads.get(name).map(String::as_str)
    }

    /// What else the user should know of the file.
    pub(super) fn note(&self) -> Option<Note> {
        match self.xml.input().encoding() {
            TextEncoding::Utf8 => None,
            encoding => Some(Note::Decoded { encoding }),
        }
    }

    /// The next record; `None` behind the last one.
    pub(super) fn next_record(&mut self) -> Result<Option<Found>, ReadError> {
        loop {
            let piece = match self.xml.next_piece() {
                Ok(Some(piece)) => piece,
                Ok(None) => return Ok(None),
                Err(error) => return Err(explain(&self.path, (self.format, &self.state), error)),
            };
            let found = match piece {
                XmlPiece::Start(tag) => self.state.start(&tag),
                XmlPiece::Text(text) => self.state.text(&text).map(|()| None),
                XmlPiece::End => Ok(self.state.end()),
                XmlPiece::Aside => Ok(None),
            };
            match found {
                Ok(None) => {}
                Ok(found) => return Ok(found),
                Err(reason) => return Err(wrong(&self.path, self.format, reason)),
            }
        }
    }
}

impl State {
    /// An element begins; the error says why the document cannot be read on.
    fn start(&mut self, tag: &XmlTag<'_>) -> Result<Option<Found>, String> {
        let name = tag.name();
        if self.skipped > 0 {
            self.skipped += 1;
        } else if !self.stack.is_empty() {
            match known(self.shape.kept, name) {
                Some(name) => self.push(name, tag),
                None => self.skipped = 1,
            }
        } else if self.in_head > 0 {
            self.in_head += 1;
            self.head = known(self.shape.head_texts, name);
        } else if self.outer == 0 {
            if !self.shape.roots.contains(&name) {
                return Err(format!(
                    "line {}: its root is `{}`, and {} is wanted",
                    tag.line(),
                    excerpt(name),
                    quoted(self.shape.roots)
                ));
            }
            self.outer = 1;
            for attribute in self.shape.attributes {
                let value = tag.attribute(attribute);
                self.heads.extend(value.map(|value| (*attribute, value)));
            }
        } else if let Some(name) = known(self.shape.records, name) {
            self.n_kept = 0;
            self.push(name, tag);
        } else if self.outer == 1 && self.shape.containers.contains(&name) {
            self.outer = 2;
        } else if self.shape.heads.contains(&name) {
            self.in_head = 1;
        } else {
            self.skipped = 1;
            let reason = format!("not {}: nothing of it is read", quoted(self.shape.records));
            return Ok(Some(Found::Wrong(Reject::new(tag.line(), name, reason))));
        }
        Ok(None)
    }

    fn push(&mut self, name: &'static str, tag: &XmlTag<'_>) {
        let mut node = Node {
            name,
            line: tag.line(),
            ..Node::default()
        };
        self.n_kept += NODE_COST;
        for attribute in self.shape.attributes {
            if let Some(value) = tag.attribute(attribute) {
                self.n_kept += value.len();
                node.attributes.push((*attribute, value));
            }
        }
        if self.has_room(tag.line()) {
            self.stack.push(node);
        } else {
            self.skipped = 1;
        }
    }

    fn has_room(&mut self, line: u64) -> bool {
        if self.n_kept > RECORD_LIMIT && self.wrong.is_none() {
            let reason = "the record holds more than 1 MiB: no record is that long";
            self.wrong = Some(Reject::new(line, "", reason));
        }
        // The outermost element is always held, so that its end is known.
        self.n_kept <= RECORD_LIMIT || self.stack.is_empty()
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if self.skipped > 0 {
            return Ok(());
        }
        if let Some(name) = self.head {
            let head = self.heads.entry(name).or_default();
            head.push_str(text);
            if head.len() > RECORD_LIMIT {
                return Err(format!("`{name}` holds more than 1 MiB of text"));
            }
        }
        if let Some(node) = self.stack.last_mut() {
            let line = node.line;
            self.n_kept += text.len();
            if self.n_kept <= RECORD_LIMIT {
                node.text.push_str(text);
            } else {
                self.has_room(line);
            }
        }
        Ok(())
    }

    /// The element that began last and has not ended ends.
    fn end(&mut self) -> Option<Found> {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if let Some(mut node) = self.stack.pop() {
            node.text = one_line(&node.text);
            match self.stack.last_mut() {
                Some(parent) => parent.children.push(node),
                None => {
                    return Some(match self.wrong.take() {
                        Some(reject) => Found::Wrong(reject),
                        None => Found::Record(node),
                    });
                }
            }
        } else if self.in_head > 0 {
            self.in_head -= 1;
            self.head = None;
        } else {
            self.outer = self.outer.saturating_sub(1);
        }
        None
    }
}

/// The refusal of a whole document.
pub(super) fn wrong(path: &Path, format: RecordFormat, reason: String) -> ReadError {
    ReadError::Format {
        path: path.to_owned(),
        format,
        reason,
    }
}

fn explain(path: &Path, (format, state): (RecordFormat, &State), error: XmlError) -> ReadError {
    match error {
        XmlError::Io(source) => broken(path, source),
        error if state.outer == 0 => wrong(
            path,
            format,
            format!(
                "{error}; wanted is XML whose root is {}",
                quoted(state.shape.roots)
            ),
        ),
        error => wrong(path, format, error.to_string()),
    }
}

fn known(names: &'static [&'static str], name: &str) -> Option<&'static str> {
    names.iter().find(|known| **known == name).copied()
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}

/// Text without the line ends and repeated white space that only lay it out.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
