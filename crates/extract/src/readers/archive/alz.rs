//! ALZ and EGG, the archives of a Korean maker: members one after another, each with its own header.

use std::io::{self, Read};

use bzip2::read::BzDecoder;
use flate2::read::DeflateDecoder;

use super::{member, name_of};
use crate::Problem;
use crate::bytes::{part, u16_at, u32_at, u64_at};
use crate::sink::Sink;

/// What begins a member of an ALZ archive.
const MEMBER: &[u8] = b"BLZ\x01";

/// What begins the parts of an EGG archive, and what ends a header.
const FILE: u32 = 0x0A85_90E3;
const NAME: u32 = 0x0A85_91AC;
const ENCRYPTION: u32 = 0x08D1_470F;
const BLOCK: u32 = 0x02B5_0C13;
const END: u32 = 0x08E2_8222;

/// Reads each member of an ALZ archive.
pub(super) fn read_alz(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut at = 8;
    let mut found = false;
    while bytes.get(at..).is_some_and(|from| from.starts_with(MEMBER)) {
        sink.check_child()?;
        let Some((one, next)) = alz_member(bytes, at) else {
            break;
        };
        found = true;
        one.read("ALZ", sink)?;
        at = next;
    }
    let is_whole = bytes.get(at..at + 3) == Some(b"CLZ");
    cut_off(found, is_whole)
}

fn alz_member(bytes: &[u8], at: usize) -> Option<(Packed<'_>, usize)> {
    let name = usize::from(u16_at(bytes, at + 4)?);
    let about = *bytes.get(at + 11)?;
    // How many bytes a size has.
    let wide = usize::from(about >> 4);
    let mut next = at + 13;
    let (mut method, mut packed, mut size) = (0, 0, 0);
    if wide > 0 {
        method = *bytes.get(next)?;
        packed = number(bytes, next + 6, wide)?;
        size = number(bytes, next + 6 + wide, wide)?;
        next += 6 + 2 * wide;
    }
    let name = bytes.get(next..next.checked_add(name)?)?;
    next += name.len();
    let is_locked = about & 1 != 0;
    if is_locked {
        next += 12;
    }
    let data = part(bytes, next, usize::try_from(packed).ok()?);
    let one = Packed {
        name: name_of(name),
        method: match method {
            0 => Method::Stored,
            1 => Method::Bzip2,
            2 => Method::Deflated,
            _ => Method::Other("a method that is not known"),
        },
        is_locked,
        size,
        parts: vec![data],
    };
    Some((one, next.checked_add(data.len())?))
}

/// Reads each member of an EGG archive.
pub(super) fn read_egg(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut at = after_fields(bytes, 14, &mut |_, _, _| {});
    let mut found = false;
    while let Some(start) = at
        && u32_at(bytes, start) == Some(FILE)
    {
        sink.check_child()?;
        let mut one = Packed {
            size: u64_at(bytes, start + 8).unwrap_or(0),
            ..Packed::default()
        };
        at = after_fields(bytes, start + 16, &mut |field, flags, data| match field {
            NAME => one.name = egg_name(flags, data),
            ENCRYPTION => one.is_locked = true,
            _ => {}
        });
        while let Some(block) = at
            && u32_at(bytes, block) == Some(BLOCK)
        {
            one.method = match bytes.get(block + 4) {
                Some(0) => Method::Stored,
                Some(1) => Method::Deflated,
                Some(2) => Method::Bzip2,
                Some(3) => Method::Other("AZO"),
                Some(4) => Method::Other("LZMA"),
                _ => Method::Other("a method that is not known"),
            };
            let length = u32_at(bytes, block + 10).unwrap_or(0) as usize;
            at = after_fields(bytes, block + 18, &mut |_, _, _| {});
            if let Some(data) = at {
                one.parts.push(part(bytes, data, length));
                at = Some(data.saturating_add(length));
            }
        }
        found = true;
        one.read("EGG", sink)?;
    }
    let is_whole = at.and_then(|at| u32_at(bytes, at)) == Some(END);
    cut_off(found, is_whole)
}

