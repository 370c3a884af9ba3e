//! The formats that records come in, and how a file tells its own.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bongsu_model::Digest;

use super::{ReadError, ofac, un};
use crate::input::{FileDigest, Input, InputError, digest_file};

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordFormat {
    /// Text with a header and fields parted by `,`, `;` or tabs.
    Delimited,
    /// An Excel workbook.
    Xlsx,
    /// A JSON object on each line.
    JsonLines,
    /// The Beneficial Ownership Data Standard, 0.1 to 0.4, as one array or as JSON lines.
    Bods,
    /// The lists of the US Treasury as CSV without header.
    Ofac,
    /// The consolidated list of the UN Security Council as XML.
    Un,
}

impl RecordFormat {
    /// Tells the format from what the file begins with, and its name where that is not enough.
    pub fn of_file(path: &Path) -> Result<Self, InputError> {
        if path.is_dir() {
            return Err(InputError::NotText {
                path: path.to_owned(),
                what: "a folder, and a file is wanted",
                hint: "name the files in it",
            });
        }
        if ofac::is_list_file(path) {
            return Ok(Self::Ofac);
        }
        let mut input = match Input::open(path) {
            Err(InputError::NotText { .. }) if has_extension(path, &["xlsx", "xlsm"]) => {
                return Ok(Self::Xlsx);
            }
            other => other?,
        };
        let mut start = Vec::new();
        let unreadable = |source: io::Error| InputError::Unreadable {
            path: path.to_owned(),
            source,
        };
        input
            .by_ref()
            .take(1 << 16)
            .read_to_end(&mut start)
            .map_err(unreadable)?;
        Ok(match start.trim_ascii_start().first() {
            Some(b'<') if is_un_list(&start) => Self::Un,
            Some(b'<') if is_markup(&start) => {
                return Err(InputError::NotText {
                    path: path.to_owned(),
                    what: "an XML or HTML document, and not the consolidated list of the UN",
                    hint: "export the table as CSV, XLSX or JSON lines",
                });
            }
            Some(b'[') => Self::Bods,
            Some(b'{') if is_statement(&start) => Self::Bods,
            Some(b'{') => Self::JsonLines,
            _ => Self::Delimited,
        })
    }

    /// Whether it fills tables of its own, so that none can be chosen.
    pub fn has_own_tables(self) -> bool {
        !self.own_tables().is_empty()
    }

    /// The tables that it fills by itself.
    pub fn own_tables(self) -> &'static [&'static str] {
        match self {
            Self::Delimited | Self::Xlsx | Self::JsonLines => &[],
            Self::Bods => &["organisations", "interests", "officers"],
            Self::Ofac | Self::Un => &["listed"],
        }
    }
}

impl fmt::Display for RecordFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Delimited => "delimited text",
            Self::Xlsx => "an Excel workbook",
            Self::JsonLines => "JSON lines",
            Self::Bods => "BODS JSON",
            Self::Ofac => "an OFAC list",
            Self::Un => "the consolidated list of the UN",
        })
    }
}

/// The files that an import of a path reads, in the order in which they are read.
pub fn source_files(path: &Path, format: RecordFormat) -> Result<Vec<PathBuf>, ReadError> {
    match format {
        RecordFormat::Ofac => ofac::files(path),
        RecordFormat::Delimited
        | RecordFormat::Xlsx
        | RecordFormat::JsonLines
        | RecordFormat::Bods
        | RecordFormat::Un => Ok(vec![path.to_owned()]),
    }
}

/// What stands for a path: the digest of the file, or of the digests of its files where it has several.
pub fn digest_source(path: &Path, format: RecordFormat) -> Result<FileDigest, ReadError> {
    let mut digests = Vec::new();
    for file in source_files(path, format)? {
        digests.push(digest_file(&file)?);
    }
    if let [one] = digests.as_slice() {
        return Ok(*one);
    }
    let text: Vec<String> = digests.iter().map(|file| file.digest.to_string()).collect();
    Ok(FileDigest {
        digest: Digest::of(text.join("\n").as_bytes()),
        size: digests.iter().map(|file| file.size).sum(),
        open_line: None,
    })
}

fn is_statement(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    [b"\"statementId\"".as_slice(), b"\"statementID\""]
        .iter()
        .any(|key| memchr::memmem::find(line, key).is_some())
}

/// Whether a document of XML has the root of the UN's list.
fn is_un_list(start: &[u8]) -> bool {
    let root = format!("<{}", un::ROOT);
    memchr::memmem::find(start, root.as_bytes()).is_some()
}

/// Whether text begins as XML and HTML do, and no table does.
fn is_markup(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    [b"<?xml".as_slice(), b"<!", b"<html"].iter().any(|mark| {
        start
            .get(..mark.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(mark))
    })
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|extension| {
        wanted
            .iter()
            .any(|wanted| extension.eq_ignore_ascii_case(wanted))
    })
}
