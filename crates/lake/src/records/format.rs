//! The formats that records come in, and how a file tells its own.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bongsu_model::Digest;

use super::{ReadError, csl, eu, ftm, gleif, ofac, ofac_xml, un};
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
    /// Entities or statements of `FollowTheMoney`, as JSON lines or, for statements, CSV.
    Ftm,
    /// Holders of an LEI, their relationships or their reporting exceptions, as XML or CSV.
    Gleif,
    /// The snapshot of persons with significant control of UK companies as JSON lines.
    Psc,
    /// The consolidated list of the EU as XML or CSV.
    Eu,
    /// The consolidated screening list of the US as CSV or JSON.
    Csl,
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
            Some(b'<') => match of_root(&start) {
                Some(format) => format,
                None if is_markup(&start) => {
                    return Err(InputError::NotText {
                        path: path.to_owned(),
                        what: "an XML or HTML document, and none of a list or register that is known",
                        hint: "export the table as CSV, XLSX or JSON lines",
                    });
                }
                None => Self::Delimited,
            },
            Some(b'[') => Self::Bods,
            Some(b'{') => of_object(&start),
            _ => of_header(&start),
        })
    }

    /// The formats that fill tables of their own: registers and lists as they are published.
    pub fn with_own_tables() -> impl Iterator<Item = Self> {
        [
            Self::Bods,
            Self::Ofac,
            Self::Un,
            Self::Ftm,
            Self::Gleif,
            Self::Psc,
            Self::Eu,
            Self::Csl,
        ]
        .into_iter()
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
            Self::Ofac | Self::Un | Self::Eu | Self::Csl => &["listed"],
            Self::Gleif | Self::Psc => &["organisations", "interests"],
            Self::Ftm => &["organisations", "interests", "officers", "listed"],
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
            Self::Ftm => "FollowTheMoney",
            Self::Gleif => "a file of GLEIF",
            Self::Psc => "a snapshot of persons with significant control",
            Self::Eu => "the consolidated list of the EU",
            Self::Csl => "the consolidated screening list of the US",
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
        | RecordFormat::Un
        | RecordFormat::Ftm
        | RecordFormat::Gleif
        | RecordFormat::Psc
        | RecordFormat::Eu
        | RecordFormat::Csl => Ok(vec![path.to_owned()]),
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

/// Whether the first character of a file that is no white space is the one named.
pub(super) fn starts_with(path: &Path, wanted: u8) -> Result<bool, ReadError> {
    let mut start = Vec::new();
    let read = Input::open(path)?.take(1 << 12).read_to_end(&mut start);
    read.map_err(|source| super::delimited::broken(path, source))?;
    Ok(start.trim_ascii_start().first() == Some(&wanted))
}

/// The format of a document of XML, by the name of its root.
fn of_root(start: &[u8]) -> Option<RecordFormat> {
    let root = root_of(start)?;
    let name = root.name.rsplit(':').next().unwrap_or_default();
    match name {
        un::ROOT => Some(RecordFormat::Un),
        name if gleif::is_root(name) => Some(RecordFormat::Gleif),
        name if ofac_xml::is_root(name) => Some(RecordFormat::Ofac),
        eu::ROOT if root.tag.contains(eu::NAME_SPACE) => Some(RecordFormat::Eu),
        _ => None,
    }
}

struct Root<'a> {
    name: &'a str,
    tag: &'a str,
}

/// The tag of the root, behind the declaration, comments and instructions.
fn root_of(start: &[u8]) -> Option<Root<'_>> {
    let end = std::str::from_utf8(start).map_or_else(|error| error.valid_up_to(), str::len);
    let mut text = std::str::from_utf8(start.get(..end)?).ok()?;
    loop {
        text = text.get(text.find('<')? + 1..)?;
        let skipped = match text.get(..1)? {
            "?" => "?>",
            "!" if text.starts_with("!--") => "-->",
            "!" => ">",
            _ => break,
        };
        text = text.get(text.find(skipped)? + skipped.len()..)?;
    }
    let tag = text.get(..text.find('>').unwrap_or(text.len()))?;
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
    Some(Root { name, tag })
}

/// The format of JSON that begins with an object, by the keys on its first line.
fn of_object(start: &[u8]) -> RecordFormat {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let has = |text: &[u8], key: &str| {
        memchr::memmem::find(text, format!("\"{key}\"").as_bytes()).is_some()
    };
    let all = |keys: &[&str]| keys.iter().all(|key| has(line, key));
    if all(&["statementId"]) || all(&["statementID"]) {
        RecordFormat::Bods
    } else if all(&["company_number", "data"]) || all(&["data", "kind", "etag"]) {
        RecordFormat::Psc
    } else if all(&["schema", "properties", "id"]) || all(&["canonical_id", "prop", "value"]) {
        RecordFormat::Ftm
    } else if has(start, "results") && (has(start, "source_list_url") || has(start, "sources_used"))
    {
        RecordFormat::Csl
    } else {
        RecordFormat::JsonLines
    }
}

/// The format of a table, by its header.
fn of_header(start: &[u8]) -> RecordFormat {
    let header = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let header = String::from_utf8_lossy(header);
    let has = |wanted: &[&str]| {
        let mut wanted = wanted.iter();
        wanted.all(|wanted| {
            let mut columns = header.trim().split([',', ';']);
            columns.any(|column| column.trim_matches(['"', ' ', '\u{feff}']) == *wanted)
        })
    };
    if gleif::is_header(&header) {
        RecordFormat::Gleif
    } else if has(&ftm::STATEMENT_COLUMNS) {
        RecordFormat::Ftm
    } else if has(&eu::COLUMNS) {
        RecordFormat::Eu
    } else if has(&csl::COLUMNS) {
        RecordFormat::Csl
    } else {
        RecordFormat::Delimited
    }
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
