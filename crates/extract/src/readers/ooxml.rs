//! Office Open XML: Word, PowerPoint, Excel.
//!
//! A package of parts that point to each other by relationships. Each part is read once, as a stream; a part that is
//! damaged is named among the problems and the others are read. What lies in a package and belongs to no document of
//! its kind is a file inside it.

use std::collections::BTreeSet;
use std::io::Read;

use crate::flow::Flow;
use crate::item::Place;
use crate::package::{Counted, Package};
use crate::sink::Sink;
use crate::xml::{Piece, Xml};
use crate::{Format, Problem};

mod drawing;
mod extras;
mod properties;
mod relationships;
mod sheets;
mod slides;
mod word;

#[cfg(test)]
mod tests;

pub(super) use relationships::Relationship;

/// A part as a stream.
pub(super) type Part<'s> = Counted<'s, Box<dyn Read + 's>>;

/// Reads a Word, PowerPoint or Excel file.
pub(super) fn read(format: Format, bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if bytes.starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf") {
        return word::read_flat(bytes, sink);
    }
    let package = Package::open(bytes)?;
    if let Some(defect) = package.defect() {
        sink.problem(defect);
    }
    let mut office = Office {
        package,
        sink,
        seen: BTreeSet::new(),
        root: Vec::new(),
    };
    office.root = office.relationships("")?;
    properties::read(&mut office)?;
    match format {
        Format::Pptx => slides::read(&mut office)?,
        Format::Xlsx | Format::Xlsb => sheets::read(&mut office, format)?,
        _ => word::read(&mut office)?,
    }
    extras::read(&mut office)
}

/// A package that is being read.
pub(super) struct Office<'o, 'b, 'x, 'e> {
    package: Package<'b>,
    sink: &'o mut Sink<'x, 'e>,
    /// The members that were read.
    seen: BTreeSet<usize>,
    /// What the package points to.
    root: Vec<Relationship>,
}

impl<'x, 'e> Office<'_, '_, 'x, 'e> {
    /// Reads a part, unless it was read before or is not there; only limits are passed on, other problems are noted.
    pub(super) fn part(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<Part<'_>>, &mut Sink<'x, 'e>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(number) = self.package.number(name) else {
            return Ok(());
        };
        if !self.seen.insert(number) {
            return Ok(());
        }
        let mut budget = self.sink.budget().clone();
        let outcome = self
            .package
            .stream_of(number, &mut budget)
            .and_then(|stream| read(&mut Xml::new(stream, name), self.sink));
        tolerate(outcome, self.sink)
    }

    /// Reads a part as running text that stands in one place.
    pub(super) fn flow(
        &mut self,
        name: &str,
        place: Place,
        label: Option<&str>,
        read: impl FnOnce(&mut Xml<Part<'_>>, &mut Flow<'_, 'x, 'e>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.part(name, |xml, sink| {
            let mut flow = Flow::new(sink, place, label);
            let outcome = read(xml, &mut flow);
            flow.finish()?;
            outcome
        })
    }

    /// What a part points to.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Problem> {
        let mut found = Vec::new();
        self.part(&relationships::beside(part), |xml, _| {
            relationships::read(xml, part, &mut found)
        })?;
        Ok(found)
    }

    /// Whether a part was read, or is not there.
    pub(super) fn was_read(&self, name: &str) -> bool {
        let number = self.package.number(name);
        number.is_none_or(|number| self.seen.contains(&number))
    }

    /// The part that a package is about: as its relationships say, else by its usual name.
    pub(super) fn main_part(&self, usual: &str) -> String {
        let is_main =
            |one: &&Relationship| one.kind == "officeDocument" && self.package.has(&one.target);
        let named = self.root.iter().find(is_main);
        named.map_or_else(|| usual.to_owned(), |one| one.target.clone())
    }

    /// The names of parts in a folder, with this beginning and ending, in the order of their numbers.
    pub(super) fn parts(&self, beginning: &str, ending: &str) -> Vec<String> {
        let names = self.package.members().iter().map(|member| &member.name);
        let mut found: Vec<String> = names
            .filter(|name| {
                let name = name.to_ascii_lowercase();
                name.starts_with(beginning) && name.ends_with(ending) && !name.contains("/_rels/")
            })
            .cloned()
            .collect();
        found.sort_by_key(|name| (number_in(name), name.clone()));
        found
    }

    /// A member as a file inside this one.
    pub(super) fn child(&mut self, name: &str) -> Result<(), Problem> {
        self.package
            .number(name)
            .map_or(Ok(()), |number| self.child_of(number))
    }

    /// A member by its number as a file inside this one.
    fn child_of(&mut self, number: usize) -> Result<(), Problem> {
        if !self.seen.insert(number) {
            return Ok(());
        }
        let Some(member) = self.package.members().get(number).cloned() else {
            return Ok(());
        };
        let mut budget = self.sink.budget().clone();
        let (bytes, problem) = self.package.most_of(number, &mut budget);
        tolerate(problem.map_or(Ok(()), Err), self.sink)?;
        self.sink.child(&member.name, &bytes);
        Ok(())
    }
}

/// Notes a problem and goes on, unless it is a limit.
pub(super) fn tolerate(
    outcome: Result<(), Problem>,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    match outcome {
        Err(problem) if !problem.is_limit() => {
            sink.problem(problem);
            Ok(())
        }
        other => other,
    }
}

/// The last number in a name: `slides/slide12.xml` is after `slides/slide2.xml`.
fn number_in(name: &str) -> u64 {
    let stem = name.rsplit('/').next().unwrap_or(name);
    let stem = stem.split('.').next().unwrap_or(stem);
    let digits = stem.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let end = digits
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(digits.len());
    digits
        .get(..end)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

/// Which of the versions of one content is read: the first that gives text, and no other.
#[derive(Default)]
pub(super) struct Alternates {
    open: Vec<Alternate>,
}

struct Alternate {
    is_taken: bool,
    written: u64,
}

impl Alternates {
    /// Takes note of an element that begins; whether it is to be skipped.
    pub(super) fn start(&mut self, name: &str, written: u64) -> bool {
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
    pub(super) fn end(&mut self, name: &str) {
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
