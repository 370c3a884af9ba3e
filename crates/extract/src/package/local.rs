//! Members of a ZIP container by the headers that stand before them, for containers without a directory.

use memchr::memmem;

/// What stands before the header of a member.
const HEADER: &[u8] = b"PK\x03\x04";
/// What the end of a directory begins with.
const END: &[u8] = b"PK\x05\x06";
/// The length of a header without name and extra fields.
const HEADER_BYTES: usize = 30;
/// Members that are listed at most.
const MEMBERS: usize = 100_000;

/// A member as its own header tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Local {
    /// Where its header is.
    pub(crate) header: usize,
    /// Its name, in whatever encoding.
    pub(crate) name: Vec<u8>,
    /// How it is compressed.
    pub(crate) method: u16,
    /// Whether a password is needed.
    pub(crate) is_encrypted: bool,
    /// Where its bytes begin.
    pub(crate) data: usize,
    /// How many there are, where the header says so.
    pub(crate) packed: Option<usize>,
}

/// Whether the container has the end of a directory.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, END).is_some()
}

/// Every member that can be found, in order. One pass: what a header tells to be its data is not searched.
pub(super) fn scan(bytes: &[u8]) -> Vec<Local> {
    let finder = memmem::Finder::new(HEADER);
    let mut members = Vec::new();
    let mut at = 0;
    while members.len() < MEMBERS {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let Some(start) = finder.find(rest).map(|found| at.saturating_add(found)) else {
            break;
        };
        let Some(local) = parse(bytes, start) else {
            at = start.saturating_add(HEADER.len());
            continue;
        };
        at = local.data.saturating_add(local.packed.unwrap_or(0));
        end_before(members.last_mut(), start);
        members.push(local);
    }
    end_before(members.last_mut(), bytes.len());
    members
}

/// Bytes that are not compressed do not tell their end: it is where the next header stands.
fn end_before(member: Option<&mut Local>, next: usize) {
    if let Some(local) = member
        && local.method == 0
        && local.packed.is_none()
    {
        local.packed = Some(next.saturating_sub(local.data));
    }
}

/// The member whose header stands at a place.
pub(super) fn parse(bytes: &[u8], start: usize) -> Option<Local> {
    let header = bytes.get(start..)?;
    if !header.starts_with(HEADER) {
        return None;
    }
    let flags = short(header, 6)?;
    let method = short(header, 8)?;
    let packed = usize::from(short(header, 18)?) | usize::from(short(header, 20)?) << 16;
    let name_bytes = usize::from(short(header, 26)?);
    let extra_bytes = usize::from(short(header, 28)?);
    let name_end = HEADER_BYTES.checked_add(name_bytes)?;
    let name = header.get(HEADER_BYTES..name_end)?.to_vec();
    let data = start.checked_add(name_end)?.checked_add(extra_bytes)?;
    // Bit 3: the length follows the data. All bits: the length is in a 64-bit field; either way the data tells its end.
    let is_told = flags & 8 == 0 && packed != 0xffff_ffff;
    Some(Local {
        header: start,
        name,
        method,
        is_encrypted: flags & 1 != 0,
        data,
        packed: is_told.then_some(packed),
    })
}

pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}
