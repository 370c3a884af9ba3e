//! A document that is a ZIP container of parts: each read once, as a stream, a damaged one named among the problems.

use std::collections::BTreeSet;
use std::io::Read;

use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::package::{Counted, Package};
use crate::readers::archive::around;
use crate::sink::Sink;
use crate::xml::Xml;

/// A part as a stream.
pub(super) type Part<'s> = Counted<'s, Box<dyn Read + 's>>;

/// A package that is being read.
pub(super) struct Parts<'o, 'b, 'x, 'e> {
    pub(super) package: Package<'b>,
    pub(super) sink: &'o mut Sink<'x, 'e>,
    /// The members that were read.
    pub(super) seen: BTreeSet<usize>,
}

impl<'o, 'b, 'x, 'e> Parts<'o, 'b, 'x, 'e> {
    /// Opens a document.
    pub(super) fn open(bytes: &'b [u8], sink: &'o mut Sink<'x, 'e>) -> Result<Self, Problem> {
        let package = Package::open(bytes)?;
        if let Some(defect) = package.defect() {
            sink.problem(defect);
        }
        let (before, after) = package.around();
        around::read(before, "before", sink);
        around::read(after, "after", sink);
        Ok(Self {
            package,
            sink,
            seen: BTreeSet::new(),
        })
    }

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

    /// Looks through a part that is read later, for what must be known before; its problems are noted then.
    pub(super) fn ahead(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<Part<'_>>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(number) = self.package.number(name) else {
            return Ok(());
        };
        let mut budget = self.sink.budget().clone();
        let outcome = self
            .package
            .stream_of(number, &mut budget)
            .and_then(|stream| read(&mut Xml::new(stream, name)));
        match outcome {
            Err(problem) if problem.is_limit() => Err(problem),
            _ => Ok(()),
        }
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

    /// Whether a part was read, or is not there.
    pub(super) fn was_read(&self, name: &str) -> bool {
        let number = self.package.number(name);
        number.is_none_or(|number| self.seen.contains(&number))
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

    /// Says so where the document is pictures and next to no text.
    pub(super) fn note_pictures(&mut self, pages: usize) {
        if !self.sink.has_little_body() {
            return;
        }
        let mut members = self.package.members().iter().enumerate();
        let has_picture = members.any(|(number, member)| {
            is_media(&member.name) && self.package.size_of(number) > super::SMALL_PICTURE
        });
        if has_picture {
            let pages = u32::try_from(pages.max(1)).unwrap_or(u32::MAX);
            self.sink.problem(Problem::ImageOnly { pages });
        }
    }

    /// A member as a file inside this one.
    pub(super) fn child(&mut self, name: &str) -> Result<(), Problem> {
        self.package
            .number(name)
            .map_or(Ok(()), |number| self.child_of(number))
    }

    /// A member by its number as a file inside this one.
    pub(super) fn child_of(&mut self, number: usize) -> Result<(), Problem> {
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

/// Whether a member is a picture of a document, by its name.
fn is_media(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let folders = [
        "word/media/",
        "ppt/media/",
        "xl/media/",
        "pictures/",
        "bindata/",
    ];
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    folders.iter().any(|folder| name.starts_with(folder)) && super::is_picture(ending)
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
