//! What lies in a signature: CMS (PKCS #7), as mails are signed whole (S/MIME) and as files are (`.p7m`). Nobody needs a
//! key to read it.

use crate::sink::Sink;
use crate::{Format, Problem, wrapper};

use super::eml;

/// What CMS calls its contents: 1.2.840.113549.1.7 and 1.2.840.113549.1.9.16.1, and a number each.
const PKCS7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
const SMIME: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01];

const SEQUENCE: u8 = 0x30;
const NAME: u8 = 0x06;
const STRING: u8 = 0x04;
/// A string in pieces.
const STRINGS: u8 = 0x24;
/// What is tagged with the number 0.
const FIRST: u8 = 0xA0;

/// Strings in pieces that are in pieces.
const PIECES_DEPTH: u8 = 4;

/// Kinds of contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Signed,
    Sealed,
    Compressed,
}

/// Whether bytes are such a file.
pub(crate) fn is(bytes: &[u8]) -> bool {
    contents(bytes).is_some()
}

/// Reads what was signed as a file inside; a signature alone has nothing in it.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Some((kind, inside)) = contents(bytes) else {
        return Err(Problem::Damaged("a signed file".to_owned()));
    };
    let content = match kind {
        Kind::Plain => string(inside, 0),
        Kind::Signed => signed(inside),
        Kind::Sealed => return Err(Problem::Wrapped(wrapper::SMIME.to_owned())),
        Kind::Compressed => return Err(Problem::NotRead("compressed CMS".to_owned())),
    };
    let Some((content, is_whole)) = content else {
        return Ok(());
    };
    if !is_whole {
        sink.problem(Problem::CutOff("the signed file".to_owned()));
    }
    sink.budget().unpacked(content.len() as u64)?;
    // A mail's signature is around its parts and not around its head.
    let is_part = content
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
    if is_part {
        sink.child_as("signed.eml", Format::Eml, &content, |sink| {
            eml::read(&content, sink)
        });
    } else {
        let name = inner_name(sink.path());
        sink.child(&name, &content);
    }
    Ok(())
}

/// The name of the file inside, by the name of the file around it.
fn inner_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let inner = name.rsplit_once('.').filter(|(inner, ending)| {
        !inner.is_empty()
            && ["p7m", "p7s", "p7", "sig"]
                .iter()
                .any(|one| ending.eq_ignore_ascii_case(one))
    });
    inner.map_or("signed", |(inner, _)| inner).to_owned()
}

/// What a file holds, and the bytes of that.
fn contents(bytes: &[u8]) -> Option<(Kind, &[u8])> {
    let whole = Element::of(bytes).filter(|one| one.tag == SEQUENCE)?;
    let name = Element::of(whole.inside).filter(|one| one.tag == NAME)?;
    let kind = match name.inside.split_last()? {
        (1, PKCS7) => Kind::Plain,
        (2, PKCS7) => Kind::Signed,
        (3 | 4 | 6, PKCS7) | (23, SMIME) => Kind::Sealed,
        (9, SMIME) => Kind::Compressed,
        _ => return None,
    };
    let inside = Element::of(name.rest).filter(|one| one.tag == FIRST)?;
    Some((kind, inside.inside))
}

/// What was signed: a version, the ways of signing, then the content; it may be kept elsewhere.
fn signed(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let all = Element::of(bytes).filter(|one| one.tag == SEQUENCE)?;
    let version = Element::of(all.inside)?;
    let ways = Element::of(version.rest)?;
    let content = Element::of(ways.rest).filter(|one| one.tag == SEQUENCE)?;
    let name = Element::of(content.inside).filter(|one| one.tag == NAME)?;
    let inside = Element::of(name.rest).filter(|one| one.tag == FIRST)?;
    string(inside.inside, 0)
}

/// A string, also one in pieces; whether all of it is there.
fn string(bytes: &[u8], depth: u8) -> Option<(Vec<u8>, bool)> {
    let element = Element::of(bytes)?;
    match element.tag {
        STRING => Some((element.inside.to_vec(), element.is_whole)),
        STRINGS if depth < PIECES_DEPTH => {
            let (mut all, mut is_whole) = (Vec::new(), element.is_whole);
            let mut rest = element.inside;
            while let Some(piece) = Element::of(rest) {
                let (bytes, is_piece_whole) = string(rest, depth + 1)?;
                all.extend_from_slice(&bytes);
                is_whole &= is_piece_whole;
                rest = piece.rest;
            }
            Some((all, is_whole))
        }
        _ => None,
    }
}

/// One element of BER.
#[derive(Clone, Copy, Debug)]
struct Element<'b> {
    tag: u8,
    inside: &'b [u8],
    rest: &'b [u8],
    is_whole: bool,
}

impl<'b> Element<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let head = Head::of(bytes)?;
        let after = bytes.get(head.bytes..)?;
        let (length, end, is_whole) = if let Some(length) = head.length {
            (length.min(after.len()), 0, length <= after.len())
        } else if let Some(at) = end_mark(after) {
            (at, 2, true)
        } else {
            (after.len(), 0, false)
        };
        Some(Self {
            tag: head.tag,
            inside: after.get(..length)?,
            rest: after.get(length + end..)?,
            is_whole,
        })
    }
}

