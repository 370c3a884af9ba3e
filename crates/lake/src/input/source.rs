//! Files as byte streams: what may be opened, and gzip and zstd by their first bytes.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use fs_err::File;

use super::InputError;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, one or more members.
    Gzip,
    /// Zstandard, one or more frames.
    Zstd,
}

/// What is wrong with compressed data, and where; travels inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file ends before the data does.
    #[error("the {compression} data is cut off at byte {at} of the file: copy the file again")]
    Cut {
        /// How the file is compressed.
        compression: Compression,
        /// Bytes of the file read so far.
        at: u64,
    },
    /// The data contradicts itself.
    #[error(
        "the {compression} data is damaged near byte {at} of the file ({reason}): copy the file again"
    )]
    Damaged {
        /// How the file is compressed.
        compression: Compression,
        /// Bytes of the file read so far.
        at: u64,
        /// What the decoder says.
        reason: String,
    },
}

/// A file, decompressed.
pub(super) enum Source {
    Plain(BufReader<Counted>),
    Gzip(Box<MultiGzDecoder<BufReader<Counted>>>),
    Zstd(zstd::stream::read::Decoder<'static, BufReader<Counted>>),
}

/// A file that counts what is read of it.
pub(super) struct Counted {
    file: File,
    position: u64,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

/// Opens a regular file; says what it is where it is none.
pub(crate) fn open_file(path: &Path) -> Result<(File, u64), InputError> {
    let failed = |source: io::Error| {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => InputError::Missing { path },
            // The kind for link loops is not stable yet, and each system has its own number.
            _ if is_link_loop(&path) => InputError::LinkLoop { path },
            _ => InputError::Unreadable { path, source },
        }
    };
    // A pipe would block on opening, so it is looked at first.
    let metadata = fs_err::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(InputError::Folder {
            path: path.to_owned(),
        });
    }
    if !metadata.is_file() {
        return Err(InputError::NotAFile {
            path: path.to_owned(),
            what: special(metadata.file_type()),
        });
    }
    let file = File::open(path).map_err(failed)?;
    Ok((file, metadata.len()))
}

/// What a file is that is surely not text, and what to do about it.
pub(super) fn foreign(start: &[u8]) -> Option<(&'static str, &'static str)> {
    const MAGIC: [(&[u8], &str, &str); 14] = [
        (
            b"PK\x03\x04",
            "a workbook or ZIP archive",
            "import a workbook as `xlsx`, unpack an archive",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "an old Excel workbook or encrypted document",
            "save it as XLSX or CSV without a password",
        ),
        (
            b"PAR1",
            "a Parquet file",
            "export the table as CSV or JSON lines",
        ),
        (b"%PDF-", "a PDF", "export the table as CSV or XLSX"),
        (
            b"BZh",
            "compressed with bzip2",
            "decompress it first, or use gzip or zstd",
        ),
        (
            b"\xfd7zXZ\x00",
            "compressed with xz",
            "decompress it first, or use gzip or zstd",
        ),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
        (b"\x1f\x8b", "compressed twice", "decompress it once"),
        (b"\x89PNG", "a picture", PICTURE),
        (b"\xff\xd8\xff", "a picture", PICTURE),
        (b"GIF8", "a picture", PICTURE),
        (b"RIFF", "a picture, sound or film", PICTURE),
        (
            b"{\\rtf",
            "a text document",
            "export the table as CSV or XLSX",
        ),
        (
            b"SQLite format 3",
            "a database",
            "export the table as CSV or JSON lines",
        ),
    ];
    const PICTURE: &str = "name the file of records, as CSV, XLSX, JSON or XML";
    /// No text has a zero byte so early, unless it is in UTF-16, which a mark tells.
    const EARLY: usize = 512;
    if start.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", "unpack it first"));
    }
    let known = MAGIC.iter().find(|(magic, ..)| start.starts_with(magic));
    if let Some((_, what, hint)) = known {
        return Some((what, hint));
    }
    let early = start.get(..EARLY).unwrap_or(start);
    let is_binary = early.contains(&0) && super::encoding::byte_order_mark(start).is_none();
    is_binary.then_some(("no text, or UTF-16 without its mark", "save it as UTF-8"))
}

impl Source {
    pub(super) fn new(file: File) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(super::READ_SIZE, Counted { file, position: 0 });
        let start = reader.fill_buf()?;
        Ok(match start {
            [0x1f, 0x8b, ..] => Self::Gzip(Box::new(MultiGzDecoder::new(reader))),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
                Self::Zstd(zstd::stream::read::Decoder::with_buffer(reader)?)
            }
            _ => Self::Plain(reader),
        })
    }

    pub(super) fn compression(&self) -> Compression {
        match self {
            Self::Plain(_) => Compression::None,
            Self::Gzip(_) => Compression::Gzip,
            Self::Zstd(_) => Compression::Zstd,
        }
    }

    pub(super) fn position(&self) -> u64 {
        let reader = match self {
            Self::Plain(reader) => reader,
            Self::Gzip(decoder) => decoder.get_ref(),
            Self::Zstd(decoder) => decoder.get_ref(),
        };
        reader
            .get_ref()
            .position
            .saturating_sub(reader.buffer().len() as u64)
    }
}

impl Read for Source {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let result = match self {
                Self::Plain(reader) => return reader.read(out),
                Self::Gzip(decoder) => decoder.read(out),
                Self::Zstd(decoder) => decoder.read(out),
            };
            match result {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.explain(&error)),
                Ok(n) => return Ok(n),
            }
        }
    }
}

impl Source {
    fn explain(&self, error: &io::Error) -> io::Error {
        let (compression, at) = (self.compression(), self.position());
        let explained = match error.kind() {
            io::ErrorKind::UnexpectedEof => SourceError::Cut { compression, at },
            _ => SourceError::Damaged {
                compression,
                at,
                reason: error.to_string(),
            },
        };
        io::Error::new(error.kind(), explained)
    }
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(out)?;
        self.position += n as u64;
        Ok(n)
    }
}

fn is_link_loop(path: &Path) -> bool {
    /// More links in a row than any system follows.
    const MOST_LINKS: usize = 64;
    let mut current = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs_err::read_link(&current) {
            Ok(next) => current = current.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return false,
        }
    }
    true
}

#[cfg(unix)]
fn special(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_kind: std::fs::FileType) -> &'static str {
    "something special"
}
