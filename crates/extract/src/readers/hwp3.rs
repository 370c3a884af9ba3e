//! Hangul word processor 3 (1996 to 2000): paragraphs of two-byte letters, with controls and shapes among them.

use crate::bytes::{part, u16_at};
use crate::inflate;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::written::Written;

mod letters;

/// Where the parts of the file before its text start.
const INFO: usize = 30;
const SUMMARY: usize = INFO + 128;
const SUMMARY_END: usize = SUMMARY + 1008;

/// What the document says about itself: names of its texts of 56 letters.
const PROPERTIES: [&str; 9] = [
    "title",
    "subject",
    "creator",
    "date",
    "keywords",
    "keywords",
    "description",
    "description",
    "description",
];

/// Lists of paragraphs inside each other, deeper than this, are not read.
const DEEPEST: usize = 24;
/// Sizes of what stands before the text of a paragraph.
const CHAR_SHAPE: usize = 31;
const PARA_SHAPE: usize = 187;

/// Reads a document.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    for (number, name) in PROPERTIES.iter().enumerate() {
        let raw = part(bytes, SUMMARY + 112 * number, 112);
        let mut text = String::new();
        raw.chunks_exact(2)
            .filter_map(|unit| u16_at(unit, 0))
            .take_while(|&unit| unit != 0)
            .for_each(|unit| letters::push(unit, &mut text));
        sink.property(name, &text)?;
    }
    if u16_at(bytes, INFO + 96).unwrap_or(0) != 0 {
        return Err(Problem::Password);
    }
    let Some(length) = u16_at(bytes, INFO + 126) else {
        return Err(Problem::CutOff("the head of the document".to_owned()));
    };
    let rest = bytes
        .get(SUMMARY_END + usize::from(length)..)
        .unwrap_or(&[]);
    let unpacked;
    let text = if bytes.get(INFO + 124).is_some_and(|&packed| packed != 0) {
        unpacked = inflate::raw(rest, sink.budget())?.0;
        unpacked.as_slice()
    } else {
        rest
    };
    let mut reader = Reader {
        bytes: text,
        at: 0,
        written: Written::default(),
        depth: 0,
    };
    let read = reader.all(sink);
    reader.written.end(sink)?;
    match read? {
        Some(()) => Ok(()),
        None => Err(Problem::CutOff("the text of the document".to_owned())),
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    written: Written,
    depth: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at = self.at.saturating_add(1);
        byte
    }

    fn word(&mut self) -> Option<u16> {
        let word = u16_at(self.bytes, self.at);
        self.at = self.at.saturating_add(2);
        word
    }

    fn length(&mut self) -> Option<usize> {
        let low = usize::from(self.word()?);
        Some(usize::from(self.word()?) << 16 | low)
    }

    fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// Fonts, styles, then paragraphs.
    fn all(&mut self, sink: &mut Sink<'_, '_>) -> Result<Option<()>, Problem> {
        for _ in 0..7 {
            let Some(fonts) = self.word() else {
                return Ok(None);
            };
            self.pass(40 * usize::from(fonts));
        }
        let Some(styles) = self.word() else {
            return Ok(None);
        };
        self.pass(238 * usize::from(styles));
        self.paragraphs(sink)
    }

    /// A list of paragraphs, to the empty one at its end; nothing where the file ends before.
    fn paragraphs(&mut self, sink: &mut Sink<'_, '_>) -> Result<Option<()>, Problem> {
        if self.depth >= DEEPEST {
            return Ok(None);
        }
        self.depth += 1;
        let outcome = loop {
            match self.paragraph(sink)? {
                Some(true) => {
                    self.written.line();
                    if self.depth == 1 {
                        self.written.flush(sink)?;
                    }
                }
                Some(false) => break Ok(Some(())),
                None => break Ok(None),
            }
        };
        self.depth -= 1;
        outcome
    }

    /// One paragraph; whether it was none that ends a list.
    fn paragraph(&mut self, sink: &mut Sink<'_, '_>) -> Result<Option<bool>, Problem> {
        let Some((count, shaped)) = self.head() else {
            return Ok(None);
        };
        if count == 0 {
            return Ok(Some(false));
        }
        if shaped {
            for _ in 0..count {
                match self.byte() {
                    Some(0) => self.pass(CHAR_SHAPE),
                    Some(_) => {}
                    None => return Ok(None),
                }
            }
        }
        let mut met = 0;
        while met < usize::from(count) {
            let Some(unit) = self.word() else {
                return Ok(None);
            };
            if unit >= 32 {
                let mut text = String::new();
                letters::push(unit, &mut text);
                self.written.text(&text);
                met += 1;
                continue;
            }
            match self.control(unit, sink)? {
                Some(units) => met += units,
                None => return Ok(None),
            }
        }
        Ok(Some(true))
    }

    /// How many units of text a paragraph has, and whether its letters have shapes of their own.
    fn head(&mut self) -> Option<(u16, bool)> {
        let same = self.byte()?;
        let count = self.word()?;
        let lines = self.word()?;
        let shaped = self.byte()?;
        self.pass(1 + 4 + 1 + CHAR_SHAPE);
        if count > 0 {
            self.pass(if same == 0 { PARA_SHAPE } else { 0 });
            self.pass(14 * usize::from(lines));
        }
        Some((count, shaped != 0))
    }

    /// A control, whose number was just passed: how many units of text it is; nothing where the file ends in it.
    fn control(&mut self, number: u16, sink: &mut Sink<'_, '_>) -> Result<Option<usize>, Problem> {
        let (bytes, units) = match number {
            13 => (0, 1),
            7 => (82, 42),
            8 => (94, 48),
            9 => {
                self.written.text("\t");
                (6, 4)
            }
            18..=21 => (6, 4),
            22 => (22, 12),
            23 => (8, 5),
            24 => {
                self.written.text("-");
                (4, 3)
            }
            25 => (4, 3),
            26 => (244, 123),
            28 => (62, 32),
            30 | 31 => {
                self.written.text(" ");
                (2, 2)
            }
            14 => (6 + 84, 4),
            10 => return self.boxes(sink),
            11 => return self.picture(sink),
            15 => return self.aside(Place::Comment, 6 + 8, sink),
            16 => {
                let footer = self
                    .bytes
                    .get(self.at.saturating_add(14))
                    .is_some_and(|&kind| kind == 1);
                let place = if footer { Place::Footer } else { Place::Header };
                return self.aside(place, 6 + 10, sink);
            }
            17 => return self.aside(Place::Notes, 6 + 14, sink),
            5 => return Ok(self.field()),
            _ => {
                let Some(length) = self.length() else {
                    return Ok(None);
                };
                (2 + length, 4)
            }
        };
        self.pass(bytes);
        Ok(Some(units))
    }

    /// What stands elsewhere on the page.
    fn aside(
        &mut self,
        place: Place,
        head: usize,
        sink: &mut Sink<'_, '_>,
    ) -> Result<Option<usize>, Problem> {
        self.pass(head);
        self.written.enter(place);
        let read = self.paragraphs(sink);
        self.written.leave();
        Ok(read?.map(|()| 4))
    }

    /// A table, a text box, an equation, a button: cells, the text of each, a caption.
    fn boxes(&mut self, sink: &mut Sink<'_, '_>) -> Result<Option<usize>, Problem> {
        self.pass(6 + 80);
        let Some(cells) = self.word() else {
            return Ok(None);
        };
        self.pass(2 + 27 * usize::from(cells));
        self.written.line();
        for _ in 0..=cells {
            if self.paragraphs(sink)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(4))
    }

    /// A picture with its caption.
    fn picture(&mut self, sink: &mut Sink<'_, '_>) -> Result<Option<usize>, Problem> {
        self.pass(6);
        let Some(follows) = self.length() else {
            return Ok(None);
        };
        self.pass((348 - 4) + follows);
        self.written.line();
        Ok(self.paragraphs(sink)?.map(|()| 4))
    }

    fn field(&mut self) -> Option<usize> {
        self.pass(6 + 30);
        let mut data = 0_usize;
        for _ in 0..4 {
            data = data.saturating_add(self.length()?);
        }
        self.pass(data);
        Some(4)
    }
}
