//! XML in pieces with their line numbers, each at most [`RECORD_LIMIT`] bytes long and 256 elements deep.
//!
//! A document that declares entities is refused, so that none can unpack to any size. Nothing is resolved from
//! outside, and nothing but the piece at hand is held.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::RECORD_LIMIT;

/// Elements within elements; a document that goes deeper is refused.
const DEPTH_LIMIT: usize = 256;

/// The longest name of an element.
const NAME_LIMIT: usize = 1 << 10;

/// Reads XML.
///
/// ```
/// # use bongsu_lake::input::{LimitedXml, XmlPiece};
/// let mut xml = LimitedXml::new("<a>\n<b c='1'>x &amp; y</b></a>".as_bytes());
/// let mut text = String::new();
/// while let Some(piece) = xml.next_piece().unwrap() {
///     match piece {
///         XmlPiece::Start(tag) if tag.name() == "b" => assert_eq!(tag.attribute("c").as_deref(), Some("1")),
///         XmlPiece::Text(piece) => text.push_str(&piece),
///         _ => {}
///     }
/// }
/// assert_eq!((text.trim(), xml.line()), ("x & y", 2));
/// ```
pub struct LimitedXml<R> {
    reader: Reader<Limited<R>>,
    buffer: Vec<u8>,
    depth: usize,
    /// The line on which the piece at hand begins.
    line: u64,
    has_root: bool,
}

/// What stands at a place in a document.
#[derive(Debug)]
pub enum XmlPiece<'a> {
    /// An element begins.
    Start(XmlTag<'a>),
    /// The element that began last and has not ended ends.
    End,
    /// Text within the element; one text may come in several pieces.
    Text(Cow<'a, str>),
    /// A comment, an instruction, or white space outside of the root: nothing to read.
    Aside,
}

/// The start of an element.
#[derive(Debug)]
pub struct XmlTag<'a> {
    tag: BytesStart<'a>,
    line: u64,
}

/// Why XML cannot be read on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XmlError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(io::Error),
    /// The document is not well-formed, not whole, or beyond a limit.
    #[error("line {line}: {reason}")]
    Content {
        /// Counted from 1.
        line: u64,
        /// What is wrong, and what to do.
        reason: String,
    },
}

impl<R: BufRead> LimitedXml<R> {
    /// Reads from the start of a document in UTF-8.
    pub fn new(input: R) -> Self {
        let mut reader = Reader::from_reader(Limited {
            input,
            line: 1,
            n_taken: 0,
            n_total: 0,
            is_over: false,
            is_at_end: false,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            line: 1,
            has_root: false,
        }
    }

    /// What is read from.
    pub fn input(&self) -> &R {
        &self.reader.get_ref().input
    }

    /// The line on which the piece that was read last begins, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes of the document have been taken.
    pub fn n_bytes(&self) -> u64 {
        self.reader.get_ref().n_total
    }

    /// How many elements are open; one that begins is counted.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece; `None` behind the end of the root.
    pub fn next_piece(&mut self) -> Result<Option<XmlPiece<'_>>, XmlError> {
        self.buffer.clear();
        self.buffer.shrink_to(RECORD_LIMIT);
        let limited = self.reader.get_mut();
        limited.n_taken = 0;
        self.line = limited.line;
        let line = self.line;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(explain(error, self.reader.get_ref(), line)),
        };
        Ok(Some(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                if self.depth == 0 && std::mem::replace(&mut self.has_root, true) {
                    return Err(wrong(line, "a second root element begins"));
                }
                if tag.name().as_ref().len() > NAME_LIMIT {
                    return Err(wrong(line, "the name of an element is longer than 1 KiB"));
                }
                if self.depth >= DEPTH_LIMIT {
                    return Err(wrong(line, "more than 256 elements within each other"));
                }
                self.depth += 1;
                XmlPiece::Start(XmlTag { tag, line })
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                XmlPiece::End
            }
            Event::Text(text) if self.depth > 0 => XmlPiece::Text(text.xml10_content()),
            Event::CData(text) if self.depth > 0 => XmlPiece::Text(text.xml10_content()),
            Event::GeneralRef(name) if self.depth > 0 => {
                XmlPiece::Text(Cow::Owned(entity(&name, line)?.to_string()))
            }
            Event::Text(text) if is_blank(&text) => XmlPiece::Aside,
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                return Err(wrong(line, "text stands outside of the root element"));
            }
            Event::DocType(_) => return Err(wrong(line, DOCTYPE)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => XmlPiece::Aside,
            Event::Eof if self.depth > 0 => return Err(wrong(line, CUT)),
            Event::Eof if !self.has_root => return Err(wrong(line, "there is no element in it")),
            Event::Eof => return Ok(None),
        }))
    }
}

