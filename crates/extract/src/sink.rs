//! Where readers put what they find. Budgets are kept here, so no reader can forget them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::budget::Budget;
use crate::item::{Item, Place, Property, Section};
use crate::{Format, Problem, encoded, readers, sniff};

/// Longest text of one property that is kept.
const PROPERTY_BYTES: usize = 64 << 10;

/// Letters and digits of a body; one with fewer says next to nothing.
const BODY_LETTERS: usize = 20;

/// One extraction: its budget, and who gets the items.
pub(crate) struct Extractor<'e> {
    budget: Budget,
    emit: &'e mut dyn FnMut(Item),
    next: u32,
}

/// One item while it is read.
pub(crate) struct Sink<'x, 'e> {
    extractor: &'x mut Extractor<'e>,
    item: Item,
    depth: u8,
}

/// What is read: its name, what it is, and its bytes.
struct Found<'f> {
    path: &'f str,
    format: Format,
    bytes: &'f [u8],
}

/// What reads a file into its item.
type Read<'r> = &'r mut dyn FnMut(&mut Sink<'_, '_>) -> Result<(), Problem>;

impl<'e> Extractor<'e> {
    pub(crate) fn new(budget: Budget, emit: &'e mut dyn FnMut(Item)) -> Self {
        Self {
            budget,
            emit,
            next: 0,
        }
    }

    /// Reads one file and what is in it; its problems become part of its item.
    pub(crate) fn read(&mut self, path: &str, bytes: &[u8], depth: u8) {
        self.read_within(None, path, bytes, depth);
    }

    fn read_within(&mut self, within: Option<u32>, path: &str, bytes: &[u8], depth: u8) {
        let format = sniff::format(path, bytes);
        let of = Found {
            path,
            format,
            bytes,
        };
        self.read_as(within, &of, depth, &mut |sink| {
            readers::read(format, bytes, sink)
        });
    }

    fn read_as(&mut self, within: Option<u32>, of: &Found<'_>, depth: u8, read: Read<'_>) {
        let mut sink = self.sink(within, of, depth);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            read(&mut sink)?;
            sink.encoded();
            Ok(())
        }));
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => sink.problem(problem),
            Err(panic) => {
                let what = panic.downcast_ref::<String>().map(String::as_str);
                let what = what.or_else(|| panic.downcast_ref::<&str>().copied());
                sink.problem(Problem::Failed(what.unwrap_or("without a word").to_owned()));
            }
        }
        sink.finish();
    }

    fn sink(&mut self, within: Option<u32>, of: &Found<'_>, depth: u8) -> Sink<'_, 'e> {
        let mut item = Item::new(self.number(), of.path, of.format);
        item.within = within;
        item.digest = blake3::hash(of.bytes).to_hex().to_string();
        item.bytes = of.bytes.len() as u64;
        Sink {
            extractor: self,
            item,
            depth,
        }
    }
}

impl Extractor<'_> {
    /// The number of the next item.
    fn number(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }
}

