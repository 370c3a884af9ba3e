//! What was read of a paragraph of the body: its own text, and what stands elsewhere on the page.
//!
//! What stands elsewhere follows the paragraph, so that a sentence with a footnote stays whole, unless it comes before
//! the first word of it.

use crate::flow::Shown;
use crate::sink::Sink;
use crate::{Place, Problem};

/// A paragraph is handed on before its end when it is as long as this: tables are one paragraph.
const LARGE: usize = 1 << 20;

/// Bytes of the end of a paragraph that are looked at where the next one has a mark.
const LINE_END: usize = 200;

/// Text on its way to the sink.
#[derive(Debug, Default)]
pub(super) struct Written {
    body: String,
    asides: Vec<(Place, String)>,
    /// What is told only at the end, so that running text is not torn: masters, descriptions of pictures, where links
    /// lead.
    later: Vec<(Place, String)>,
    /// Paragraphs with the marks that are shown before them.
    shown: Shown,
    /// How many of them end next: one, or none.
    marked: u8,
    /// Whether the last aside goes on where more of its place comes.
    goes_on: bool,
    /// The asides that are being written, the innermost last.
    open: Vec<usize>,
    /// Whether the sink stands in the body.
    in_body: bool,
    /// Whether there was any text.
    pub(super) any: bool,
}

impl Written {
    /// Writes where the innermost place is.
    pub(super) fn text(&mut self, text: &str) {
        self.target().push_str(text);
    }

    /// Ends a line; lines without text are not doubled.
    pub(super) fn line(&mut self) {
        let target = self.target();
        if !target.is_empty() && !target.ends_with('\n') {
            target.push('\n');
        }
    }

    /// The paragraph that is written has a mark before it that is not of its text.
    pub(super) fn marked(&mut self, mark: &str, text: &str) {
        if self.is_outside() {
            self.shown.paragraph(text, &[(0, mark.to_owned())]);
            self.marked = 1;
        }
    }

    /// A paragraph ends.
    pub(super) fn end_paragraph(&mut self) {
        if self.is_outside() && std::mem::take(&mut self.marked) == 0 {
            let line = self.body.trim_end();
            let from = line.len().saturating_sub(LINE_END);
            let line = line.get(line.ceil_char_boundary(from)..).unwrap_or("");
            let line = line.rsplit('\n').next().unwrap_or("");
            self.shown.paragraph(line, &[]);
        }
    }

    /// What follows stands elsewhere.
    pub(super) fn enter(&mut self, place: Place) {
        self.goes_on = false;
        self.open.push(self.asides.len());
        self.asides.push((place, String::new()));
    }

    /// Ends what stands elsewhere.
    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Whether all that was begun elsewhere has ended.
    pub(super) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    /// A piece of text that is not part of the running text, such as a deleted word; pieces of one place go on.
    pub(super) fn piece(&mut self, place: Place, text: &str) {
        match self.asides.last_mut() {
            Some((last, so_far)) if self.goes_on && *last == place => so_far.push_str(text),
            _ => self.asides.push((place, text.to_owned())),
        }
        self.goes_on = true;
    }

    /// A text that is told after everything else.
    pub(super) fn later(&mut self, place: Place, text: &str) {
        if !text.trim().is_empty() {
            self.later.push((place, text.to_owned()));
        }
    }

    /// Hands on everything, at the end of the document.
    pub(super) fn end(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.line();
        self.flush(sink)?;
        self.in_body = false;
        let shown = std::mem::take(&mut self.shown).into_text();
        self.later(Place::Raw, &shown);
        let mut last = None;
        for (place, text) in std::mem::take(&mut self.later) {
            if last.replace(place) != Some(place) {
                sink.section(place, None);
            }
            sink.text(&text)?;
            sink.line()?;
        }
        Ok(())
    }

    /// A text that stands elsewhere, as a whole.
    pub(super) fn aside(&mut self, place: Place, text: &str) {
        if !text.trim().is_empty() {
            self.goes_on = false;
            self.asides.push((place, text.to_owned()));
        }
    }

    /// Hands on what is written, where nothing is open.
    pub(super) fn flush(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.flush_body(sink)?;
        self.goes_on = false;
        for (place, text) in std::mem::take(&mut self.asides) {
            if text.trim().is_empty() {
                continue;
            }
            self.any = true;
            // No text of one page, so it is told after all pages.
            if place == Place::Master {
                self.later.push((place, text));
                continue;
            }
            self.in_body = false;
            sink.section(place, None);
            sink.text(&text)?;
            sink.line()?;
        }
        Ok(())
    }

    /// Hands on what stands elsewhere where it came before the first word of a paragraph, as headers do.
    pub(super) fn flush_before(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if self.body.is_empty() && self.open.is_empty() {
            return self.flush(sink);
        }
        Ok(())
    }

    /// Hands on a body that has grown large.
    pub(super) fn flush_large(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        if self.body.len() < LARGE {
            return Ok(());
        }
        self.flush_body(sink)
    }

    fn flush_body(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let body = std::mem::take(&mut self.body);
        if body.is_empty() {
            return Ok(());
        }
        self.any |= !body.trim().is_empty();
        if !std::mem::replace(&mut self.in_body, true) {
            sink.section(Place::Body, None);
        }
        sink.text(&body)
    }

    fn target(&mut self) -> &mut String {
        match self.open.last().and_then(|&at| self.asides.get_mut(at)) {
            Some((_, text)) => text,
            None => &mut self.body,
        }
    }
}
