//! One compressed file: gzip, bzip2, xz, zstd. Where it is a tar, the members of that are the members of this.

use std::io::{Cursor, Read};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use xz4rust::{XzDecoder, XzNextBlockResult};
use zstd::stream::read::Decoder;

use super::{member, name_of, tar};
use crate::Problem;
use crate::sink::Sink;

/// What a decoder may remember, as a power of two.
const WINDOW_LOG: u32 = 27;

/// Unpacks the file and reads what is in it.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    sink.check_child()?;
    if bytes.starts_with(b"\x1F\x8B") {
        let from = MultiGzDecoder::new(bytes);
        let name = from
            .header()
            .and_then(|header| header.filename())
            .map(name_of);
        return inner(from, name, sink);
    }
    if bytes.starts_with(b"BZh") {
        return inner(MultiBzDecoder::new(bytes), None, sink);
    }
    if bytes.starts_with(b"\xFD7zXZ") {
        let decoder = XzDecoder::with_alloc_dict_size(1 << 16, 1 << WINDOW_LOG);
        return inner(
            Xz {
                decoder: Box::new(decoder),
                rest: bytes,
                is_done: false,
            },
            None,
            sink,
        );
    }
    let failed = |error: std::io::Error| Problem::Damaged(error.to_string());
    let mut decoder = Decoder::with_buffer(bytes).map_err(failed)?;
    decoder.window_log_max(WINDOW_LOG).map_err(failed)?;
    inner(decoder, None, sink)
}

/// The stream of an xz file; the reader of the library asks for bytes that live for ever.
struct Xz<'b> {
    decoder: Box<XzDecoder<'static>>,
    rest: &'b [u8],
    is_done: bool,
}

impl Read for Xz<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while !self.is_done && !into.is_empty() {
            let result = self.decoder.decode(self.rest, into);
            let result = result
                .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))?;
            let (taken, given) = match result {
                XzNextBlockResult::NeedMoreData(taken, given) => (taken, given),
                XzNextBlockResult::EndOfStream(taken, given) => {
                    self.is_done = true;
                    (taken, given)
                }
            };
            self.rest = self.rest.get(taken..).unwrap_or(&[]);
            if given > 0 {
                return Ok(given);
            }
            if taken == 0 && !self.is_done {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(0)
    }
}

fn inner(
    mut from: impl Read,
    name: Option<String>,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let mut start = vec![0_u8; 512];
    let mut got = 0;
    while let Some(room) = start.get_mut(got..).filter(|room| !room.is_empty()) {
        match from.read(room) {
            Ok(0) => break,
            Ok(read) => got += read,
            Err(error) if got == 0 => return Err(Problem::Damaged(error.to_string())),
            Err(_) => break,
        }
    }
    start.truncate(got);
    let is_tar = got == 512 && tar::is_header(&start);
    let all = Cursor::new(start).chain(from);
    if is_tar {
        return tar::read_stream(all, true, sink);
    }
    let name = name.unwrap_or_else(|| inner_name(sink.path()));
    member(&name, 0, all, sink)
}

/// The name of the file inside, by the name of the file around it.
fn inner_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let endings = [".gz", ".bz2", ".xz", ".zst", ".zstd"];
    let inner = endings.iter().find_map(|ending| {
        let cut = name.len().checked_sub(ending.len())?;
        let (inner, end) = name.split_at_checked(cut)?;
        (end.eq_ignore_ascii_case(ending) && !inner.is_empty()).then_some(inner)
    });
    inner.unwrap_or(name).to_owned()
}
