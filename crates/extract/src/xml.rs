//! XML in pieces, from a stream, in little memory whatever the stream holds.
//!
//! Elements are told by their local name: Office writes one vocabulary in two namespaces (strict and transitional) and
//! others choose prefixes freely. Only the predefined entities and characters by number are known; others vanish, so
//! nothing expands. A long text comes in several pieces.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape_with};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::Problem;
use crate::package::problem_in;

mod input;

#[cfg(test)]
mod tests;

use input::Input;

/// Elements inside elements; beyond it reading stops.
const DEPTH_LIMIT: usize = 4096;

/// XML that is being read.
pub(crate) struct Xml<R> {
    reader: Option<Reader<Input<R>>>,
    buffer: Vec<u8>,
    depth: usize,
    /// The name of an element that ends.
    ended: String,
    /// Whether the element that began last was empty and ends next.
    ends_next: bool,
    name: String,
    /// Whether entities may be declared, and whether one of them stood where text is.
    declares: bool,
    has_entities: bool,
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum Piece<'x> {
    /// An element begins. Empty elements begin and end.
    Start(Tag<'x>),
    /// The element of this local name ends.
    End(&'x str),
    /// Text, or a piece of a long one.
    Text(Cow<'x, str>),
}

/// The start of an element.
#[derive(Debug)]
pub(crate) struct Tag<'x> {
    /// What stands between the angle brackets.
    content: &'x str,
    /// How much of it is the name.
    name_bytes: usize,
}

/// What was read into the buffer.
enum Kind {
    Start { name_bytes: usize, is_empty: bool },
    End,
    Text,
    Data,
    Character(Option<char>),
    Declaration,
    Aside,
    Over,
}

impl<R: Read> Xml<R> {
    /// Reads from a stream in any encoding that it declares; `name` is for what is said of problems.
    pub(crate) fn new(from: R, name: &str) -> Self {
        Self {
            reader: Some(reader(Input::new(from))),
            buffer: Vec::new(),
            depth: 0,
            ended: String::new(),
            ends_next: false,
            name: name.to_owned(),
            declares: false,
            has_entities: false,
        }
    }

    /// How many elements are open; one that begins is counted.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        if std::mem::take(&mut self.ends_next) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Some(Piece::End(&self.ended)));
        }
        loop {
            match self.read()? {
                Kind::Start {
                    name_bytes,
                    is_empty,
                } => return self.start(name_bytes, is_empty).map(Some),
                Kind::End => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::End(&self.ended)));
                }
                Kind::Text => return Ok(Some(Piece::Text(Cow::Borrowed(self.inside(0, 0))))),
                Kind::Data => return Ok(Some(Piece::Text(Cow::Borrowed(self.inside(9, 3))))),
                Kind::Character(Some(character)) => {
                    return Ok(Some(Piece::Text(Cow::Owned(character.to_string()))));
                }
                Kind::Character(None) => self.has_entities = true,
                Kind::Declaration => self.declares = true,
                Kind::Aside => {}
                Kind::Over => return Ok(None),
            }
        }
    }

    /// Skips what is in the element that began last.
    pub(crate) fn skip(&mut self) -> Result<(), Problem> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    fn start(&mut self, name_bytes: usize, is_empty: bool) -> Result<Piece<'_>, Problem> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_LIMIT {
            self.reader = None;
            return Err(Problem::Damaged(format!(
                "{}: elements inside elements, more than {DEPTH_LIMIT} deep",
                self.name
            )));
        }
        self.ends_next = is_empty;
        if is_empty {
            let name = self.inside(1, 2).get(..name_bytes).unwrap_or("");
            self.ended = local(name).to_owned();
        }
        Ok(Piece::Start(Tag {
            content: self.inside(1, if is_empty { 2 } else { 1 }),
            name_bytes,
        }))
    }

    /// What is in the buffer, without so many bytes at its ends.
    fn inside(&self, before: usize, after: usize) -> &str {
        let end = self.buffer.len().saturating_sub(after);
        let inside = self.buffer.get(before..end).unwrap_or(&[]);
        std::str::from_utf8(inside).unwrap_or("")
    }

    fn read(&mut self) -> Result<Kind, Problem> {
        let Some(reader) = &mut self.reader else {
            return Ok(Kind::Over);
        };
        self.buffer.clear();
        reader.get_mut().mark();
        let kind = match reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(tag)) => Kind::Start {
                name_bytes: tag.name().as_ref().len(),
                is_empty: false,
            },
            Ok(Event::Empty(tag)) => Kind::Start {
                name_bytes: tag.name().as_ref().len(),
                is_empty: true,
            },
            Ok(Event::End(tag)) => {
                self.ended.clear();
                self.ended.push_str(tag.local_name().as_ref());
                Kind::End
            }
            Ok(Event::Text(_)) => Kind::Text,
            Ok(Event::CData(_)) => Kind::Data,
            Ok(Event::GeneralRef(name)) => Kind::Character(if name.is_char_ref() {
                name.resolve_char_ref().ok().flatten()
            } else {
                resolve_xml_entity(&name).and_then(|text| text.chars().next())
            }),
            Ok(Event::Eof) => Kind::Over,
            Ok(Event::DocType(_)) => Kind::Declaration,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_))
            | Err(quick_xml::Error::IllFormed(_)) => Kind::Aside,
            Err(error) => return Err(self.stop(&error)),
        };
        self.go_on(kind)
    }

    /// Where a long text was cut into pieces the reader starts anew; where the stream ends, says why.
    fn go_on(&mut self, kind: Kind) -> Result<Kind, Problem> {
        let is_stopped = self
            .reader
            .as_mut()
            .is_some_and(|reader| reader.get_mut().is_stopped());
        if is_stopped {
            let old = self.reader.take();
            self.reader = old.map(|old| reader(old.into_inner()));
            return Ok(if matches!(kind, Kind::Over) {
                Kind::Aside
            } else {
                kind
            });
        }
        if !matches!(kind, Kind::Over) {
            return Ok(kind);
        }
        let old = self.reader.take();
        if let Some(error) = old.and_then(|mut old| old.get_mut().failure()) {
            return Err(problem_in(&error, &self.name));
        }
        if self.depth > 0 {
            return Err(Problem::CutOff(format!("{} ends early", self.name)));
        }
        if self.declares && self.has_entities {
            return Err(Problem::Damaged(format!(
                "{}: text is hidden in entities, which are not resolved",
                self.name
            )));
        }
        Ok(Kind::Over)
    }

    fn stop(&mut self, error: &quick_xml::Error) -> Problem {
        let Some(mut old) = self.reader.take() else {
            return Problem::Damaged(self.name.clone());
        };
        if let Some(error) = old.get_mut().failure() {
            return problem_in(&error, &self.name);
        }
        if old.get_mut().is_stopped() {
            return Problem::Damaged(format!(
                "{}: a tag or comment of more than {} MiB",
                self.name,
                input::TAG_LIMIT >> 20
            ));
        }
        Problem::Damaged(format!("{}: {error}", self.name))
    }
}

