//! Running text of a document: paragraphs in reading order, and beside them what stands elsewhere.
//!
//! Formats nest paragraphs: a text box, a note or a table lies inside a run of another paragraph. The outer paragraph
//! is kept whole and the inner ones follow it; what belongs to another [`Place`] follows the whole part, a section for
//! each place.

use std::collections::BTreeMap;

use crate::Problem;
use crate::item::Place;
use crate::sink::Sink;

mod shown;

#[cfg(test)]
mod tests;

pub(crate) use shown::Shown;

/// Paragraphs inside paragraphs; deeper ones become lines of the one around them.
const INSIDE: usize = 64;

/// Text on its way into one section of a sink, and the sections after it.
pub(crate) struct Flow<'f, 'x, 'e> {
    sink: &'f mut Sink<'x, 'e>,
    base: Place,
    label: Option<String>,
    is_begun: bool,
    places: Vec<Place>,
    open: Vec<Paragraph>,
    /// Paragraphs beyond [`INSIDE`].
    beyond: usize,
    /// Inner paragraphs that are finished, while one around them is not.
    inner: String,
    asides: Asides,
    /// Paragraphs with the marks that are shown in them.
    shown: Shown,
    held: u64,
    written: u64,
}

/// Text that stands elsewhere, by its place.
pub(crate) type Asides = BTreeMap<Place, String>;

struct Paragraph {
    place: Place,
    text: String,
    /// What is shown in it and is not of its text, each with its place.
    marks: Vec<(usize, String)>,
}

impl<'f, 'x, 'e> Flow<'f, 'x, 'e> {
    /// Text that stands in one place of a document, unless [`Flow::enter`] says otherwise.
    pub(crate) fn new(sink: &'f mut Sink<'x, 'e>, base: Place, label: Option<&str>) -> Self {
        Self {
            sink,
            base,
            label: label.map(str::to_owned),
            is_begun: false,
            places: Vec::new(),
            open: Vec::new(),
            beyond: 0,
            inner: String::new(),
            asides: BTreeMap::new(),
            shown: Shown::default(),
            held: 0,
            written: 0,
        }
    }

    /// The whole text stands elsewhere; only before any of it.
    pub(crate) const fn rebase(&mut self, base: Place) {
        self.base = base;
    }

    /// The place that most of the text has.
    pub(crate) const fn base(&self) -> Place {
        self.base
    }

    /// Whether what follows stands in a place, or in another inside it.
    pub(crate) fn is_in(&self, place: Place) -> bool {
        self.base == place || self.places.contains(&place)
    }

    /// Bytes of text so far, in whatever place.
    pub(crate) const fn written(&self) -> u64 {
        self.written
    }

    /// Bytes of text that still fit.
    pub(crate) fn text_left(&mut self) -> u64 {
        self.sink.budget().text_left()
    }

    /// What follows stands in another place, until [`Flow::leave`].
    pub(crate) fn enter(&mut self, place: Place) {
        self.places.push(place);
    }

    /// Back to the place before.
    pub(crate) fn leave(&mut self) {
        let Some(left) = self.places.pop() else {
            return;
        };
        if left != self.place()
            && let Some(aside) = self.asides.get_mut(&left)
        {
            end_line(aside);
        }
    }

    /// A paragraph begins.
    pub(crate) fn begin(&mut self) -> Result<(), Problem> {
        if self.open.len() >= INSIDE {
            self.beyond = self.beyond.saturating_add(1);
            return self.text("\n");
        }
        self.open.push(Paragraph {
            place: self.place(),
            text: String::new(),
            marks: Vec::new(),
        });
        Ok(())
    }

    /// A mark that is shown here and is not of the text: the number of a paragraph, the sign of a note.
    pub(crate) fn mark(&mut self, mark: &str) -> Result<(), Problem> {
        let base = self.base;
        let Some(paragraph) = self.open.last_mut() else {
            return Ok(());
        };
        if paragraph.place != base || mark.trim().is_empty() || self.beyond > 0 {
            return Ok(());
        }
        let at = paragraph.text.len();
        paragraph.marks.push((at, mark.to_owned()));
        self.hold(mark.len())
    }