/// How an element begins.
struct Head {
    tag: u8,
    /// None where a mark says where it ends.
    length: Option<usize>,
    /// Bytes of the head itself.
    bytes: usize,
}

impl Head {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (&tag, &first) = (bytes.first()?, bytes.get(1)?);
        // Tags of several bytes are not met here.
        if tag & 0x1F == 0x1F {
            return None;
        }
        let (length, count) = match first {
            0x80 => (None, 0),
            0x81..=0x88 => {
                let count = usize::from(first & 0x7F);
                let digits = bytes.get(2..2 + count)?;
                let length = digits
                    .iter()
                    .fold(0_u64, |sum, digit| sum << 8 | u64::from(*digit));
                (Some(usize::try_from(length).unwrap_or(usize::MAX)), count)
            }
            0x89.. => return None,
            short => (Some(usize::from(short)), 0),
        };
        Some(Self {
            tag,
            length,
            bytes: 2 + count,
        })
    }
}

/// Where the mark stands that ends an element, those of elements in it passed.
fn end_mark(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut open) = (0_usize, 1_usize);
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Some(at);
            }
            at += 2;
            continue;
        }
        let head = Head::of(rest)?;
        if let Some(length) = head.length {
            at = at.checked_add(head.bytes)?.checked_add(length)?;
        } else {
            open += 1;
            at += head.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::{read, text_in};
    use crate::{Item, Place};

    /// An element; of 128 bytes or more where `ends_by_mark`.
    fn element(tag: u8, inside: &[u8], ends_by_mark: bool) -> Vec<u8> {
        if ends_by_mark {
            return [&[tag, 0x80], inside, &[0, 0]].concat();
        }
        let length = (inside.len() as u32).to_be_bytes();
        [&[tag, 0x84], &length[..], inside].concat()
    }

    fn signed_file(content: Option<&[u8]>, by_mark: bool) -> Vec<u8> {
        let name = |number: u8| element(NAME, &[PKCS7, &[number]].concat(), false);
        let string = content.map(|content| {
            let (start, end) = content.split_at(content.len() / 2);
            let pieces = [element(STRING, start, false), element(STRING, end, false)];
            let string = if by_mark {
                element(STRINGS, &pieces.concat(), true)
            } else {
                element(STRING, content, false)
            };
            element(FIRST, &string, by_mark)
        });
        let content = [name(1), string.unwrap_or_default()].concat();
        let all = [
            element(0x02, &[1], false),
            element(0x31, &[], false),
            element(SEQUENCE, &content, by_mark),
            element(0x31, b"certificates, signatures", false),
        ];
        let all = element(FIRST, &element(SEQUENCE, &all.concat(), by_mark), by_mark);
        element(SEQUENCE, &[name(2), all].concat(), by_mark)
    }

    fn formats(items: &[Item]) -> Vec<Format> {
        items.iter().map(|item| item.format).collect()
    }

    #[test]
    fn a_mail_in_a_signature_is_read() {
        let mail = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+c2x1cnJ5IEItNDwvcD4=";
        for by_mark in [false, true] {
            let items = read(&signed_file(Some(mail), by_mark));
            assert_eq!(formats(&items), [Format::Signed, Format::Eml]);
            assert_eq!(text_in(&items[1], Place::Body), "slurry B-4");
        }
    }

    #[test]
    fn a_file_in_a_signature_is_read_and_a_signature_alone_is_empty() {
        let items = read(&signed_file(Some(b"{\\rtf1 recipe}"), false));
        assert_eq!(formats(&items), [Format::Signed, Format::Rtf]);
        let items = read(&signed_file(None, true));
        assert_eq!(formats(&items), [Format::Signed]);
        assert_eq!(items[0].problems, []);
    }

    #[test]
    fn what_is_sealed_or_cut_off_says_so() {
        let mut file = signed_file(
            Some(b"Content-Type: text/plain\r\n\r\nslurry B-4 recipe"),
            true,
        );
        let sealed = element(NAME, &[PKCS7, &[3]].concat(), false);
        let items = read(&element(
            SEQUENCE,
            &[sealed, element(FIRST, &[], false)].concat(),
            false,
        ));
        assert_eq!(
            items[0].problems,
            [Problem::Wrapped(wrapper::SMIME.to_owned())]
        );
        file.truncate(file.len() - 50);
        let items = read(&file);
        assert!(
            matches!(items[0].problems[..], [Problem::CutOff(_)]),
            "{items:?}"
        );
        assert!(items[1].text.starts_with("slurry"));
    }

    #[test]
    fn elements_that_never_end_are_passed_once() {
        let deep = [0x30, 0x80].repeat(1_000_000);
        assert!(!is(&deep));
        assert!(end_mark(&deep).is_none());
    }
}
