//! The text of one part of an HWPX document.

use std::io::Read;

use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::numbering::hangul::Shapes;
use crate::readers::ooxml::Alternates;
use crate::xml::{Piece, Tag, Xml};

/// Reads the paragraphs of a part and what lies in them.
pub(super) fn read<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
    shapes: &mut Shapes,
) -> Result<(), Problem> {
    let mut walk = Walk {
        flow,
        shapes,
        texts: 0,
        asides: Vec::new(),
        is_deleted: false,
        alternates: Alternates::default(),
    };
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => {
                let version = version_of(tag.name());
                if walk.alternates.start(version, walk.flow.written()) {
                    xml.skip()?;
                } else {
                    walk.start(&tag)?;
                }
            }
            Piece::End(name) => {
                walk.alternates.end(version_of(name));
                walk.end(name)?;
            }
            Piece::Text(text) => walk.text(&text)?,
        }
    }
    Ok(())
}

struct Walk<'w, 'f, 'x, 'e> {
    flow: &'w mut Flow<'f, 'x, 'e>,
    shapes: &'w mut Shapes,
    /// Elements with shown text that are open.
    texts: usize,
    /// Text of elements that stands in another place, while they are open.
    asides: Vec<(Place, String)>,
    is_deleted: bool,
    alternates: Alternates,
}

impl Walk<'_, '_, '_, '_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let name = tag.name();
        if let Some(place) = place_of(tag) {
            self.flow.enter(place);
        }
        if let Some(place) = aside_of(name) {
            self.asides.push((place, String::new()));
        }
        self.texts = self.texts.saturating_add(usize::from(is_text(name)));
        let value = |name| tag.attribute(name).unwrap_or_default();
        match name {
            "p" => {
                self.flow.begin()?;
                let shape = value("paraPrIDRef").parse().ok();
                match shape.and_then(|shape| self.shapes.mark(shape)) {
                    Some(mark) => self.flow.mark(&mark),
                    None => Ok(()),
                }
            }
            "secPr" => {
                if let Ok(id) = value("outlineShapeIDRef").parse() {
                    self.shapes.outline(id);
                }
                Ok(())
            }
            "tab" => self.flow.text("\t"),
            "lineBreak" => self.flow.text("\n"),
            "nbSpace" | "fwSpace" => self.flow.text(" "),
            "hyphen" => self.flow.text("-"),
            "compose" => self.flow.text(&value("composeText")),
            "textart" => self.shown(&value("text")),
            "btn" | "checkBtn" | "radioBtn" => self.shown(&value("caption")),
            "listItem" => {
                self.flow.aside(Place::Alternative, &value("displayText"))?;
                if value("displayText") == value("value") {
                    return Ok(());
                }
                self.flow.aside(Place::Alternative, &value("value"))
            }
            "deleteBegin" if !self.is_deleted => {
                self.is_deleted = true;
                self.flow.enter(Place::Deleted);
                Ok(())
            }
            "deleteEnd" if self.is_deleted => {
                self.is_deleted = false;
                self.flow.leave();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        self.texts = self.texts.saturating_sub(usize::from(is_text(name)));
        if aside_of(name).is_some()
            && let Some((place, text)) = self.asides.pop()
        {
            self.flow.aside(place, &text)?;
        }
        match name {
            "p" => self.flow.end(),
            "header" | "footer" | "footNote" | "endNote" | "hiddenComment" | "fieldBegin" => {
                self.flow.leave();
                Ok(())
            }
            "script" | "text" | "subText" => self.flow.text(" "),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        if let Some((place, aside)) = self.asides.last_mut() {
            if aside.len() > ASIDE_BYTES {
                let full = std::mem::take(aside);
                self.flow.aside(*place, &full)?;
            }
            aside.push_str(text);
            return Ok(());
        }
        if self.texts > 0 {
            return self.flow.text(text);
        }
        Ok(())
    }

    /// Text that stands in the line as a picture of it.
    fn shown(&mut self, text: &str) -> Result<(), Problem> {
        self.flow.text(text)?;
        self.flow.text(" ")
    }
}

/// Text of one element beside the paragraphs that is held.
const ASIDE_BYTES: usize = 1 << 20;

/// Elements whose paragraphs stand elsewhere; every field is one, so that its end is known.
fn place_of(tag: &Tag<'_>) -> Option<Place> {
    Some(match tag.name() {
        "header" => Place::Header,
        "footer" => Place::Footer,
        "footNote" | "endNote" => Place::Notes,
        "hiddenComment" => Place::Comment,
        "fieldBegin" => match tag.attribute("type").as_deref() {
            Some("MEMO") => Place::Comment,
            _ => Place::Raw,
        },
        _ => return None,
    })
}

/// Elements with text that is not of a paragraph, and where it stands.
fn aside_of(name: &str) -> Option<Place> {
    Some(match name {
        "shapeComment" => Place::Alternative,
        "stringParam" | "metaTag" | "firstKey" | "secondKey" => Place::Raw,
        _ => return None,
    })
}

/// Elements whose text is shown: of runs, notes above a text, equations, fields of forms.
fn is_text(name: &str) -> bool {
    matches!(name, "t" | "mainText" | "subText" | "script" | "text")
}

/// Versions of one content, by the names that Office has for them.
fn version_of(name: &str) -> &str {
    match name {
        "switch" => "AlternateContent",
        "case" => "Choice",
        "default" => "Fallback",
        "AlternateContent" | "Choice" | "Fallback" => "",
        other => other,
    }
}
