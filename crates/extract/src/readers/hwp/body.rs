//! The text of a section: paragraphs, and the controls that stand in them.
//!
//! Tables, text boxes and equations are read where they stand in their paragraph. What stands elsewhere on the page
//! (headers, notes, comments) follows the paragraph, so that a sentence with a footnote stays whole.

use crate::bytes::{part, u16_at, utf16};
use crate::readers::numbering::hangul::Shapes;
use crate::readers::written::Written;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::records::{
    CTRL_HEADER, EQUATION, FORM_OBJECT, MEMO_LIST, PARA_HEADER, PARA_TEXT, Record, Records,
    TEXT_ART,
};

mod text;

use text::Text;

/// Paragraphs and controls inside each other, deeper than this, are read as if they stood at this depth.
const DEEPEST: usize = 48;

/// Reads a section; whether it had text.
pub(super) fn read(
    bytes: &[u8],
    shapes: &mut Shapes,
    sink: &mut Sink<'_, '_>,
) -> Result<bool, Problem> {
    let mut walk = Walk {
        shapes,
        records: Records::new(bytes),
        written: Written::default(),
        depth: 0,
    };
    let outcome = walk.all(sink).and_then(|()| walk.written.end(sink));
    if walk.records.cut_off {
        sink.problem(Problem::CutOff("a record of the body".to_owned()));
    }
    outcome?;
    Ok(walk.written.any)
}

struct Walk<'s> {
    shapes: &'s mut Shapes,
    records: Records<'s>,
    written: Written,
    depth: usize,
}

impl Walk<'_> {
    fn all(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        while let Some(record) = self.records.next() {
            match record.tag {
                PARA_HEADER => self.paragraph(record, sink)?,
                MEMO_LIST => self.aside(Place::Comment, record.level, sink)?,
                _ => {}
            }
            self.written.flush(sink)?;
        }
        Ok(())
    }

    /// One paragraph, whose header was just passed.
    fn paragraph(&mut self, header: Record<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let level = header.level;
        let mut mark = self.mark(header.data);
        let mut text = Text::default();
        self.depth += 1;
        while let Some(record) = self.records.next_below(level) {
            match record.tag {
                PARA_TEXT => {
                    text.rest(&mut self.written);
                    text = Text::new(record.data);
                    if let Some(mark) = mark.take() {
                        self.written.marked(&mark, &text.plain());
                    }
                }
                CTRL_HEADER => {
                    text.until_control(&mut self.written);
                    self.control(record.data, record.level, sink)?;
                }
                // The last paragraph of a section carries pages that others are laid over.
                PARA_HEADER => {
                    self.written.enter(Place::Master);
                    self.paragraph_within(record, sink)?;
                    self.written.leave();
                }
                MEMO_LIST => self.aside(Place::Comment, level, sink)?,
                _ => {}
            }
        }
        self.depth -= 1;
        text.rest(&mut self.written);
        self.written.line();
        self.written.end_paragraph();
        self.written.flush_large(sink)
    }

    fn paragraph_within(
        &mut self,
        header: Record<'_>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        if self.depth < DEEPEST {
            return self.paragraph(header, sink);
        }
        // Deeper paragraphs come as records of the loop that called this.
        Ok(())
    }

    /// The number or bullet of a paragraph.
    fn mark(&mut self, header: &[u8]) -> Option<String> {
        let shape = u16_at(header, 8)?;
        if !self.written.is_outside() {
            return None;
        }
        self.shapes.mark(u32::from(shape))
    }

    /// A control, whose header was just passed, with everything below it.
    fn control(&mut self, data: &[u8], level: u16, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let mut id = [0; 4];
        for (to, from) in id.iter_mut().zip(part(data, 0, 4).iter().rev()) {
            *to = *from;
        }
        match &id {
            b"head" => self.aside(Place::Header, level, sink),
            b"foot" => self.aside(Place::Footer, level, sink),
            b"fn  " | b"en  " => self.aside(Place::Notes, level, sink),
            b"tcmt" => self.aside(Place::Comment, level, sink),
            b"secd" => {
                if let Some(id) = u16_at(data, 18).filter(|id| *id > 0) {
                    self.shapes.outline(u32::from(id));
                }
                self.aside(Place::Master, level, sink)
            }
            b"tbl " | b"gso " | b"form" => {
                self.written.line();
                self.below(level, sink)?;
                self.written.line();
                self.written.later(Place::Alternative, &description(data));
                Ok(())
            }
            b"tdut" => {
                let main = counted(data, 4);
                let above = counted(data, 4 + 2 + 2 * main.1);
                self.written.text(&main.0);
                self.written.line();
                self.written.text(&above.0);
                self.written.line();
                self.below(level, sink)
            }
            b"tcps" => {
                self.written.text(&counted(data, 4).0);
                self.below(level, sink)
            }
            b"%hlk" => {
                self.written.later(Place::Raw, &command(data));
                self.below(level, sink)
            }
            _ => self.below(level, sink),
        }
    }

    /// What stands elsewhere on the page.
    fn aside(&mut self, place: Place, level: u16, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.written.enter(place);
        let outcome = self.below(level, sink);
        self.written.leave();
        outcome?;
        self.written.flush_before(sink)
    }

    /// Everything below a control.
    fn below(&mut self, level: u16, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.depth += 1;
        while let Some(record) = self.records.next_below(level) {
            match record.tag {
                PARA_HEADER => self.paragraph_within(record, sink)?,
                PARA_TEXT => {
                    // Only where a paragraph lies too deep to be taken apart.
                    Text::new(record.data).rest(&mut self.written);
                    self.written.line();
                }
                CTRL_HEADER if self.depth < DEEPEST => {
                    self.control(record.data, record.level, sink)?;
                }
                EQUATION => self.written.text(&counted(record.data, 4).0),
                TEXT_ART => {
                    self.written.text(&counted(record.data, 32).0);
                    self.written.line();
                }
                FORM_OBJECT => self.form(record.data),
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// What a button or a field of a form shows.
    fn form(&mut self, data: &[u8]) {
        let settings = utf16(data.get(8..).unwrap_or(&[]));
        for name in ["Caption:wstring:", "Text:wstring:"] {
            let Some((_, rest)) = settings.split_once(name) else {
                continue;
            };
            let Some((length, value)) = rest.split_once(':') else {
                continue;
            };
            let length = length.parse::<usize>().unwrap_or(0);
            let value: String = value.chars().take(length).collect();
            self.written.text(&value);
            self.written.line();
        }
    }
}

/// A text with its length before it; its length in units of two bytes.
fn counted(data: &[u8], at: usize) -> (String, usize) {
    let length = u16_at(data, at).map_or(0, usize::from);
    (utf16(part(data, at.saturating_add(2), 2 * length)), length)
}

/// What a drawn object says to those who do not see it.
fn description(data: &[u8]) -> String {
    counted(data, 44).0
}

/// The command of a field; of a link, where it leads.
fn command(data: &[u8]) -> String {
    let command = counted(data, 9).0;
    let mut target = String::new();
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => target.extend(letters.next()),
            ';' => break,
            _ => target.push(letter),
        }
    }
    target
}
