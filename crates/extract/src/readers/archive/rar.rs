//! RAR: names of all members, and their content.

use super::{member, name_of};
use crate::Problem;
use crate::bytes::{part, u16_at, u32_at};
use crate::sink::Sink;

mod packed;

/// Members that are listed at most; more are not opened in any case.
const MEMBERS: usize = 100_000;

/// Reads an archive of either generation.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    sink.check_child()?;
    let mut members = Vec::new();
    let outcome = if bytes.starts_with(b"Rar!\x1A\x07\x01\0") {
        newer(bytes, &mut members)
    } else {
        older(bytes, &mut members)
    };
    if members.iter().any(Member::is_packed) {
        packed::read(bytes, &members, sink)?;
        return outcome;
    }
    for member in members {
        sink.check_child()?;
        member.read(sink)?;
    }
    outcome
}

/// A member.
struct Member<'b> {
    name: String,
    size: u64,
    is_stored: bool,
    is_locked: bool,
    /// Whether it goes on from or into another file of the set.
    is_split: bool,
    data: &'b [u8],
    packed: u64,
}

impl Member<'_> {
    fn path(&self) -> String {
        self.name.replace('\\', "/")
    }

    /// Whether it can be read once it is unpacked.
    const fn is_packed(&self) -> bool {
        !self.is_stored && !self.is_locked && !self.is_split
    }

    /// Reads a member that is stored as it is.
    fn read(&self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let is_whole = self.data.len() as u64 >= self.packed;
        if self.is_locked || self.is_split || !is_whole {
            self.say_unread(sink);
            return Ok(());
        }
        member(&self.path(), self.size, self.data, sink)
    }

    /// Says why it cannot be read.
    fn say_unread(&self, sink: &mut Sink<'_, '_>) {
        let problem = if self.is_locked {
            Problem::Password
        } else if self.is_split {
            Problem::CutOff("the rest is in another file of the set".to_owned())
        } else {
            Problem::CutOff("the end of the archive is missing".to_owned())
        };
        sink.unread_child(&self.path(), self.size, problem);
    }
}

/// RAR 1.5 to 4.
fn older<'b>(bytes: &'b [u8], members: &mut Vec<Member<'b>>) -> Result<(), Problem> {
    let mut at = 7;
    let mut found = false;
    while let (Some(kind), Some(flags), Some(head)) = (
        bytes.get(at + 2).copied(),
        u16_at(bytes, at + 3),
        u16_at(bytes, at + 5),
    ) {
        if head < 7 {
            break;
        }
        let more = if flags & 0x8000 != 0 || kind == 0x74 {
            u32_at(bytes, at + 7).map_or(0, u64::from)
        } else {
            0
        };
        let after = at + usize::from(head);
        match kind {
            0x73 if flags & 0x80 != 0 => return Err(Problem::Password),
            0x74 => {
                found = true;
                let (one, packed) = older_member(bytes, at, after, flags)
                    .ok_or_else(|| Problem::CutOff("the head of a member".to_owned()))?;
                if members.len() < MEMBERS {
                    members.extend(one);
                }
                at = after.saturating_add(usize::try_from(packed).unwrap_or(usize::MAX));
                continue;
            }
            0x7B => return Ok(()),
            _ => {}
        }
        at = after.saturating_add(usize::try_from(more).unwrap_or(usize::MAX));
    }
    ended(found, at, bytes)
}

