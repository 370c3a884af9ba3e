//! The consolidated list of the UN Security Council: one XML document of individuals and entities.
//!
//! One of them becomes one row of `listed`. Of individuals nothing is read but names, addresses and the listing itself:
//! nationality, birth, gender, papers, titles and comments are passed over where they stand, never held.

mod entry;

use bongsu_model::Day;
use bongsu_model::tables;

use self::entry::{Entry, Kind};
use super::delimited::broken;
use super::{Note, ReadError, RecordFormat, RecordsRequest, TableWriter, Tally};
use crate::import::{Imported, Reject};
use crate::input::{Input, LimitedXml, RECORD_LIMIT, TextEncoding, XmlError, XmlPiece, XmlTag};

/// The root of the document.
pub(super) const ROOT: &str = "CONSOLIDATED_LIST";

/// The parts of the document that hold entries.
const PARTS: [&str; 2] = ["INDIVIDUALS", "ENTITIES"];

/// After so many entries progress is told.
const PROGRESS_ENTRIES: u64 = 256;

/// Reads the list into `listed`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let Some(table) = tables::by_name("listed") else {
        return Err(format_error(request, "there is no table for it".to_owned()));
    };
    let mut writer = TableWriter::new(
        table,
        request.keyring,
        request.source_digest,
        request.staging,
    );
    let mut xml = LimitedXml::new(Input::open(request.path)?);
    let mut reading = Reading::default();
    while let Some(piece) = xml
        .next_piece()
        .map_err(|error| reading.explain(request, error))?
    {
        match piece {
            XmlPiece::Start(tag) => reading.start(&tag),
            XmlPiece::Text(text) => reading.text(&text),
            XmlPiece::End => reading.end(),
            XmlPiece::Aside => Ok(()),
        }
        .map_err(|reason| format_error(request, reason))?;
        let Some(entry) = reading.done.take() else {
            continue;
        };
        reading.tally.counts.read += 1;
        let number = reading.tally.counts.read;
        match entry.into_row(table, number, reading.version.as_deref()) {
            Ok(row) => {
                writer.write(&row)?;
                reading.tally.counts.stored += 1;
            }
            Err(reject) => reading.reject(reject),
        }
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(xml.input().position());
        }
    }
    if reading.tally.counts.read == 0 {
        return Err(format_error(request, "no entry is in it".to_owned()));
    }
    progress(xml.input().position());
    match xml.input().encoding() {
        TextEncoding::Utf8 => {}
        encoding => reading.tally.notes.push(Note::Decoded { encoding }),
    }
    let (staged, vault) = writer.finish()?;
    Ok(reading.tally.into_imported(staged, vault))
}

/// Where reading stands.
#[derive(Default)]
struct Reading {
    tally: Tally,
    /// The day on which the list was made.
    version: Option<String>,
    /// Elements that are open outside of an entry: the root, a part of it.
    outer: usize,
    /// The entry that is open.
    entry: Option<Entry>,
    /// The entry that has just ended.
    done: Option<Entry>,
    /// How deep reading stands in something that is no entry.
    skipped: usize,
}

impl Reading {
    /// An element begins; the error says why the document cannot be read on.
    fn start(&mut self, tag: &XmlTag<'_>) -> Result<(), String> {
        if let Some(entry) = &mut self.entry {
            entry.start(tag.name(), tag.line());
            return Ok(());
        }
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        match (self.outer, tag.name()) {
            (0, ROOT) => {
                let made = tag.attribute("dateGenerated").unwrap_or_default();
                let day = made.get(..10).and_then(|day| day.parse::<Day>().ok());
                self.version = day.map(|day| day.to_string());
                self.outer = 1;
            }
            (0, root) => {
                return Err(format!(
                    "line {}: its root is `{}`, and `{ROOT}` is wanted",
                    tag.line(),
                    super::value::excerpt(root)
                ));
            }
            (_, "INDIVIDUAL") => self.entry = Some(Entry::new(Kind::Person, tag.line())),
            (_, "ENTITY") => self.entry = Some(Entry::new(Kind::Organisation, tag.line())),
            (1, part) if PARTS.contains(&part) => self.outer = 2,
            (_, other) => {
                self.skipped = 1;
                self.tally.counts.read += 1;
                self.reject(Reject::new(
                    tag.line(),
                    other,
                    "neither `INDIVIDUAL` nor `ENTITY`: nothing of it is read",
                ));
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        let Some(entry) = &mut self.entry else {
            return Ok(());
        };
        if entry.text(text) {
            return Ok(());
        }
        let (line, most) = (entry.text_line(), RECORD_LIMIT >> 20);
        Err(format!(
            "line {line}: an element holds more than {most} MiB of text"
        ))
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "the same shape as the other steps"
    )]
    fn end(&mut self) -> Result<(), String> {
        if let Some(entry) = &mut self.entry {
            if entry.end() {
                self.done = self.entry.take();
            }
        } else if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.outer = self.outer.saturating_sub(1);
        }
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.tally.counts.rejected += 1;
        self.tally.rejects.push(reject);
    }

    /// What an error of the document means, with what was expected where not even the root was found.
    fn explain(&self, request: &RecordsRequest<'_>, error: XmlError) -> ReadError {
        match error {
            XmlError::Io(source) => broken(request.path, source),
            error if self.outer == 0 => format_error(
                request,
                format!("{error}; wanted is the list as XML, whose root is `{ROOT}`"),
            ),
            error => format_error(request, error.to_string()),
        }
    }
}

fn format_error(request: &RecordsRequest<'_>, reason: String) -> ReadError {
    ReadError::Format {
        path: request.path.to_owned(),
        format: RecordFormat::Un,
        reason,
    }
}
