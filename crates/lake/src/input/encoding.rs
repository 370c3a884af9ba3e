//! Which encoding a text is in, and its decoding to UTF-8.

use std::fmt;

use encoding_rs::{Decoder, DecoderResult, EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The encodings that input files come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, and ASCII.
    Utf8,
    /// UTF-16, the lower byte first, by its byte order mark.
    Utf16Le,
    /// UTF-16, the higher byte first, by its byte order mark.
    Utf16Be,
    /// CP949, also known as EUC-KR with Microsoft's extension.
    Cp949,
}

/// What stands where bytes could not be decoded: never valid in UTF-8.
const UNDECODABLE: u8 = 0xff;

/// Decodes in pieces.
pub(super) struct Decoding {
    encoding: TextEncoding,
    decoder: Decoder,
    text: Vec<u8>,
    consumed: usize,
    finished: bool,
}

impl TextEncoding {
    fn codec(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Cp949 => EUC_KR,
        }
    }
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Cp949 => "CP949",
        })
    }
}

/// The encoding a byte order mark tells, and the mark's length.
pub(super) fn byte_order_mark(start: &[u8]) -> Option<(TextEncoding, usize)> {
    match start {
        [0xef, 0xbb, 0xbf, ..] => Some((TextEncoding::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((TextEncoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((TextEncoding::Utf16Be, 2)),
        _ => None,
    }
}

/// How many bytes at the start are ASCII.
pub(super) fn ascii_prefix(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes
        .iter()
        .position(|byte| !byte.is_ascii())
        .unwrap_or(bytes.len())
}

/// The encoding of a sample that has no byte order mark: the one in which less of it is wrong, UTF-8 when equal.
pub(super) fn guess(sample: &[u8], complete: bool) -> TextEncoding {
    let wrong_as_utf8 = wrong_in_utf8(sample, complete);
    if wrong_as_utf8 == 0 || wrong_as_utf8 <= wrong_in_cp949(sample, complete) {
        TextEncoding::Utf8
    } else {
        TextEncoding::Cp949
    }
}

fn wrong_in_utf8(mut sample: &[u8], complete: bool) -> usize {
    let mut wrong = 0;
    while let Err(error) = std::str::from_utf8(sample) {
        match error.error_len() {
            None => return wrong + usize::from(complete),
            Some(length) => {
                let next = error.valid_up_to() + length;
                sample = sample.get(next..).unwrap_or_default();
            }
        }
        wrong += 1;
    }
    wrong
}

fn wrong_in_cp949(mut sample: &[u8], complete: bool) -> usize {
    let mut decoder = EUC_KR.new_decoder_without_bom_handling();
    let mut scratch = vec![0; 1 << 14];
    let mut wrong = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(sample, &mut scratch, complete);
        sample = sample.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return wrong,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => wrong += 1,
        }
    }
}

impl Decoding {
    pub(super) fn new(encoding: TextEncoding) -> Self {
        Self {
            encoding,
            decoder: encoding.codec().new_decoder_without_bom_handling(),
            text: Vec::new(),
            consumed: 0,
            finished: false,
        }
    }

    pub(super) fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// Text that is decoded and not consumed.
    pub(super) fn text(&self) -> &[u8] {
        self.text.get(self.consumed..).unwrap_or_default()
    }

    /// Whether the last byte of the file is decoded.
    pub(super) fn is_finished(&self) -> bool {
        self.finished
    }

    pub(super) fn consume(&mut self, amount: usize) {
        self.consumed = (self.consumed + amount).min(self.text.len());
    }

    /// Decodes bytes behind what was decoded before; returns how many it took. Call it when all text is consumed.
    pub(super) fn decode(&mut self, bytes: &[u8], last: bool) -> usize {
        self.consumed = 0;
        self.text.clear();
        let most = self
            .decoder
            .max_utf8_buffer_length_without_replacement(bytes.len());
        self.text
            .resize(most.unwrap_or(bytes.len()).saturating_add(16), 0);
        let (mut taken, mut written) = (0, 0);
        loop {
            let from = bytes.get(taken..).unwrap_or_default();
            let to = self.text.get_mut(written..).unwrap_or_default();
            let (result, n_in, n_out) = self
                .decoder
                .decode_to_utf8_without_replacement(from, to, last);
            taken += n_in;
            written += n_out;
            match result {
                DecoderResult::InputEmpty => {
                    self.finished = last;
                    break;
                }
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    match self.text.get_mut(written) {
                        Some(place) => *place = UNDECODABLE,
                        None => self.text.push(UNDECODABLE),
                    }
                    written += 1;
                }
            }
        }
        self.text.truncate(written);
        taken
    }
}
