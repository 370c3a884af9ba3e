//! Groups: a number that says what a value is, and the value. In text two lines, in the binary form packed.

use std::borrow::Cow;

/// A code and its value: text, or a number written as text.
#[derive(Debug)]
pub(super) struct Group<'g> {
    pub(super) code: i32,
    pub(super) value: Cow<'g, [u8]>,
}

/// Groups of the text form.
#[derive(Debug)]
pub(super) struct Lines<'g>(std::str::Lines<'g>);

impl<'g> Lines<'g> {
    pub(super) fn new(text: &'g str) -> Self {
        Self(text.lines())
    }
}

impl<'g> Iterator for Lines<'g> {
    type Item = Group<'g>;

    fn next(&mut self) -> Option<Group<'g>> {
        loop {
            let code = self.0.next()?;
            // A line that is no number is left out, so that one broken line costs itself only.
            if let Ok(code) = code.trim().parse() {
                let value = Cow::Borrowed(self.0.next()?.as_bytes());
                return Some(Group { code, value });
            }
        }
    }
}

/// Groups of the binary form.
#[derive(Debug)]
pub(super) struct Binary<'g> {
    rest: &'g [u8],
    /// Codes of two bytes, since release 13.
    wide: bool,
}

enum Kind {
    Text,
    Chunk,
    Fixed(usize),
}

impl<'g> Binary<'g> {
    pub(super) fn new(rest: &'g [u8]) -> Self {
        // The first code is 0; with codes of one byte a letter follows it.
        Self {
            rest,
            wide: rest.get(1) == Some(&0),
        }
    }

    fn take(&mut self, length: usize) -> Option<&'g [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn code(&mut self) -> Option<i32> {
        if !self.wide {
            let first = *self.take(1)?.first()?;
            if first != 255 {
                return Some(i32::from(first));
            }
        }
        let pair = self.take(2)?.try_into().ok()?;
        Some(i32::from(i16::from_le_bytes(pair)))
    }
}

impl<'g> Iterator for Binary<'g> {
    type Item = Group<'g>;

    fn next(&mut self) -> Option<Group<'g>> {
        let code = self.code()?;
        let value = match kind(code) {
            Kind::Text => {
                let end = memchr::memchr(0, self.rest)?;
                let text = self.take(end)?;
                self.take(1)?;
                Cow::Borrowed(text)
            }
            Kind::Chunk => {
                let length = usize::from(*self.take(1)?.first()?);
                self.take(length)?;
                Cow::Borrowed(&[][..])
            }
            Kind::Fixed(length) => {
                self.take(length)?;
                Cow::Borrowed(&[][..])
            }
        };
        Some(Group { code, value })
    }
}

/// How long the value of a code is. Numbers are passed over: only texts are read.
fn kind(code: i32) -> Kind {
    match code {
        10..=59 | 110..=149 | 160..=169 | 210..=239 | 460..=469 | 1010..=1059 => Kind::Fixed(8),
        60..=79 | 170..=179 | 270..=289 | 370..=389 | 400..=409 | 1060..=1070 => Kind::Fixed(2),
        90..=99 | 420..=429 | 440..=459 | 1071 => Kind::Fixed(4),
        290..=299 => Kind::Fixed(1),
        310..=319 | 1004 => Kind::Chunk,
        _ => Kind::Text,
    }
}