/// Passes over the fields of a header; gives the place after their end.
fn after_fields<'b>(
    bytes: &'b [u8],
    mut at: usize,
    each: &mut dyn FnMut(u32, u8, &'b [u8]),
) -> Option<usize> {
    loop {
        let field = u32_at(bytes, at)?;
        if field == END {
            return Some(at + 4);
        }
        if field == BLOCK || field == FILE {
            return Some(at);
        }
        let flags = *bytes.get(at + 4)?;
        let (length, head) = if flags & 1 == 0 {
            (usize::from(u16_at(bytes, at + 5)?), 7)
        } else {
            (u32_at(bytes, at + 5)? as usize, 9)
        };
        let data = bytes.get(at + head..(at + head).checked_add(length)?)?;
        each(field, flags, data);
        at += head + length;
    }
}

fn egg_name(flags: u8, data: &[u8]) -> String {
    // The code page of the name, and the folder that it is counted from.
    let before = if flags & 8 != 0 { 2 } else { 0 } + if flags & 16 != 0 { 4 } else { 0 };
    name_of(data.get(before..).unwrap_or(data))
}

fn cut_off(found: bool, is_whole: bool) -> Result<(), Problem> {
    match (found, is_whole) {
        (_, true) => Ok(()),
        (true, false) => Err(Problem::CutOff("the end of the archive is missing".into())),
        (false, false) => Err(Problem::Damaged("no member was found".into())),
    }
}

fn number(bytes: &[u8], at: usize, wide: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(wide)?)?;
    let mut eight = [0; 8];
    eight.get_mut(..wide)?.copy_from_slice(bytes);
    Some(u64::from_le_bytes(eight))
}

/// A member as it is packed: in one part, or several that follow each other.
#[derive(Default)]
struct Packed<'b> {
    name: String,
    method: Method,
    is_locked: bool,
    size: u64,
    parts: Vec<&'b [u8]>,
}

#[derive(Clone, Copy, Default)]
enum Method {
    #[default]
    Stored,
    Deflated,
    Bzip2,
    Other(&'static str),
}

impl Packed<'_> {
    fn read(&self, archive: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let name = self.name.replace('\\', "/");
        if name.ends_with('/') {
            return Ok(());
        }
        if self.is_locked {
            sink.unread_child(&name, self.size, Problem::Password);
            return Ok(());
        }
        let is_own = |part: &&[u8]| !part.starts_with(b"BZh");
        let not_read = match self.method {
            Method::Other(method) => Some(method),
            // ALZ writes streams of its own kind under this name too.
            Method::Bzip2 if self.parts.iter().any(is_own) => Some("bzip2 of its own kind"),
            Method::Stored | Method::Deflated | Method::Bzip2 => None,
        };
        if let Some(method) = not_read {
            self.not_read(method, archive, sink);
            return Ok(());
        }
        let unpacked = Unpacked {
            method: self.method,
            open: Box::new(io::empty()),
            rest: self.parts.iter(),
        };
        member(&name, self.size, unpacked, sink)
    }

    fn not_read(&self, method: &str, archive: &str, sink: &mut Sink<'_, '_>) {
        let problem = Problem::NotRead(format!("member compressed by {method}, {archive} archive"));
        sink.unread_child(&self.name.replace('\\', "/"), self.size, problem);
    }
}

/// What the parts of a member unpack to, one after another: there may be a hundred thousand of them.
struct Unpacked<'b> {
    method: Method,
    open: Box<dyn Read + 'b>,
    rest: std::slice::Iter<'b, &'b [u8]>,
}

impl Read for Unpacked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let n_read = self.open.read(into)?;
            if n_read > 0 || into.is_empty() {
                return Ok(n_read);
            }
            let Some(part) = self.rest.next() else {
                return Ok(0);
            };
            self.open = match self.method {
                Method::Deflated => Box::new(DeflateDecoder::new(*part)),
                Method::Bzip2 => Box::new(BzDecoder::new(*part)),
                Method::Stored | Method::Other(_) => Box::new(*part),
            };
        }
    }
}
