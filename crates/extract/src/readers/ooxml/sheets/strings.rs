//! The texts that cells share.

use std::io::Read;

use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::xml::{Piece, Xml};

/// Texts at most.
const STRINGS: usize = 8 << 20;

/// The texts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Strings {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
    used: Vec<bool>,
}

impl Strings {
    /// The text of a number.
    pub(super) fn text(&mut self, number: usize) -> &str {
        if let Some(used) = self.used.get_mut(number) {
            *used = true;
        }
        self.at(number)
    }

    /// Texts that nobody asked for.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        let unused = self.used.iter().enumerate().filter(|(_, used)| !**used);
        unused.map(|(number, _)| self.at(number))
    }

    /// Adds to the text that is next.
    pub(super) fn push_str(&mut self, text: &str, left: u64) -> Result<(), Problem> {
        if (self.all.len() as u64).saturating_add(text.len() as u64) > left {
            return Err(Problem::Damaged(
                "more texts in cells than text is read".to_owned(),
            ));
        }
        self.all.push_str(text);
        Ok(())
    }

    /// The text that is next is whole.
    pub(super) fn close(&mut self) -> Result<(), Problem> {
        if self.ends.len() >= STRINGS {
            return Err(Problem::Damaged(format!(
                "more than {STRINGS} texts in cells"
            )));
        }
        self.ends
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.used.push(false);
        Ok(())
    }

    /// Reads the part of shared strings; how they are pronounced goes aside, after the text itself.
    pub(super) fn read<R: Read>(
        &mut self,
        xml: &mut Xml<R>,
        flow: &mut Flow<'_, '_, '_>,
    ) -> Result<(), Problem> {
        let (mut texts, mut phonetic) = (0_usize, 0_usize);
        let mut is_pronounced = false;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => match tag.name() {
                    "t" => texts = texts.saturating_add(1),
                    "rPh" => phonetic = phonetic.saturating_add(1),
                    _ => {}
                },
                Piece::End("t") => texts = texts.saturating_sub(1),
                Piece::End("rPh") => phonetic = phonetic.saturating_sub(1),
                Piece::End("si") => {
                    is_pronounced = false;
                    self.close()?;
                    flow.line()?;
                }
                Piece::Text(text) if texts > 0 && phonetic > 0 => {
                    if !std::mem::replace(&mut is_pronounced, true) {
                        flow.text(self.open())?;
                        flow.text(" ")?;
                    }
                    flow.text(&text)?;
                }
                Piece::Text(text) if texts > 0 => self.push_str(&text, flow.text_left())?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The text that is not whole yet.
    fn open(&self) -> &str {
        let start = self.ends.last().copied().unwrap_or(0) as usize;
        self.all.get(start..).unwrap_or("")
    }

    fn at(&self, number: usize) -> &str {
        let end = self.ends.get(number).copied().unwrap_or(0) as usize;
        let before = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0) as usize;
        self.all.get(start..end).unwrap_or("")
    }
}

/// Where phonetic text of a place goes.
pub(super) const PHONETIC: Place = Place::Alternative;
