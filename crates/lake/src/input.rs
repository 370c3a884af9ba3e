//! Input files as UTF-8 text: decompressed, decoded, and never larger in memory than one buffer.
//!
//! A plain UTF-8 file passes through untouched; whether a row is valid UTF-8 is for its reader to say, row by row.
//! A file in another encoding is decoded; what cannot be decoded becomes the byte `0xFF`, which is never valid
//! UTF-8, so that the row it stands in is refused instead of stored as garbage.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use bongsu_model::Digest;

mod delimiter;
mod encoding;
mod limited_csv;
mod limited_lines;
mod limited_xml;
mod source;
#[cfg(test)]
mod tests;

pub use delimiter::delimiter;
pub use encoding::TextEncoding;
pub use limited_csv::{CsvRecord, CsvRow, LimitedCsv};
pub use limited_lines::{LimitedLines, Line};
pub use limited_xml::{LimitedXml, XmlError, XmlPiece, XmlTag};
pub use source::{Compression, SourceError};

use encoding::Decoding;
use source::Source;
pub(crate) use source::open_file;

/// The longest line or record that is read; a longer one is refused with its line number.
pub const RECORD_LIMIT: usize = 1 << 20;

/// How much text decides which encoding a file is in.
const SAMPLE_SIZE: usize = 1 << 20;

/// How much is read at once.
const READ_SIZE: usize = 1 << 18;

/// An open input file, read as UTF-8 text.
///
/// ```no_run
/// use std::io::BufRead;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use bongsu_lake::input;
/// let file = input::Input::open("records/departures.csv.gz".as_ref())?;
/// for line in file.lines() {
///     assert!(!line?.is_empty());
/// }
/// # Ok(())
/// # }
/// ```
pub struct Input {
    path: PathBuf,
    size: u64,
    source: Source,
    mode: Mode,
    /// Bytes as they are in the file: `start..ready` may be handed out, `ready..end` is not looked at yet.
    buffer: Vec<u8>,
    start: usize,
    ready: usize,
    end: usize,
    at_end: bool,
}

/// How bytes become text.
enum Mode {
    /// Only ASCII so far: the first other byte decides.
    Ascii,
    /// Passed through.
    Utf8,
    /// Decoded.
    Decoded(Box<Decoding>),
}