impl Item {
    fn new(number: u32, path: &str, format: Format) -> Self {
        Self {
            number,
            within: None,
            path: path.to_owned(),
            format,
            reader: readers::name(format).to_owned(),
            digest: String::new(),
            bytes: 0,
            text: String::new(),
            sections: Vec::new(),
            properties: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl Sink<'_, '_> {
    /// What follows stands here; sections without text are left out.
    pub(crate) fn section(&mut self, place: Place, label: Option<&str>) {
        self.close();
        let at = self.item.text.len();
        self.item.sections.push(Section {
            place,
            label: label.map(str::to_owned),
            start: at,
            end: at,
        });
    }

    /// More text, at the end of the section that is open (the body, where none is).
    ///
    /// # Errors
    /// Where the limit of text is reached; as much as fits is kept, so pass it on with `?`.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Problem> {
        if self.item.sections.is_empty() {
            self.section(Place::Body, None);
        }
        let fits = usize::try_from(self.extractor.budget.text_left()).unwrap_or(usize::MAX);
        let kept = text.get(..text.floor_char_boundary(fits)).unwrap_or("");
        self.item.text.push_str(kept);
        self.extractor.budget.text(text.len() as u64)
    }

    /// Ends a line; lines without text are not doubled.
    pub(crate) fn line(&mut self) -> Result<(), Problem> {
        let start = self.item.sections.last().map_or(0, |section| section.start);
        let open = self.item.text.get(start..).unwrap_or("");
        if open.is_empty() || open.ends_with('\n') {
            return Ok(());
        }
        self.text("\n")
    }

    /// What the document says about itself; empty values are left out.
    pub(crate) fn property(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let cut = value.floor_char_boundary(PROPERTY_BYTES);
        self.extractor.budget.text(cut as u64)?;
        self.item.properties.push(Property {
            name: name.to_owned(),
            value: value.get(..cut).unwrap_or("").to_owned(),
        });
        Ok(())
    }

    /// Something that could not be read; said once.
    pub(crate) fn problem(&mut self, problem: Problem) {
        if !self.item.problems.contains(&problem) {
            self.item.problems.push(problem);
        }
    }

    /// Whether something of this file could not be read so far.
    pub(crate) fn has_problems(&self) -> bool {
        !self.item.problems.is_empty()
    }

    /// Whether the body has next to no letters and digits.
    pub(crate) fn has_little_body(&self) -> bool {
        let sections = self.item.sections.iter().enumerate();
        let last = self.item.sections.len().saturating_sub(1);
        let bodies = sections.filter(|(_, section)| section.place == Place::Body);
        let texts = bodies.map(|(number, section)| {
            let is_open = number == last;
            let end = if is_open {
                self.item.text.len()
            } else {
                section.end
            };
            self.item.text.get(section.start..end).unwrap_or("")
        });
        let letters = texts
            .flat_map(str::chars)
            .filter(|one| one.is_alphanumeric());
        letters.take(BODY_LETTERS).count() < BODY_LETTERS
    }

    /// A file inside this one, read at once; limits become a problem of this item.
    pub(crate) fn child(&mut self, name: &str, bytes: &[u8]) {
        let depth = self.depth.saturating_add(1);
        if let Err(problem) = self.extractor.budget.part(depth) {
            self.problem(problem);
            return;
        }
        let path = format!("{}/{name}", self.item.path);
        self.extractor
            .read_within(Some(self.item.number), &path, bytes, depth);
    }

    /// Files that stand in the text as digits.
    fn encoded(&mut self) {
        for (name, bytes) in encoded::files(&self.item.text) {
            self.child(&name, &bytes);
        }
    }

    /// A file inside this one whose bytes cannot be had: an item with its name and the reason.
    pub(crate) fn unread_child(&mut self, name: &str, bytes: u64, problem: Problem) {
        let depth = self.depth.saturating_add(1);
        if let Err(problem) = self.extractor.budget.part(depth) {
            self.problem(problem);
            return;
        }
        let path = format!("{}/{name}", self.item.path);
        let mut item = Item::new(self.extractor.number(), &path, Format::Unknown);
        item.within = Some(self.item.number);
        item.bytes = bytes;
        item.problems.push(problem);
        (self.extractor.emit)(item);
    }

    /// A file inside this one that has no bytes of its own, as a storage in a compound file: `bytes` stand for it where
    /// it is told from others, and `read` reads it.
    pub(crate) fn child_as(
        &mut self,
        name: &str,
        format: Format,
        bytes: &[u8],
        read: impl Fn(&mut Sink<'_, '_>) -> Result<(), Problem>,
    ) {
        let depth = self.depth.saturating_add(1);
        if let Err(problem) = self.extractor.budget.part(depth) {
            self.problem(problem);
            return;
        }
        let path = format!("{}/{name}", self.item.path);
        let of = Found {
            path: &path,
            format,
            bytes,
        };
        self.extractor
            .read_as(Some(self.item.number), &of, depth, &mut |sink| read(sink));
    }

    /// Whether a file inside this one would be opened.
    pub(crate) fn opens_children(&self) -> bool {
        self.extractor.budget.opens(self.depth.saturating_add(1))
    }

    /// Fails with the limit where a file inside this one would not be opened; asked before it is unpacked.
    pub(crate) fn check_child(&self) -> Result<(), Problem> {
        self.extractor.budget.refuses(self.depth.saturating_add(1))
    }

    /// The budget, for what unpacks bytes.
    pub(crate) fn budget(&mut self) -> &mut Budget {
        &mut self.extractor.budget
    }

    /// The name of the file, with the names of what it lies in before it.
    pub(crate) fn path(&self) -> &str {
        &self.item.path
    }

    fn close(&mut self) {
        let end = self.item.text.len();
        match self.item.sections.last_mut() {
            Some(section) if section.start == end => {
                self.item.sections.pop();
            }
            Some(section) => section.end = end,
            None => {}
        }
    }

    fn finish(mut self) {
        self.close();
        (self.extractor.emit)(self.item);
    }
}

#[cfg(test)]
impl<'e> Extractor<'e> {
    /// What a reader writes, without a file: for tests of what readers share.
    pub(crate) fn write(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut Sink<'_, 'e>) -> Result<(), Problem>,
    ) {
        let item = Item {
            number: 0,
            within: None,
            path: path.to_owned(),
            format: Format::Unknown,
            reader: String::new(),
            digest: String::new(),
            bytes: 0,
            text: String::new(),
            sections: Vec::new(),
            properties: Vec::new(),
            problems: Vec::new(),
        };
        let mut sink = Sink {
            extractor: self,
            item,
            depth: 0,
        };
        if let Err(problem) = write(&mut sink) {
            sink.problem(problem);
        }
        sink.finish();
    }
}