    /// The paragraph that began last ends.
    pub(crate) fn end(&mut self) -> Result<(), Problem> {
        if self.beyond > 0 {
            self.beyond = self.beyond.saturating_sub(1);
            return self.text("\n");
        }
        let Some(paragraph) = self.open.pop() else {
            return self.line();
        };
        if paragraph.place == self.base {
            let shown = self.shown.paragraph(&paragraph.text, &paragraph.marks);
            self.hold(shown)?;
        }
        if paragraph.place != self.base {
            self.beside(paragraph.place, &paragraph.text, true);
        } else if self.open.is_empty() {
            self.emit(&paragraph.text)?;
            self.emit_line()?;
            self.release(paragraph.text.len());
        } else {
            self.inner.push_str(&paragraph.text);
            end_line(&mut self.inner);
        }
        if self.open.is_empty() && !self.inner.is_empty() {
            let inner = std::mem::take(&mut self.inner);
            self.emit(&inner)?;
            self.release(inner.len());
        }
        Ok(())
    }

    /// Text of the paragraph that is open, or of the place entered since.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Problem> {
        self.written = self.written.saturating_add(text.len() as u64);
        let place = self.place();
        match self.open.last_mut() {
            Some(paragraph) if paragraph.place == place => paragraph.text.push_str(text),
            None if place == self.base => return self.emit(text),
            Some(_) if place == self.base => self.inner.push_str(text),
            _ => self.beside(place, text, false),
        }
        self.hold(text.len())
    }

    /// Ends a line, where one is open.
    pub(crate) fn line(&mut self) -> Result<(), Problem> {
        let place = self.place();
        match self.open.last_mut() {
            Some(paragraph) if paragraph.place == place => end_line(&mut paragraph.text),
            None if place == self.base => return self.emit_line(),
            Some(_) if place == self.base => end_line(&mut self.inner),
            _ => self.asides.entry(place).or_default().push('\n'),
        }
        Ok(())
    }

    /// A line that stands in another place.
    pub(crate) fn aside(&mut self, place: Place, text: &str) -> Result<(), Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.written = self.written.saturating_add(text.len() as u64);
        if let Some(aside) = self.asides.get_mut(&place) {
            end_line(aside);
        }
        self.beside(place, text, true);
        self.hold(text.len())
    }

    /// Everything that is still held goes into the sink; also after a problem, before it is passed on.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        self.flush()
    }

    /// The running text goes into the sink; what stands elsewhere is for the caller to write later.
    pub(crate) fn finish_base(mut self) -> Result<Asides, Problem> {
        self.flush_base()?;
        Ok(std::mem::take(&mut self.asides))
    }

    fn flush(&mut self) -> Result<(), Problem> {
        self.flush_base()?;
        self.held = 0;
        self.is_begun = false;
        let asides = std::mem::take(&mut self.asides);
        write(self.sink, self.label.as_deref(), asides)
    }

    fn flush_base(&mut self) -> Result<(), Problem> {
        let inner = std::mem::take(&mut self.inner);
        for paragraph in std::mem::take(&mut self.open) {
            if paragraph.place == self.base {
                self.emit(&paragraph.text)?;
                self.emit_line()?;
            } else {
                self.beside(paragraph.place, &paragraph.text, true);
            }
        }
        let shown = std::mem::take(&mut self.shown).into_text();
        if !shown.is_empty() {
            self.beside(Place::Raw, &shown, true);
        }
        self.emit(&inner)
    }

    fn place(&self) -> Place {
        self.places.last().copied().unwrap_or(self.base)
    }

    fn beside(&mut self, place: Place, text: &str, ends: bool) {
        let aside = self.asides.entry(place).or_default();
        aside.push_str(text);
        if ends {
            end_line(aside);
        }
    }

    fn emit(&mut self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Ok(());
        }
        if !self.is_begun {
            self.sink.section(self.base, self.label.as_deref());
            self.is_begun = true;
        }
        self.sink.text(text)
    }

    fn emit_line(&mut self) -> Result<(), Problem> {
        if self.is_begun {
            return self.sink.line();
        }
        Ok(())
    }

    /// Counts what is held; where it alone would be too much text, it goes into the sink, which says so.
    fn hold(&mut self, bytes: usize) -> Result<(), Problem> {
        self.held = self.held.saturating_add(bytes as u64);
        if self.held > self.sink.budget().text_left() {
            return self.flush();
        }
        Ok(())
    }

    const fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes as u64);
    }
}

/// Writes what stands elsewhere, a section for each place.
pub(crate) fn write(
    sink: &mut Sink<'_, '_>,
    label: Option<&str>,
    asides: Asides,
) -> Result<(), Problem> {
    for (place, aside) in asides {
        if !aside.trim().is_empty() {
            sink.section(place, label);
            sink.text(&aside)?;
            sink.line()?;
        }
    }
    Ok(())
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}