impl<'x> Tag<'x> {
    /// Its local name.
    pub(crate) fn name(&self) -> &'x str {
        local(self.full_name())
    }

    /// Its name with its prefix.
    pub(crate) fn full_name(&self) -> &'x str {
        self.content.get(..self.name_bytes).unwrap_or("")
    }

    /// The value of the attribute of this local name, whatever its prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        self.find(|key| local(key) == name)
    }

    /// The value of an attribute of this local name that has a prefix.
    pub(crate) fn prefixed(&self, name: &str) -> Option<Cow<'x, str>> {
        self.find(|key| key.contains(':') && local(key) == name)
    }

    /// The value of an attribute of this name that has no prefix.
    #[cfg(test)]
    pub(crate) fn plain(&self, name: &str) -> Option<Cow<'x, str>> {
        self.find(|key| key == name)
    }

    fn find(&self, is_it: impl Fn(&str) -> bool) -> Option<Cow<'x, str>> {
        let mut attributes = Attributes::new(self.content, self.name_bytes);
        let attributes = attributes.with_checks(false).flatten();
        let mut wanted = attributes.filter(|attribute| is_it(attribute.key.as_ref()));
        wanted.next().map(|attribute| match attribute.value {
            Cow::Borrowed(value) => unescaped(value),
            Cow::Owned(value) => Cow::Owned(unescaped(&value).into_owned()),
        })
    }
}

/// The value of an attribute with its entities resolved; as it stands, where they are broken.
fn unescaped(value: &str) -> Cow<'_, str> {
    let known = |name: &str| Some(resolve_xml_entity(name).unwrap_or(""));
    unescape_with(value, known).unwrap_or(Cow::Borrowed(value))
}

fn local(name: &str) -> &str {
    // Names are short: a look at each byte is quicker than a search.
    let colon = name.bytes().position(|byte| byte == b':');
    let start = colon.map_or(0, |colon| colon.saturating_add(1));
    name.get(start..).unwrap_or(name)
}

fn reader<R: Read>(input: Input<R>) -> Reader<Input<R>> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}
