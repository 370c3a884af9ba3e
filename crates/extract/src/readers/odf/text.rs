//! The text of one part of an `OpenDocument`.

use std::collections::BTreeSet;
use std::io::Read;

use super::cells::Row;
use super::lists::Lists;
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::xml::{Piece, Tag, Xml};

/// Spaces that one element may stand for.
const SPACES: usize = 64;
/// Styles that hide, at most.
const STYLES: usize = 10_000;
/// Text of one element beside the paragraphs that is held.
const ASIDE_BYTES: usize = 1 << 20;

/// Reads the paragraphs of a part and what lies in them.
pub(super) fn read<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
    lists: Lists,
) -> Result<(), Problem> {
    let mut walk = Walk {
        flow,
        depth: 0,
        texts: 0,
        places: Vec::new(),
        asides: Vec::new(),
        style: String::new(),
        hiding: BTreeSet::new(),
        is_sheets: false,
        row: Row::default(),
        lists,
        is_citation: false,
    };
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) if is_skipped(tag.full_name()) || walk.is_prompt(&tag) => {
                xml.skip()?;
            }
            Piece::Start(tag) => {
                walk.depth = walk.depth.saturating_add(1);
                walk.start(&tag)?;
            }
            Piece::End(name) => {
                walk.end(name)?;
                walk.depth = walk.depth.saturating_sub(1);
            }
            Piece::Text(text) => walk.text(&text)?,
        }
    }
    Ok(())
}

struct Walk<'w, 'f, 'x, 'e> {
    flow: &'w mut Flow<'f, 'x, 'e>,
    depth: usize,
    /// Paragraphs and other elements with text that are open.
    texts: usize,
    /// How deep the open elements are whose text stands elsewhere.
    places: Vec<usize>,
    /// The same for elements that are no paragraphs, with their text.
    asides: Vec<(usize, Place, String)>,
    /// The style that is being read.
    style: String,
    /// Styles that hide what has them.
    hiding: BTreeSet<String>,
    is_sheets: bool,
    row: Row,
    lists: Lists,
    /// Whether the sign of a note is open.
    is_citation: bool,
}

