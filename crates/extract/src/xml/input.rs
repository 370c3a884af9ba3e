//! The bytes under XML as UTF-8, cut where a piece gets too long.

use std::io::{BufRead, Error, ErrorKind, Read, Result};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The longest tag, comment or declaration.
pub(super) const TAG_LIMIT: usize = 16 << 20;
/// A text of more bytes comes in pieces.
const TEXT_PIECE: usize = 64 << 10;
/// Bytes read at once.
const AT_ONCE: usize = 16 << 10;
/// Where the encoding is declared, if it is.
const DECLARATION: usize = 256;

/// A stream in any encoding, as UTF-8. It never fails: where it cannot go on it ends, and says why when asked.
pub(super) struct Input<R> {
    from: R,
    raw: Vec<u8>,
    decoder: Option<Decoder>,
    text: Vec<u8>,
    /// How much of the text was taken.
    at: usize,
    /// How much was taken since the mark, and how much may be.
    taken: usize,
    limit: Option<usize>,
    is_stopped: bool,
    is_over: bool,
    failure: Option<Error>,
}

impl<R> Input<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            raw: Vec::new(),
            decoder: None,
            text: Vec::new(),
            at: 0,
            taken: 0,
            limit: None,
            is_stopped: false,
            is_over: false,
            failure: None,
        }
    }

    /// A piece begins here.
    pub(super) const fn mark(&mut self) {
        self.taken = 0;
        self.limit = None;
        self.is_stopped = false;
    }

    /// Whether the piece was cut because of its length.
    pub(super) const fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Why the stream ended before its end.
    pub(super) const fn failure(&mut self) -> Option<Error> {
        self.failure.take()
    }
}

impl<R: Read> Input<R> {
    fn refill(&mut self) {
        self.text.clear();
        self.at = 0;
        while self.text.is_empty() && !self.is_over {
            let wanted = if self.decoder.is_none() {
                DECLARATION
            } else {
                1
            };
            self.read(wanted);
            let raw = &self.raw;
            let decoder = self
                .decoder
                .get_or_insert_with(|| encoding(raw).new_decoder_with_bom_removal());
            let most = decoder.max_utf8_buffer_length(self.raw.len());
            self.text.resize(most.unwrap_or(0), 0);
            let (_, _, written, _) =
                decoder.decode_to_utf8(&self.raw, &mut self.text, self.is_over);
            self.text.truncate(written);
            self.raw.clear();
        }
    }

    /// Reads so many bytes or more, fewer only at the end.
    fn read(&mut self, wanted: usize) {
        self.raw.resize(AT_ONCE, 0);
        let mut read = 0;
        while read < wanted {
            let room = self.raw.get_mut(read..).unwrap_or(&mut []);
            match self.from.read(room) {
                Ok(0) => {
                    self.is_over = true;
                    break;
                }
                Ok(more) => read = read.saturating_add(more),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    self.is_over = true;
                    break;
                }
            }
        }
        self.raw.truncate(read);
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        if let (Some(from), Some(to)) = (available.get(..count), into.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Input<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.limit.is_some_and(|limit| self.taken >= limit) {
            self.is_stopped = true;
            return Ok(&[]);
        }
        if self.at >= self.text.len() {
            self.refill();
        }
        let available = self.text.get(self.at..).unwrap_or(&[]);
        if let (None, Some(first)) = (self.limit, available.first()) {
            let is_tag = *first == b'<';
            self.limit = Some(if is_tag { TAG_LIMIT } else { TEXT_PIECE });
        }
        Ok(available)
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount);
        self.taken = self.taken.saturating_add(amount);
    }
}

/// The encoding of a document: by its byte order mark, by how its first characters lie, as it declares.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = bytes.get(..DECLARATION.min(bytes.len())).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head);
    let declared = head
        .strip_prefix("<?xml")
        .and_then(|head| head.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .map(|(_, rest)| rest.trim_start_matches(['=', ' ', '\t', '"', '\'']))
        .and_then(|rest| rest.split(['"', '\'']).next());
    let encoding = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // A declaration that can be read as ASCII is not in UTF-16, whatever it says.
    encoding
        .filter(|encoding| encoding.is_ascii_compatible())
        .unwrap_or(UTF_8)
}
