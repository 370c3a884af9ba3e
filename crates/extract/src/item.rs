//! What extraction gives: one item for the file and one for each file inside it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Format, Problem};

/// A file, or a file inside it, as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The order in which it was met; the file itself is 0.
    pub number: u32,
    /// The item it lies in.
    pub within: Option<u32>,
    /// Its name, with the names of what it lies in before it: `mail.eml/offer.zip/recipe.hwp`.
    pub path: String,
    /// What its bytes are.
    pub format: Format,
    /// The reader and its version, kept with every fingerprint: `ooxml 1`.
    pub reader: String,
    /// BLAKE3 of its bytes, in hexadecimal; empty where the bytes could not be had.
    pub digest: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Everything that was read, section after section.
    pub text: String,
    /// Where each part of the text stood; they follow each other without gaps and cover it.
    pub sections: Vec<Section>,
    /// What the document says about itself: title, author, company, labels, custom properties.
    pub properties: Vec<Property>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A stretch of an item's text that stood in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Where it stood.
    pub place: Place,
    /// The name or number it has there: a sheet, `slide 3`, `page 12`.
    pub label: Option<String>,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// Where a text stood in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Running text, cells, slides.
    Body,
    /// At the top of pages.
    Header,
    /// At the foot of pages.
    Footer,
    /// Behind or across the page.
    Watermark,
    /// A master or layout that slides or pages share.
    Master,
    /// Foot- and endnotes, speaker's notes.
    Notes,
    /// A comment, memo or annotation.
    Comment,
    /// Hidden sheets, slides, rows and text.
    Hidden,
    /// Deleted under change tracking.
    Deleted,
    /// What replaces a picture for those who do not see it, and titles of charts and diagrams.
    Alternative,
    /// What is beside the text in another form: raw values behind formatted cells, formulae, field codes; numbered
    /// paragraphs with their numbers.
    Raw,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Body => "body",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Watermark => "watermark",
            Self::Master => "master",
            Self::Notes => "notes",
            Self::Comment => "comment",
            Self::Hidden => "hidden",
            Self::Deleted => "deleted",
            Self::Alternative => "alternative text",
            Self::Raw => "raw values",
        })
    }
}

/// What a document says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// Its name as the format has it: `title`, `Company`, `MSIP_Label_…_Name`.
    pub name: String,
    /// Its value as text.
    pub value: String,
}

/// How far an item could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All of it.
    Read,
    /// Some of it; the problems say what is missing.
    Partly,
    /// Nothing.
    Unreadable,
}

impl Item {
    /// How far the item could be read.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.problems.is_empty(), self.text.trim().is_empty()) {
            (true, _) => State::Read,
            (false, false) => State::Partly,
            (false, true) => State::Unreadable,
        }
    }

    /// The text of one section.
    #[must_use]
    pub fn text_of(&self, section: &Section) -> &str {
        self.text.get(section.start..section.end).unwrap_or("")
    }
}