/// Why a file cannot be opened as input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// There is nothing under that name.
    #[error("`{}` does not exist: check the path", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A folder where a file is wanted.
    #[error("`{}` is a folder: name a file in it", path.display())]
    Folder {
        /// The path as given.
        path: PathBuf,
    },
    /// A pipe, socket or device.
    #[error("`{}` is {what}, not a file: write its data to a file first, because it is read more than once", path.display())]
    NotAFile {
        /// The path as given.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// Symbolic links that lead back to themselves.
    #[error("`{}` is a link that leads back to itself: name the file it was meant for", path.display())]
    LinkLoop {
        /// The path as given.
        path: PathBuf,
    },
    /// Nothing in it.
    #[error("`{}` is empty: export it again", path.display())]
    Empty {
        /// The path as given.
        path: PathBuf,
    },
    /// Something that is not text.
    #[error("`{}` is {what}: {hint}", path.display())]
    NotText {
        /// The path as given.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// The system refuses, or the compressed data is damaged.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Input {
    /// Opens a file, finds out how it is compressed and encoded, and stands at its first character.
    pub fn open(path: &Path) -> Result<Self, InputError> {
        let (file, size) = open_file(path)?;
        let unreadable = |source| InputError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let source = Source::new(file).map_err(unreadable)?;
        let mut input = Self {
            path: path.to_owned(),
            size,
            source,
            mode: Mode::Ascii,
            buffer: vec![0; SAMPLE_SIZE],
            start: 0,
            ready: 0,
            end: 0,
            at_end: false,
        };
        input
            .fill_to(SAMPLE_SIZE.min(READ_SIZE))
            .map_err(unreadable)?;
        if input.end == 0 {
            return Err(InputError::Empty {
                path: path.to_owned(),
            });
        }
        if let Some((what, hint)) = source::foreign(input.unread()) {
            return Err(InputError::NotText {
                path: path.to_owned(),
                what,
                hint,
            });
        }
        input.skip_byte_order_mark();
        input.mark_ready();
        if input.ready < input.end {
            input.decide().map_err(unreadable)?;
        }
        if input.unread().is_empty() {
            return Err(InputError::Empty {
                path: path.to_owned(),
            });
        }
        Ok(input)
    }

    /// The path as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The size of the file on disk.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes of the file on disk have been read so far.
    pub fn position(&self) -> u64 {
        self.source.position()
    }

    /// How the file is compressed.
    pub fn compression(&self) -> Compression {
        self.source.compression()
    }

    /// How the file is encoded, as far as it has been read.
    pub fn encoding(&self) -> TextEncoding {
        match &self.mode {
            Mode::Ascii | Mode::Utf8 => TextEncoding::Utf8,
            Mode::Decoded(decoding) => decoding.encoding(),
        }
    }

    /// The input behind a trait object.
    pub fn into_reader(self) -> Box<dyn BufRead + Send> {
        Box::new(self)
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads until so many bytes are unread, or the file ends.
    fn fill_to(&mut self, wanted: usize) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.ready = self.ready.saturating_sub(self.start);
            self.start = 0;
        }
        while self.end < wanted && !self.at_end {
            let room = self.buffer.get_mut(self.end..wanted).unwrap_or_default();
            match self.source.read(room)? {
                0 => self.at_end = true,
                n => self.end += n,
            }
        }
        Ok(())
    }

    fn skip_byte_order_mark(&mut self) {
        let Some((encoding, length)) = encoding::byte_order_mark(self.unread()) else {
            return;
        };
        self.start += length;
        self.mode = match encoding {
            TextEncoding::Utf8 => Mode::Utf8,
            other => Mode::Decoded(Box::new(Decoding::new(other))),
        };
    }

    /// Marks how far the buffer may be handed out: all of it, or its ASCII start.
    fn mark_ready(&mut self) {
        self.ready = match self.mode {
            Mode::Ascii => self.start + encoding::ascii_prefix(self.unread()),
            Mode::Utf8 | Mode::Decoded(_) => self.end,
        };
    }

    /// Stands at the first byte that is not ASCII: decides from here what the file is.
    fn decide(&mut self) -> io::Result<()> {
        self.fill_to(SAMPLE_SIZE)?;
        self.mode = match encoding::guess(self.unread(), self.at_end) {
            TextEncoding::Utf8 => Mode::Utf8,
            other => Mode::Decoded(Box::new(Decoding::new(other))),
        };
        self.mark_ready();
        Ok(())
    }

    /// Makes sure that there is something to hand out, unless the file ends.
    fn advance(&mut self) -> io::Result<()> {
        loop {
            if let Mode::Decoded(decoding) = &mut self.mode {
                if !decoding.text().is_empty() || decoding.is_finished() {
                    return Ok(());
                }
                let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
                self.start += decoding.decode(bytes, self.at_end);
                if !decoding.text().is_empty() || decoding.is_finished() {
                    return Ok(());
                }
                self.fill_to(READ_SIZE)?;
            } else if self.start < self.ready {
                return Ok(());
            } else if self.start < self.end {
                self.decide()?;
            } else if self.at_end {
                return Ok(());
            } else {
                self.fill_to(READ_SIZE.min(self.buffer.len()))?;
                self.mark_ready();
            }
        }
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.advance()?;
        Ok(match &self.mode {
            Mode::Decoded(decoding) => decoding.text(),
            Mode::Ascii | Mode::Utf8 => self.buffer.get(self.start..self.ready).unwrap_or_default(),
        })
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.mode {
            Mode::Decoded(decoding) => decoding.consume(amount),
            Mode::Ascii | Mode::Utf8 => self.start = (self.start + amount).min(self.ready),
        }
    }
}

impl Read for Input {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("path", &self.path)
            .field("compression", &self.compression())
            .field("encoding", &self.encoding())
            .finish_non_exhaustive()
    }
}

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDigest {
    /// The BLAKE3 digest of what it holds, unpacked where it is gzip or zstd.
    pub digest: Digest,
    /// Its size on disk.
    pub size: u64,
    /// The line at its end that no line feed closes.
    pub open_line: Option<u64>,
}

/// The digest of what a file holds, and how it ends.
///
/// A log and the same log packed have one digest: they are the same rows.
pub fn digest_file(path: &Path) -> Result<FileDigest, InputError> {
    let unreadable = |source| InputError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let (file, size) = open_file(path)?;
    let mut content = Source::new(file).map_err(unreadable)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; READ_SIZE];
    let (mut n_lines, mut is_open) = (0, false);
    loop {
        let bytes = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => buffer.get(..n).unwrap_or_default(),
            Err(source) if source.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => return Err(unreadable(source)),
        };
        hasher.update(bytes);
        n_lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
        is_open = bytes.last() != Some(&b'\n');
    }
    Ok(FileDigest {
        digest: Digest::from_bytes(*hasher.finalize().as_bytes()),
        size,
        open_line: is_open.then_some(n_lines + 1),
    })
}
