//! Office Open XML: Word, `PowerPoint`, Excel.
//!
//! A package of parts that point to each other by relationships. What lies in a package and belongs to no document of
//! its kind is a file inside it.

use std::io::Read;

use super::parts::Parts;
use crate::sink::Sink;
use crate::xml::{Piece, Xml};
use crate::{Format, Problem};

pub(super) mod drawing;
mod extras;
mod properties;
mod relationships;
mod sheets;
mod slides;
mod word;

#[cfg(test)]
mod tests;

/// Reads a Word, `PowerPoint` or Excel file.
pub(super) fn read(format: Format, bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if super::is_flat(bytes) {
        return word::read_flat(bytes, sink);
    }
    let mut office = Parts::open(bytes, sink)?;
    let root = relationships::of(&mut office, "")?;
    let named = root.iter().find(|one| one.kind == "officeDocument");
    let main = named.map(|one| one.target.as_str());
    let main = main.filter(|main| office.package.has(main));
    properties::read(&mut office, &root)?;
    match format {
        Format::Pptx => slides::read(&mut office, main)?,
        Format::Xlsx | Format::Xlsb => sheets::read(&mut office, format, main)?,
        _ => word::read(&mut office, main)?,
    }
    let slides = office.parts("ppt/slides/", ".xml").len();
    office.note_pictures(slides);
    extras::read(&mut office)
}

/// Which of the versions of one content is read: the first that gives text, and no other.
#[derive(Default)]
pub(in crate::readers) struct Alternates {
    open: Vec<Alternate>,
}

struct Alternate {
    is_taken: bool,
    written: u64,
}

impl Alternates {
    /// Takes note of an element that begins; whether it is to be skipped.
    pub(in crate::readers) fn start(&mut self, name: &str, written: u64) -> bool {
        match name {
            "AlternateContent" => self.open.push(Alternate {
                is_taken: false,
                written,
            }),
            "Choice" | "Fallback" => {
                if let Some(alternate) = self.open.last_mut() {
                    alternate.is_taken |= written > alternate.written;
                    return alternate.is_taken;
                }
            }
            _ => {}
        }
        false
    }

    /// Takes note of an element that ends.
    pub(in crate::readers) fn end(&mut self, name: &str) {
        if name == "AlternateContent" {
            self.open.pop();
        }
    }
}

/// The text of every element of a document of one line per element.
fn lines<R: Read>(
    xml: &mut Xml<R>,
    mut each: impl FnMut(&str, &str) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut text = String::new();
    let mut name = String::new();
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => {
                text.clear();
                tag.name().clone_into(&mut name);
            }
            Piece::Text(piece) => text.push_str(&piece),
            Piece::End(_) => {
                each(&name, &text)?;
                text.clear();
            }
        }
    }
    Ok(())
}
