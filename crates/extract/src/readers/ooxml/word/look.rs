//! What is shown in a document and is not of its text: numbers of lists, signs of notes; and what is hidden.

use std::collections::BTreeMap;

use crate::readers::numbering::{self, Numeral};
use crate::xml::Tag;

use super::numbering::Numbering;
use super::styles::Styles;

/// Notes whose signs are kept.
const NOTES: usize = 100_000;

/// How paragraphs look.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The signs of notes by their kinds and ids, in the order of the text.
    notes: BTreeMap<(bool, String), String>,
    footnotes: u32,
    endnotes: u32,
    /// The sign of the note that is being read.
    note: String,
}

/// What the properties of a paragraph say.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) is_hidden: bool,
    style: String,
    list: Option<String>,
    level: Option<usize>,
}

impl Paragraph {
    /// Takes a property.
    pub(super) fn property(&mut self, tag: &Tag<'_>, styles: &Styles) {
        let value = tag.attribute("val").unwrap_or_default();
        match tag.name() {
            "pStyle" => {
                self.is_hidden = styles.hides(&value);
                self.style = numbering::id(&value);
            }
            "numId" => self.list = Some(numbering::id(&value)),
            _ => self.level = value.parse().ok(),
        }
    }
}

impl Look {
    /// The number or bullet of the next paragraph.
    pub(super) fn mark(&mut self, paragraph: &Paragraph) -> Option<String> {
        let of_style = || self.styles.list(&paragraph.style);
        let (list, level, style) = match &paragraph.list {
            Some(list) => (list.as_str(), None, paragraph.style.as_str()),
            None => of_style()?,
        };
        // A list of the number 0 takes a paragraph out of the list of its style.
        if list == "0" || paragraph.is_hidden {
            return None;
        }
        self.numbering.next(list, paragraph.level.or(level), style)
    }

    /// The sign of a note where it is referred to.
    pub(super) fn note_sign(&mut self, kind: &str, id: &str) -> String {
        let is_footnote = kind.starts_with("foot");
        let sign = if is_footnote {
            self.footnotes = self.footnotes.saturating_add(1);
            self.footnotes.to_string()
        } else {
            self.endnotes = self.endnotes.saturating_add(1);
            Numeral::LowerRoman.write(self.endnotes)
        };
        if self.notes.len() < NOTES {
            self.notes
                .insert((is_footnote, numbering::id(id)), sign.clone());
        }
        sign
    }

    /// A note begins.
    pub(super) fn begin_note(&mut self, kind: &str, id: &str) {
        let key = (kind.starts_with("foot"), numbering::id(id));
        self.note = self.notes.get(&key).cloned().unwrap_or_default();
    }

    /// The sign of the note that is being read.
    pub(super) fn own_sign(&self) -> &str {
        &self.note
    }
}