/// A member, nothing for a folder, and how many bytes it takes after its head.
fn older_member(
    bytes: &[u8],
    at: usize,
    after: usize,
    flags: u16,
) -> Option<(Option<Member<'_>>, u64)> {
    let mut packed = u64::from(u32_at(bytes, at + 7)?);
    let mut size = u64::from(u32_at(bytes, at + 11)?);
    let method = *bytes.get(at + 25)?;
    let length = usize::from(u16_at(bytes, at + 26)?);
    let mut name_at = at + 32;
    if flags & 0x100 != 0 {
        packed |= u64::from(u32_at(bytes, name_at)?) << 32;
        size |= u64::from(u32_at(bytes, name_at + 4)?) << 32;
        name_at += 8;
    }
    let name = bytes.get(name_at..name_at.checked_add(length)?)?;
    // The name in the code page of its system, and after it in Unicode of a kind of its own.
    let name = name.split(|byte| *byte == 0).next().unwrap_or(name);
    let is_folder = flags & 0xE0 == 0xE0;
    let one = Member {
        name: name_of(name),
        size,
        is_stored: method == 0x30,
        is_locked: flags & 4 != 0,
        is_split: flags & 3 != 0,
        data: part(bytes, after, usize::try_from(packed).unwrap_or(usize::MAX)),
        packed,
    };
    Some(((!is_folder).then_some(one), packed))
}

/// RAR 5.
fn newer<'b>(bytes: &'b [u8], members: &mut Vec<Member<'b>>) -> Result<(), Problem> {
    let mut at = 8;
    let mut found = false;
    while at + 4 < bytes.len() {
        let mut head = Numbers { bytes, at: at + 4 };
        let Some(block) = newer_block(&mut head) else {
            break;
        };
        match block.kind {
            4 => return Err(Problem::Password),
            5 => return Ok(()),
            // 3 are streams and comments of the archive's own.
            2 => {
                found = true;
                let (one, is_folder) = newer_member(&mut head, &block)
                    .ok_or_else(|| Problem::CutOff("the head of a member".to_owned()))?;
                if !is_folder && members.len() < MEMBERS {
                    members.push(one);
                }
            }
            _ => {}
        }
        let data = usize::try_from(block.data).unwrap_or(usize::MAX);
        at = block.after.saturating_add(data);
    }
    ended(found, at, bytes)
}

struct Block {
    kind: u64,
    flags: u64,
    extra: usize,
    data: u64,
    /// Where its head ends.
    after: usize,
}

fn newer_block(head: &mut Numbers<'_>) -> Option<Block> {
    let length = usize::try_from(head.next()?).ok()?;
    let after = head.at.checked_add(length)?;
    let kind = head.next()?;
    let flags = head.next()?;
    let extra = if flags & 1 != 0 { head.next()? } else { 0 };
    let data = if flags & 2 != 0 { head.next()? } else { 0 };
    (after > head.at).then_some(Block {
        kind,
        flags,
        extra: usize::try_from(extra).ok()?,
        data,
        after,
    })
}

/// A member, and whether it is a folder.
fn newer_member<'b>(head: &mut Numbers<'b>, block: &Block) -> Option<(Member<'b>, bool)> {
    let flags = head.next()?;
    let size = head.next()?;
    head.next()?;
    head.at += 4 * (usize::from(flags & 2 != 0) + usize::from(flags & 4 != 0));
    let method = head.next()? >> 7 & 7;
    head.next()?;
    let length = usize::try_from(head.next()?).ok()?;
    let name = head.bytes.get(head.at..head.at.checked_add(length)?)?;
    // The first extra record: its length and kind; 1 says how the member is encrypted.
    let mut extra = Numbers {
        bytes: head.bytes,
        at: block.after.checked_sub(block.extra)?,
    };
    let is_locked = block.extra > 0 && extra.next().and_then(|_| extra.next()) == Some(1);
    let one = Member {
        name: name_of(name),
        size,
        is_stored: method == 0,
        is_locked,
        is_split: block.flags & 0x18 != 0,
        data: part(
            head.bytes,
            block.after,
            usize::try_from(block.data).unwrap_or(usize::MAX),
        ),
        packed: block.data,
    };
    Some((one, flags & 1 != 0))
}

/// Numbers of seven bits a byte.
struct Numbers<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Numbers<'_> {
    fn next(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for place in 0..9 {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

fn ended(found: bool, at: usize, bytes: &[u8]) -> Result<(), Problem> {
    match (found, at == bytes.len()) {
        (true, true) => Ok(()),
        (true, false) => Err(Problem::CutOff("the end of the archive is missing".into())),
        (false, _) => Err(Problem::Damaged("no member was found".into())),
    }
}
