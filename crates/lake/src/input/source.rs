//! Files as byte streams: what may be opened, and gzip, zstd and ZIP archives of one file by their first bytes.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use fs_err::File;
use zip::{CompressionMethod, ZipArchive};

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
    /// A ZIP archive that holds one file.
    Zip,
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
    Zip(Box<Unzip>),
}

/// The only file of a ZIP archive.
pub(super) struct Unzip {
    data: Unpacked,
    crc: Crc,
    n_read: u64,
    wanted: Member,
}

enum Unpacked {
    Stored(BufReader<Counted>),
    Deflated(DeflateDecoder<BufReader<Counted>>),
}

/// Where a file lies in its archive, and what it should unpack to.
#[derive(Clone, Copy)]
struct Member {
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    is_deflated: bool,
}

/// A file that counts what is read of it.
pub(super) struct Counted {
    file: File,
    position: u64,
    /// How much of the file is still to be read; all of it where there is no end.
    left: Option<u64>,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::None => "plain",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "ZIP",
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
            "import a workbook as `xlsx`, unpack an archive of several files",
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
    pub(super) fn new(mut file: File) -> io::Result<Self> {
        let mut magic = [0; 4];
        let n_magic = read_start(&mut file, &mut magic)?;
        if magic.get(..n_magic) == Some(b"PK\x03\x04".as_slice()) {
            let member = only_member(&mut file);
            file.seek(SeekFrom::Start(0))?;
            if let Some(member) = member {
                return Ok(Self::Zip(Box::new(Unzip::new(file, member)?)));
            }
        }
        let mut reader = counted(file, 0, None);
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
            Self::Zip(_) => Compression::Zip,
        }
    }

    pub(super) fn position(&self) -> u64 {
        let reader = match self {
            Self::Plain(reader) => reader,
            Self::Gzip(decoder) => decoder.get_ref(),
            Self::Zstd(decoder) => decoder.get_ref(),
            Self::Zip(unzip) => match &unzip.data {
                Unpacked::Stored(reader) => reader,
                Unpacked::Deflated(decoder) => decoder.get_ref(),
            },
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
                Self::Zip(unzip) => unzip.read(out),
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

impl Unzip {
    fn new(mut file: File, wanted: Member) -> io::Result<Self> {
        file.seek(SeekFrom::Start(wanted.start))?;
        let reader = counted(file, wanted.start, Some(wanted.packed));
        let data = if wanted.is_deflated {
            Unpacked::Deflated(DeflateDecoder::new(reader))
        } else {
            Unpacked::Stored(reader)
        };
        Ok(Self {
            data,
            crc: Crc::new(),
            n_read: 0,
            wanted,
        })
    }
}

impl Read for Unzip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = match &mut self.data {
            Unpacked::Stored(reader) => reader.read(out)?,
            Unpacked::Deflated(decoder) => decoder.read(out)?,
        };
        self.crc.update(out.get(..n).unwrap_or_default());
        self.n_read += n as u64;
        let is_end = n == 0 && !out.is_empty();
        if is_end && (self.n_read, self.crc.sum()) != (self.wanted.size, self.wanted.crc) {
            let reason = "it does not unpack to what the archive says";
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(n)
    }
}

/// The file of an archive that holds only one, in a way that can be read as it comes.
fn only_member(file: &mut File) -> Option<Member> {
    /// What some systems put beside each file.
    const ASIDE: &str = "__MACOSX/";
    file.seek(SeekFrom::Start(0)).ok()?;
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    let mut only = None;
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).ok()?;
        let is_aside = member.name().is_ok_and(|name| name.starts_with(ASIDE));
        if member.is_dir() || is_aside {
            continue;
        }
        let is_deflated = match member.compression() {
            CompressionMethod::Deflated => true,
            CompressionMethod::Stored => false,
            _ => return None,
        };
        if member.encrypted() || only.is_some() {
            return None;
        }
        only = Some(Member {
            start: member.data_start()?,
            packed: member.compressed_size(),
            size: member.size(),
            crc: member.crc32(),
            is_deflated,
        });
    }
    only
}

fn read_start(file: &mut File, out: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while let Some(room) = out.get_mut(n..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(n)
}

fn counted(file: File, position: u64, left: Option<u64>) -> BufReader<Counted> {
    let counted = Counted {
        file,
        position,
        left,
    };
    BufReader::with_capacity(super::READ_SIZE, counted)
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = match &mut self.left {
            Some(left) => {
                let n = self.file.by_ref().take(*left).read(out)?;
                *left -= n as u64;
                n
            }
            None => self.file.read(out)?,
        };
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