impl Walk<'_, '_, '_, '_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let full = tag.full_name();
        let value = |name| tag.attribute(name).unwrap_or_default();
        let place = place_of(tag).or_else(|| self.is_hidden(tag).then_some(Place::Hidden));
        if let Some(place) = place {
            self.flow.enter(place);
            self.places.push(self.depth);
        }
        if let Some(place) = aside_of(full) {
            self.asides.push((self.depth, place, String::new()));
        }
        self.texts = self.texts.saturating_add(usize::from(is_text(tag.name())));
        match full {
            "text:p" | "text:h" => {
                self.flow.begin()?;
                match self.lists.mark(tag) {
                    Some(mark) => self.flow.mark(&mark),
                    None => Ok(()),
                }
            }
            "text:list" => {
                self.lists.begin(tag);
                Ok(())
            }
            "text:list-item" => {
                self.lists.item(tag);
                Ok(())
            }
            "text:note-citation" => {
                self.is_citation = true;
                Ok(())
            }
            "text:s" => {
                let count = value("c").parse().unwrap_or(1_usize).clamp(1, SPACES);
                self.flow.text(&" ".repeat(count))
            }
            "text:tab" => self.flow.text("\t"),
            "text:line-break" => self.flow.text("\n"),
            "office:spreadsheet" => {
                self.is_sheets = true;
                Ok(())
            }
            "table:table" if self.is_sheets => {
                self.flow.text(&value("name"))?;
                self.flow.line()
            }
            "table:table-cell" => {
                self.row.begin_cell(tag);
                Ok(())
            }
            "text:a" | "draw:a" => self.flow.aside(Place::Raw, &value("href")),
            "style:style" => {
                self.style = value("name").into_owned();
                self.lists.style(tag);
                Ok(())
            }
            "style:table-properties"
            | "style:text-properties"
            | "style:drawing-page-properties" => {
                self.hides(tag);
                Ok(())
            }
            _ => {
                self.lists.style(tag);
                Ok(())
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        if self
            .asides
            .last()
            .is_some_and(|(depth, _, _)| *depth == self.depth)
            && let Some((_, place, text)) = self.asides.pop()
        {
            self.flow.aside(place, &text)?;
        }
        self.texts = self.texts.saturating_sub(usize::from(is_text(name)));
        match name {
            "p" | "h" => self.flow.end()?,
            "list" | "list-item" => self.lists.end(name),
            "note-citation" => self.is_citation = false,
            "mi" | "mo" | "mn" | "mtext" => self.flow.text(" ")?,
            "table-cell" => self.row.end_cell(self.flow)?,
            "table-row" => {
                self.row.end(self.flow)?;
                self.flow.line()?;
            }
            _ => {}
        }
        if self.places.last() == Some(&self.depth) {
            self.places.pop();
            self.flow.leave();
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        if let Some((_, place, aside)) = self.asides.last_mut() {
            if aside.len() > ASIDE_BYTES {
                let full = std::mem::take(aside);
                self.flow.aside(*place, &full)?;
            }
            aside.push_str(text);
            return Ok(());
        }
        if self.texts == 0 {
            return Ok(());
        }
        if self.is_citation {
            self.flow.mark(text)?;
        }
        self.row.text(text);
        self.flow.text(text)
    }

    /// Takes note of a style that hides what has it.
    fn hides(&mut self, tag: &Tag<'_>) {
        let is_hiding = matches!(tag.attribute("display").as_deref(), Some("none" | "false"))
            || tag.attribute("visibility").as_deref() == Some("hidden");
        if is_hiding && self.hiding.len() < STYLES {
            self.hiding.insert(self.style.clone());
        }
    }

    /// A frame on a master whose text only says what is to be written there; heads and feet are written.
    fn is_prompt(&self, tag: &Tag<'_>) -> bool {
        let value = |name| tag.attribute(name);
        matches!(tag.full_name(), "draw:frame" | "draw:custom-shape")
            && self.flow.is_in(Place::Master)
            && value("placeholder").as_deref() == Some("true")
            && !matches!(value("class").as_deref(), Some("header" | "footer"))
    }

    fn is_hidden(&self, tag: &Tag<'_>) -> bool {
        if self.hiding.is_empty() {
            return false;
        }
        let has_text = matches!(
            tag.full_name(),
            "table:table" | "text:p" | "text:h" | "text:span" | "draw:page"
        );
        let style = tag.attribute("style-name");
        has_text && style.is_some_and(|style| self.hiding.contains(&*style))
    }
}

/// Parts of a file that hold no text of the document.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "office:binary-data" | "office:settings" | "office:scripts" | "office:meta" | "number:text"
    )
}

/// Elements with text, by their local names: paragraphs, and the tokens of formulae.
fn is_text(name: &str) -> bool {
    matches!(name, "p" | "h" | "mi" | "mo" | "mn" | "mtext")
}

/// Elements whose paragraphs stand elsewhere.
fn place_of(tag: &Tag<'_>) -> Option<Place> {
    let value = |name| tag.attribute(name);
    Some(match tag.full_name() {
        "style:header" | "style:header-left" | "style:header-first" => Place::Header,
        "style:footer" | "style:footer-left" | "style:footer-first" => Place::Footer,
        "text:note" | "presentation:notes" => Place::Notes,
        "office:annotation" => Place::Comment,
        "text:deletion" | "table:deletion" | "table:previous" => Place::Deleted,
        "text:hidden-text" | "text:hidden-paragraph" => Place::Hidden,
        "style:master-page" => Place::Master,
        "table:table-row" => match value("visibility").as_deref() {
            Some("collapse" | "filter") => Place::Hidden,
            _ => return None,
        },
        "text:section" if value("display").as_deref() == Some("none") => Place::Hidden,
        _ => return None,
    })
}

/// Elements with text that is not of a paragraph, and where it stands.
fn aside_of(name: &str) -> Option<Place> {
    Some(match name {
        "svg:title" | "svg:desc" => Place::Alternative,
        "presentation:header-decl" => Place::Header,
        "presentation:footer-decl" => Place::Footer,
        "dc:creator" => Place::Comment,
        "annotation" | "math:annotation" => Place::Raw,
        _ => return None,
    })
}