const DOCTYPE: &str = "a document type is declared, which could let entities unpack to any size: only documents without one are read";

const CUT: &str = "the document ends before its elements do: it is cut off, so copy it again";

/// Whether text may stand outside of the root.
fn is_blank(text: &str) -> bool {
    text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .is_empty()
}

fn entity(entity: &BytesRef<'_>, line: u64) -> Result<char, XmlError> {
    let known = match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().unwrap_or_default(),
    };
    known.ok_or_else(|| wrong(line, "an entity is used that XML does not know by itself"))
}

fn wrong(line: u64, reason: &str) -> XmlError {
    XmlError::Content {
        line,
        reason: reason.to_owned(),
    }
}

fn explain<R>(error: quick_xml::Error, limited: &Limited<R>, line: u64) -> XmlError {
    if limited.is_over {
        return wrong(line, "a text, tag or comment of more than 1 MiB");
    }
    match error {
        quick_xml::Error::Io(error) => XmlError::Io(
            Arc::try_unwrap(error)
                .unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string())),
        ),
        quick_xml::Error::Encoding(_) => wrong(
            limited.line,
            "bytes that are not text in the file's encoding: save it as UTF-8",
        ),
        quick_xml::Error::Syntax(_) if limited.is_at_end => wrong(limited.line, CUT),
        error => wrong(limited.line, &format!("not well-formed XML: {error}")),
    }
}

impl XmlTag<'_> {
    /// The line on which it begins, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The name of the element, without the prefix of its name space.
    pub fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The value of an attribute without name space; the first where there are several.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.tag.attributes();
        let mut all = all.with_checks(false).flatten();
        let found = all.find(|attribute| attribute.key.as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// The values of an attribute as they are written, however often it stands there.
    pub fn raw_values(&self, name: &str) -> Vec<Cow<'_, str>> {
        let mut all = self.tag.attributes();
        all.with_checks(false)
            .flatten()
            .filter(|attribute| attribute.key.as_ref() == name)
            .map(|attribute| attribute.value)
            .collect()
    }

    /// How long the tag is, in bytes.
    pub fn n_bytes(&self) -> usize {
        self.tag.len()
    }
}

impl<R> fmt::Debug for LimitedXml<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LimitedXml")
            .field("line", &self.line)
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}

/// Input that counts lines and ends with an error where one piece takes too much of it.
struct Limited<R> {
    input: R,
    line: u64,
    n_taken: usize,
    n_total: u64,
    is_over: bool,
    is_at_end: bool,
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_taken > RECORD_LIMIT {
            self.is_over = true;
            return Err(io::Error::other("longer than 1 MiB"));
        }
        let bytes = self.input.fill_buf()?;
        self.is_at_end = bytes.is_empty();
        Ok(bytes)
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What is consumed lies in the buffer, so nothing is read here.
        if let Ok(bytes) = self.input.fill_buf() {
            let taken = bytes.get(..amount).unwrap_or(bytes);
            self.line += memchr::memchr_iter(b'\n', taken).count() as u64;
        }
        self.n_taken += amount;
        self.n_total += amount as u64;
        self.input.consume(amount);
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}
