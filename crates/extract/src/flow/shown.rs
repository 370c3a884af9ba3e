//! Paragraphs as they are shown: with the numbers, bullets and signs of notes that a program writes and no text holds.
//!
//! Some programs give text with them and some without. The running text is without, and beside it stand the places of
//! the marks with what is around them, so that a text is found again whichever way it was copied.

/// Bytes before and after a mark that are said again with it: more than a run that is compared.
const AROUND: usize = 200;

/// The marked paragraphs so far.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    text: String,
    /// The end of the paragraph before, unless it is the end of the text here.
    before: String,
}

impl Shown {
    /// A paragraph ends; how many bytes it adds.
    pub(crate) fn paragraph(&mut self, text: &str, marks: &[(usize, String)]) -> usize {
        let length = self.text.len();
        let is_whole = match marks {
            [] => false,
            marks => self.marked(text, marks),
        };
        if is_whole {
            self.before.clear();
        } else if !text.trim().is_empty() {
            self.before.clear();
            let from = text.len().saturating_sub(AROUND);
            let end = text.get(text.ceil_char_boundary(from)..).unwrap_or("");
            self.before.push_str(end);
        }
        self.text.len().saturating_sub(length)
    }

    /// Everything so far.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Writes what is around the marks of a paragraph; whether its end is there.
    fn marked(&mut self, text: &str, marks: &[(usize, String)]) -> bool {
        let piece = |from: usize, to: usize| text.get(from..to).unwrap_or("");
        let (mut at, mut is_first) = (0, true);
        for (place, mark) in marks {
            let until = if is_first { at } else { at + AROUND };
            let until = text.floor_char_boundary(until.min(*place));
            let from = text.ceil_char_boundary(place.saturating_sub(AROUND));
            let from = from.max(until);
            self.text.push_str(piece(at, until));
            if from > until {
                self.line();
            } else if is_first && !self.before.is_empty() {
                self.text.push_str(&self.before);
                self.line();
            }
            self.text.push_str(piece(from, *place));
            self.text.push_str(mark);
            (at, is_first) = (*place, false);
        }
        let until = text.floor_char_boundary(at.saturating_add(AROUND).min(text.len()));
        self.text.push_str(piece(at, until));
        self.line();
        until == text.len()
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
