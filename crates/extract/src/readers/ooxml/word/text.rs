//! The text of one part of a Word document.

use std::io::Read;

use super::super::Alternates;
use super::super::drawing::replacement;
use super::look::{Look, Paragraph};
use super::styles::is_on;
use super::symbols;
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::xml::{Piece, Tag, Xml};

/// Reads to the end of the element that is open, of the part where none is.
pub(super) fn read<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
    look: &mut Look,
) -> Result<(), Problem> {
    let outside = xml.depth();
    let mut walk = Walk {
        flow,
        look,
        alternates: Alternates::default(),
        texts: 0,
        codes: 0,
        paragraph_properties: 0,
        paragraphs: Vec::new(),
        runs: Vec::new(),
    };
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => {
                if walk.alternates.start(tag.name(), walk.flow.written()) {
                    xml.skip()?;
                } else {
                    walk.start(&tag)?;
                }
            }
            Piece::End(name) => {
                walk.end(name)?;
                if outside > 0 && xml.depth() <= outside {
                    break;
                }
            }
            Piece::Text(text) => walk.text(&text)?,
        }
    }
    Ok(())
}

/// Where reading stands.
struct Walk<'w, 'f, 'x, 'e> {
    flow: &'w mut Flow<'f, 'x, 'e>,
    look: &'w mut Look,
    alternates: Alternates,
    /// Elements with text that are open.
    texts: usize,
    /// Elements with field codes that are open.
    codes: usize,
    paragraph_properties: usize,
    /// What the properties of each open paragraph say.
    paragraphs: Vec<Paragraph>,
    /// Whether each open run is hidden.
    runs: Vec<bool>,
}

impl Walk<'_, '_, '_, '_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        match tag.name() {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                return self.flow.begin();
            }
            "pPr" => self.paragraph_properties = self.paragraph_properties.saturating_add(1),
            "pStyle" | "numId" | "ilvl" => {
                // Properties inside properties are those of before a change.
                if self.paragraph_properties < 2
                    && let Some(last) = self.paragraphs.last_mut()
                {
                    last.property(tag, &self.look.styles);
                }
            }
            "r" => {
                let is_hidden = self.paragraphs.last().is_some_and(|last| last.is_hidden);
                self.runs.push(false);
                if is_hidden {
                    self.hide();
                }
            }
            "rStyle" if self.is_in_run() && self.is_hidden_style(tag) => self.hide(),
            "vanish" if self.is_in_run() && is_on(tag) => self.hide(),
            "t" | "delText" | "v" | "pt" => self.texts = self.texts.saturating_add(1),
            "instrText" | "delInstrText" => {
                self.codes = self.codes.saturating_add(1);
                self.flow.enter(Place::Raw);
            }
            "del" | "moveFrom" => self.flow.enter(Place::Deleted),
            "tab" | "ptab" if self.is_in_run() => return self.flow.text("\t"),
            "br" | "cr" => return self.flow.text("\n"),
            "noBreakHyphen" => return self.flow.text("\u{2011}"),
            "softHyphen" => return self.flow.text("\u{ad}"),
            _ => return self.start_other(tag),
        }
        Ok(())
    }

    fn start_other(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let value = |name| tag.attribute(name).unwrap_or_default();
        match tag.name() {
            "sym" => {
                let character = symbols::character(&value("font"), &value("char"));
                let mut buffer = [0; 4];
                character.map_or(Ok(()), |character| {
                    self.flow.text(character.encode_utf8(&mut buffer))
                })
            }
            "docPr" | "cNvPr" | "hlinkClick" | "hyperlink" => replacement(tag, self.flow),
            "shape" | "rect" | "imagedata" => self.flow.aside(Place::Alternative, &value("alt")),
            "textpath" => self.flow.aside(self.place_of_path(), &value("string")),
            "fldSimple" => self.flow.aside(Place::Raw, &value("instr")),
            "footnoteReference" | "endnoteReference" if value("customMarkFollows").is_empty() => {
                let sign = self.look.note_sign(tag.name(), &value("id"));
                self.flow.mark(&sign)
            }
            "footnote" | "endnote" => {
                self.look.begin_note(tag.name(), &value("id"));
                Ok(())
            }
            "footnoteRef" | "endnoteRef" => {
                let sign = self.look.own_sign().to_owned();
                self.flow.mark(&sign)
            }
            "comment" => {
                self.flow.text(&value("author"))?;
                self.flow.line()
            }
            "alias" | "statusText" | "helpText" | "default" | "listEntry" => {
                let value = value("val");
                let is_number = value.parse::<f64>().is_ok();
                let shown = if is_number { "" } else { &*value };
                self.flow.aside(Place::Alternative, shown)
            }
            "listItem" => {
                self.flow.aside(Place::Alternative, &value("displayText"))?;
                if value("displayText") == value("value") {
                    return Ok(());
                }
                self.flow.aside(Place::Alternative, &value("value"))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        self.alternates.end(name);
        match name {
            "p" => {
                self.paragraphs.pop();
                return self.flow.end();
            }
            "pPr" => {
                self.paragraph_properties = self.paragraph_properties.saturating_sub(1);
                if self.paragraph_properties == 0
                    && let Some(paragraph) = self.paragraphs.last()
                    && let Some(mark) = self.look.mark(paragraph)
                {
                    return self.flow.mark(&mark);
                }
            }
            "r" if self.runs.pop().unwrap_or(false) => self.flow.leave(),
            "t" | "delText" => self.texts = self.texts.saturating_sub(1),
            "v" | "pt" => {
                self.texts = self.texts.saturating_sub(1);
                return self.flow.line();
            }
            "instrText" | "delInstrText" => {
                self.codes = self.codes.saturating_sub(1);
                self.flow.leave();
            }
            "del" | "moveFrom" => self.flow.leave(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        if self.texts > 0 || self.codes > 0 {
            return self.flow.text(text);
        }
        Ok(())
    }

    /// What follows in this run is not shown.
    fn hide(&mut self) {
        if let Some(is_hidden) = self.runs.last_mut()
            && !*is_hidden
        {
            *is_hidden = true;
            self.flow.enter(Place::Hidden);
        }
    }

    /// Whether a property here is one of a run; those in the properties of a paragraph are of its mark.
    fn is_in_run(&self) -> bool {
        self.paragraph_properties == 0 && !self.runs.is_empty()
    }

    fn is_hidden_style(&self, tag: &Tag<'_>) -> bool {
        let style = tag.attribute("val");
        style.is_some_and(|style| self.look.styles.hides(&style))
    }

    /// Text along a path is a watermark at the top of pages, and shown text elsewhere.
    fn place_of_path(&self) -> Place {
        match self.flow.base() {
            Place::Header | Place::Footer => Place::Watermark,
            base => base,
        }
    }
}
